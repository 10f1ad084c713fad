//! The optional parts: what some tests need and a developer's machine may lack. A test without its part is skipped, and said
//! to be; where everything is demanded, as in CI, it fails.

use crate::outcome::Outcome;
use crate::shell;
use crate::steps::Done;
use std::env;
use std::path::{Path, PathBuf};

/// Something that a machine may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Browser,
    /// The engine whose language that of connection functions is.
    Njs,
    Python,
    Shellcheck,
}

/// What becomes of a test whose part is not there.
pub(crate) fn lacking(part: Part, demand_all: bool) -> Outcome<Done> {
    let reason = format!("there is no {}", part.described());
    if demand_all { Err(reason.into()) } else { Ok(Done::Skipped(reason)) }
}

/// Whether the environment demands every part.
pub(crate) fn demanded() -> bool {
    env::var_os("CONNFN_REQUIRE_OPTIONAL").is_some_and(|value| !value.is_empty() && value != "0")
}

impl Part {
    pub(crate) const ALL: [Self; 4] = [Self::Browser, Self::Njs, Self::Python, Self::Shellcheck];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Njs => "njs",
            Self::Python => "python",
            Self::Shellcheck => "shellcheck",
        }
    }

    pub(crate) const fn described(self) -> &'static str {
        match self {
            Self::Browser => "Chromium or Chrome on the PATH or in CONNFN_BROWSER",
            Self::Njs => "njs on the PATH or in CONNFN_NJS",
            Self::Python => "Python 3 with venv on the PATH or in CONNFN_PYTHON",
            Self::Shellcheck => "shellcheck on the PATH or in CONNFN_SHELLCHECK",
        }
    }

    /// The environment variable that names the program, to us and to the tests.
    pub(crate) const fn variable(self) -> &'static str {
        match self {
            Self::Browser => "CONNFN_BROWSER",
            Self::Njs => "CONNFN_NJS",
            Self::Python => "CONNFN_PYTHON",
            Self::Shellcheck => "CONNFN_SHELLCHECK",
        }
    }

    pub(crate) fn find(self) -> Option<PathBuf> {
        let names: &[&str] = match self {
            Self::Browser => &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
            Self::Njs => &["njs"],
            Self::Python => &["python3", "python"],
            Self::Shellcheck => &["shellcheck"],
        };
        let named = env::var_os(self.variable()).map(PathBuf::from).filter(|file| file.is_file());
        named.or_else(|| names.iter().find_map(|name| shell::find_program(name))).filter(|program| self.works(program))
    }

    /// Debian ships Python without the module that makes a venv usable.
    fn works(self, program: &Path) -> bool {
        match self {
            Self::Browser | Self::Njs | Self::Shellcheck => true,
            Self::Python => shell::output(shell::command(program).args(["-c", "import venv, ensurepip"])).is_ok(),
        }
    }
}
