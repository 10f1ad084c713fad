//! Runs functions for the tests.
#![allow(dead_code, reason = "each test uses what it needs")]

use connfn_simulator::{Outcome, Request, simulate};
use std::collections::BTreeMap;

/// A request without a store, on a connection that holds nothing.
pub(crate) fn request(code: &str) -> Request {
    Request {
        code: code.to_owned(),
        runtime: "cloudfront-js-2.0".to_owned(),
        connection: "{}".to_owned(),
        store: None,
        now: None,
        runtime_features: BTreeMap::new(),
    }
}

pub(crate) fn run(code: &str) -> Outcome {
    simulate(&request(code))
}

/// Runs statements as the body of `connectionHandler`.
pub(crate) fn body(statements: &str) -> Outcome {
    run(&format!("function connectionHandler(connection) {{\n{statements}\n}}"))
}

/// Runs statements as the body of an `async` `connectionHandler`, with a store.
pub(crate) fn stored(statements: &str, contents: &[(&str, &str)]) -> Outcome {
    let code = format!(
        "import cf from 'cloudfront';\nconst kvs = cf.kvs();\nasync function connectionHandler(connection) {{\n{statements}\n}}"
    );
    let store = contents.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    simulate(&Request { store: Some(store), ..request(&code) })
}

/// The lines that statements log; they must end without an error.
pub(crate) fn logs(statements: &str) -> Vec<String> {
    let outcome = body(statements);
    assert_eq!(outcome.error, None, "{statements}");
    outcome.logs
}

/// The message of the error that statements end with.
pub(crate) fn error(statements: &str) -> String {
    let outcome = body(statements);
    outcome.error.unwrap_or_else(|| panic!("no error: {statements}")).message
}
