//! What a command finds around it: the terminal and the environment, looked at once. AWS's own variables are the SDK's.

use crate::{args::GlobalArgs, output::Output, variables};
use std::ffi::OsString;

/// The variable that names the stack.
pub(crate) const STACK_VARIABLE: &str = "CONNFN_STACK";

#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) output: Output,
    /// What [`STACK_VARIABLE`] holds. Empty is as good as absent.
    pub(crate) stack: Option<OsString>,
    /// The values that `TF_VAR_NAME` gives to variables, by name.
    pub(crate) variables: Vec<(String, String)>,
}

impl Context {
    pub(crate) fn of_environment(global: &GlobalArgs) -> Self {
        let stack = std::env::var_os(STACK_VARIABLE).filter(|name| !name.is_empty());
        Self { output: Output::new(global.color), stack, variables: variables::of_environment() }
    }
}
