//! Answers as JSON texts: what was asked for, or why it is not there.

use connfn_core::json;
use connfn_simulator::connection::Problem;
use serde::Serialize;
use serde_json::json;

/// Why a question has no answer.
pub(crate) struct Refusal(String);

impl Refusal {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl From<Problem> for Refusal {
    fn from(Problem { message, help }: Problem) -> Self {
        Self(help.map_or_else(|| message.clone(), |help| format!("{message}; {help}")))
    }
}

/// The answer that holds a value.
pub(crate) fn value<T: Serialize>(value: Result<T, Refusal>) -> String {
    text(value.map(|value| json::compact(&value)))
}

/// The answer that holds a value whose JSON is there already.
pub(crate) fn text(json: Result<String, Refusal>) -> String {
    match json {
        Ok(json) => format!("{{\"ok\":{json}}}"),
        Err(Refusal(message)) => json!({ "error": { "code": "invalid-argument", "message": message } }).to_string(),
    }
}
