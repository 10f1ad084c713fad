//! What goes between the command and a worker: a line of JSON each way. A number ties an answer to its question. Before the first
//! question the worker sends an empty line, which says that it is ready.

use connfn_simulator::{Outcome, Request};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    pub(super) number: u64,
    pub(super) request: Request,
}

/// A question of which the request is lent.
#[derive(Debug, Serialize)]
pub(super) struct Asked<'a> {
    pub(super) number: u64,
    pub(super) request: &'a Request,
}

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Answer {
    pub(super) number: u64,
    pub(super) outcome: Outcome,
}

/// A value and the end of its line.
pub(super) fn line<T: Serialize>(value: &T) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}
