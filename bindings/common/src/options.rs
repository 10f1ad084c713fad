//! Options that exist only here: what the library face takes as a Rust value and JavaScript as an object.

use connfn::Palette;
use serde::Deserialize;

/// How to render for people.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RenderOptions {
    palette: PaletteName,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PaletteName {
    #[default]
    Plain,
    Ansi,
}

/// How to run; what is left out is the library's default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RunOptions {
    /// Of 32 bits on every surface.
    concurrency: Option<u32>,
}

impl RenderOptions {
    pub(crate) fn palette(&self) -> Palette {
        match self.palette {
            PaletteName::Plain => Palette::Plain,
            PaletteName::Ansi => Palette::Ansi,
        }
    }
}

impl From<RunOptions> for connfn::RunOptions {
    fn from(options: RunOptions) -> Self {
        let default = Self::default();
        let given = options.concurrency.and_then(|concurrency| usize::try_from(concurrency).ok());
        Self { concurrency: given.unwrap_or(default.concurrency) }
    }
}
