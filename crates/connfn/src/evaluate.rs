//! Evaluating expressions in a configuration's scope.

use alloc::{string::String, vec::Vec};
use connfn_config::{Answer, Sources};
use connfn_core::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

/// Expressions to evaluate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvaluateRequest {
    /// The configuration whose names the expressions may use. It may be empty.
    #[serde(default)]
    pub sources: Sources,
    pub expressions: Vec<String>,
}

/// What became of the expressions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvaluateResponse {
    /// One for each expression, in their order.
    pub answers: Vec<Answer>,
    /// What is wrong with the configuration itself.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that the configuration or an expression names and the sources neither hold nor declare unavailable; one that ends in
    /// `/` is a folder to list. Until none is left, an answer may not be final: ask again with them.
    pub needs: Vec<String>,
}

/// Evaluates expressions, and gives their values as Terraform's console prints them.
pub fn evaluate(request: &EvaluateRequest) -> EvaluateResponse {
    let found = connfn_config::evaluate(&request.sources, &request.expressions);
    EvaluateResponse { answers: found.answers, diagnostics: found.diagnostics, needs: found.needs }
}
