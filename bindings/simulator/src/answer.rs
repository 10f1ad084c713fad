//! Answers as JSON text.

use connfn_simulator::connection::Problem;
use serde::Serialize;
use serde_json::json;

pub(crate) fn ok<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).map_or_else(|error| failed("internal", &error.to_string()), |json| raw(&json))
}

/// An answer that is JSON text already.
pub(crate) fn raw(json: &str) -> String {
    format!("{{\"ok\":{json}}}")
}

pub(crate) fn refused(problem: &Problem) -> String {
    let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    failed("invalid-argument", &format!("{}{help}", problem.message))
}

/// Of a request that is none.
pub(crate) fn unreadable(error: &serde_json::Error) -> String {
    failed("invalid-argument", &format!("the request is none: {error}"))
}

fn failed(code: &str, message: &str) -> String {
    json!({ "error": { "code": code, "message": message } }).to_string()
}
