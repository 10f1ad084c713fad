//! Expressions that a person asks for: their values in the configuration's scope, as `terraform console` prints them. A question
//! changes nothing of what the configuration says.

use crate::{
    Sources,
    evaluate::{Evaluator, shown, type_shown},
    problem::Problem,
    read_asking,
    syntax::{self, Expression, Kind},
};
use alloc::{string::String, vec::Vec};
use connfn_core::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Serialize};

/// What questions are called where their places are told.
pub(crate) const FILE: &str = "<console-input>";

/// What became of the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// One for each expression, in their order.
    pub answers: Vec<Answer>,
    /// What is wrong with the configuration itself.
    pub diagnostics: Vec<Diagnostic>,
    /// As [`crate::Reading::needs`]; while there are any, an answer may be `(known after apply)` that will be known.
    pub needs: Vec<String>,
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

/// Evaluates expressions in the scope of a configuration, of which there need be none.
pub fn evaluate(sources: &Sources, expressions: &[String]) -> Evaluation {
    let (mut reading, answers) = read_asking(sources, &crate::Known::new(), expressions);
    reading.diagnostics.retain(|diagnostic| diagnostic.code != Code::NoConfiguration);
    Evaluation { answers, diagnostics: reading.diagnostics, needs: reading.needs }
}

/// Whether an expression goes on on the next line: a bracket, a comment or a heredoc in it is not closed.
pub fn is_unfinished(text: &str) -> bool {
    syntax::is_open(text)
}

/// A question that was parsed, and what was wrong with it.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) expression: Option<Expression>,
    pub(crate) problems: Vec<Problem>,
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
