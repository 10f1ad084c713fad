//! Why a command ended early. Messages are lower case without a final period, the way out apart. How it is said is [`crate::report`]'s.

use crate::exit::Exit;
use connfn::Diagnostic;
use connfn_executor::ObserveError;

/// How a command ends, or why it could not go on.
pub(crate) type Outcome<T = Exit> = Result<T, Failure>;

#[derive(Debug)]
pub(crate) enum Failure {
    Problem {
        message: String,
        help: Option<String>,
    },
    Diagnostics(Vec<Diagnostic>),
    /// Whoever read standard output has read enough.
    OutputClosed,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Problem { message: message.into(), help: None }
    }

    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Problem { message: message.into(), help: Some(help.into()) }
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Diagnostics(vec![diagnostic])
    }
}

impl From<ObserveError> for Failure {
    fn from(error: ObserveError) -> Self {
        let request = error.request_id.as_ref().map(|id| format!(" (request {id})")).unwrap_or_default();
        Self::Problem { message: format!("cannot read CloudFront: {error}{request}"), help: error.help }
    }
}
