//! Checking a configuration.

use crate::function_code::check_functions;
use alloc::{string::String, vec::Vec};
use connfn_config::Sources;
use connfn_core::{
    checks::Checks,
    desired::DesiredState,
    diagnostic::{self, Diagnostic},
    testing::Tests,
};
use serde::{Deserialize, Serialize};

/// A configuration to check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    pub sources: Sources,
}

/// What a configuration asks for and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckResponse {
    /// Every problem, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that the configuration names and the sources neither hold nor declare unavailable; one that ends in `/` is a
    /// folder to list. While there is one, the desired state is not complete: ask again with it.
    pub needs: Vec<String>,
    /// Folders that may hold tests of the functions, and whose listings the sources neither hold nor declare unavailable. Without them
    /// the desired state is complete, but tests may be missing: ask again with them to have all.
    #[serde(default)]
    pub wants: Vec<String>,
    pub desired: DesiredState,
    /// The tests of the functions. One with an error is not among them.
    #[serde(default)]
    pub tests: Tests,
    /// What the configuration says of the checks of function code. Whoever runs the tests goes by it too.
    #[serde(default, skip_serializing_if = "Checks::is_empty")]
    pub checks: Checks,
}

/// Reads a configuration and reports all that is wrong with it.
pub fn check(request: &CheckRequest) -> CheckResponse {
    check_sources(&request.sources)
}

pub(crate) fn check_sources(sources: &Sources) -> CheckResponse {
    let reading = connfn_config::read(sources);
    let of_code = check_functions(sources, &reading);
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(of_code);
    diagnostic::sort(&mut diagnostics);
    CheckResponse {
        diagnostics,
        needs: reading.needs,
        wants: reading.wants,
        desired: reading.desired,
        tests: reading.tests,
        checks: reading.checks,
    }
}
