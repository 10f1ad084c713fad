//! A question: an expression that a person asks for, and what becomes of it in the configuration's scope. It changes nothing of what
//! the configuration says.

use crate::{
    evaluate::{Evaluator, shown, type_shown},
    problem::Problem,
    syntax::{Expression, Kind},
};
use alloc::{string::String, vec::Vec};
use connfn_core::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Serialize};

/// What questions are called where their places are told.
pub(crate) const FILE: &str = "<console-input>";

/// A question that was parsed, and what was wrong with it.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) expression: Option<Expression>,
    pub(crate) problems: Vec<Problem>,
}

/// What became of one expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The value as Terraform's console prints it; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is wrong with the expression. Its places are in the file `<console-input>`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

/// Answers a question. What goes wrong is added to the evaluator's problems.
pub(crate) fn answer(evaluator: &mut Evaluator<'_, '_>, expression: &Expression) -> Option<String> {
    let mark = evaluator.problems.mark();
    let text = match &expression.kind {
        Kind::Call(call) if call.name == "type" => match call.arguments.as_slice() {
            [argument] => type_shown(&evaluator.value(argument).data.kind()),
            _ => {
                evaluator.refuse(Code::FunctionArguments, call.place, "`type` takes one argument");
                return None;
            }
        },
        _ => shown(&evaluator.value(expression).data),
    };
    (!evaluator.problems.failed_since(mark)).then_some(text)
}
