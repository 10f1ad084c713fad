//! Expressions that a person asks for: their values in the configuration's scope, as `terraform console` prints them.

use crate::{
    question::Answer,
    read::read_asking,
    sources::{Known, Sources},
    syntax,
};
use alloc::{string::String, vec::Vec};
use connfn_core::diagnostic::{Code, Diagnostic};

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

/// Evaluates expressions in the scope of a configuration, of which there need be none.
pub fn evaluate(sources: &Sources, expressions: &[String]) -> Evaluation {
    let (mut reading, answers) = read_asking(sources, &Known::new(), expressions);
    reading.diagnostics.retain(|diagnostic| diagnostic.code != Code::NoConfiguration);
    Evaluation { answers, diagnostics: reading.diagnostics, needs: reading.needs }
}

/// Whether an expression goes on on the next line: a bracket, a comment or a heredoc in it is not closed.
pub fn is_unfinished(text: &str) -> bool {
    syntax::is_open(text)
}
