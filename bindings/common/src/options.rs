//! Options that exist only here: what the library face takes as a Rust value and JavaScript as an object.

use alloc::vec::Vec;
use connfn::{Diagnostic, Palette};
use serde::Deserialize;

/// How to render for people.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RenderOptions {
    palette: PaletteName,
}

/// How to render a plan.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PlanRenderOptions {
    palette: PaletteName,
    pub(crate) format: PlanFormat,
    /// For Markdown, which shows them with the plan.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PlanFormat {
    #[default]
    Text,
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
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
        self.palette.into()
    }
}

impl PlanRenderOptions {
    pub(crate) fn palette(&self) -> Palette {
        self.palette.into()
    }
}

impl From<PaletteName> for Palette {
    fn from(name: PaletteName) -> Self {
        match name {
            PaletteName::Plain => Self::Plain,
            PaletteName::Ansi => Self::Ansi,
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
