//! Why a call failed, in the one shape that JavaScript sees: an `Error` with a `code` and diagnostics.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};
use connfn::Diagnostic;

/// What is thrown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable: a diagnostic's code, `invalid-argument` or `internal`.
    pub code: String,
    pub message: String,
    /// Empty unless connfn itself refused what it was given.
    pub diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// An argument is not what the function takes.
    pub fn invalid_argument(message: String) -> Self {
        Self { code: "invalid-argument".to_owned(), message, diagnostics: Vec::new() }
    }

    /// Something happened that never should, whatever the arguments.
    pub fn internal(message: &str) -> Self {
        Self { code: "internal".to_owned(), message: message.to_owned(), diagnostics: Vec::new() }
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            code: diagnostic.code.to_string(),
            message: diagnostic.message.clone(),
            diagnostics: [diagnostic].into(),
        }
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        let first = diagnostics.first().cloned();
        let Some(first) = first else { return Self::internal("something was refused for no reason") };
        Self { diagnostics, ..Self::from(first) }
    }
}

impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
