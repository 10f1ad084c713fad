//! The texts of the files, in which `{{name}}` stands for the function's name.

use crate::args::NewFormat;

/// The texts of a function of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Templates {
    pub(super) function: &'static str,
    pub(super) tests: &'static str,
    pub(super) configuration: &'static str,
}

/// What lets an editor complete the function.
pub(super) const JSCONFIG: &str = include_str!("templates/jsconfig.json");

impl Templates {
    pub(super) const fn of(format: NewFormat, with_store: bool) -> Self {
        let (function, tests) = if with_store {
            (include_str!("templates/function-with-store.js"), include_str!("templates/tests-with-store.yaml"))
        } else {
            (include_str!("templates/function.js"), include_str!("templates/tests.yaml"))
        };
        let configuration = match (format, with_store) {
            (NewFormat::Tf, false) => include_str!("templates/configuration.tf"),
            (NewFormat::Tf, true) => include_str!("templates/configuration-with-store.tf"),
            (NewFormat::Yaml, false) => include_str!("templates/configuration.yaml"),
            (NewFormat::Yaml, true) => include_str!("templates/configuration-with-store.yaml"),
        };
        Self { function, tests, configuration }
    }
}
