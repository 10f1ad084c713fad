//! How a plan is to be made.

use crate::{
    plan::document::Mode,
    testing::{TestReport, Tests},
};
use alloc::{string::String, vec::Vec};

/// How to plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub mode: Mode,
    /// Take over resources that exist under a desired name and that nobody owns.
    pub adopt: bool,
    /// Delete what the stack owns and the configuration no longer has.
    pub prune: bool,
    /// Plan only for these addresses and what belongs to them; for everything if there are none.
    pub targets: Vec<String>,
    /// The tests that the configuration has. No function is published of which one fails.
    pub configured_tests: Tests,
    /// What running the configuration's tests showed, if they were run.
    pub tests: Option<TestReport>,
    /// Have CloudFront run the tests too, on DEVELOPMENT, before a function is published.
    pub remote_tests: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mode: Mode::Normal,
            adopt: false,
            prune: true,
            targets: Vec::new(),
            configured_tests: Tests::new(),
            tests: None,
            remote_tests: false,
        }
    }
}
