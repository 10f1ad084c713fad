//! What a command finds around it: the terminal and the environment, looked at once. AWS's own variables are the SDK's.

use crate::{args::GlobalArgs, output::Output};
use std::ffi::OsString;

/// The variable that names the stack.
pub(crate) const STACK_VARIABLE: &str = "CONNFN_STACK";

/// What the names of those begin with that give values to variables of the configuration.
const VARIABLE_PREFIX: &str = "TF_VAR_";

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
        Self { output: Output::new(global.color), stack, variables: variables() }
    }
}

/// The values that the environment gives to variables. One that is not UTF-8 is none.
fn variables() -> Vec<(String, String)> {
    let text = |text: OsString| text.into_string().ok();
    let mut values: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(name, value)| Some((text(name)?.strip_prefix(VARIABLE_PREFIX)?.to_owned(), text(value)?)))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    values.sort();
    values
}
