//! Functions that mean harm, or that nobody finished. Every surface that runs functions is held to this list: each is stopped within
//! two seconds and 256 MB, and what is said of it tells why.
//!
//! `functions.jsonl` has one on a line: `body`, the statements of a `connectionHandler` that has called `allow()`, or `parts`, the whole
//! code, of which each part stands as often as is said. `error` is what the message holds; without it any end is right. The error is
//! of the `kind`, or else a limit. What is in the group `uncounted` only whoever holds the engine can stop.

use serde_json::Value;

#[allow(dead_code, reason = "each surface shows what it shows of an error")]
pub(crate) struct Hostile {
    pub(crate) group: String,
    pub(crate) code: String,
    pub(crate) error: Option<String>,
    pub(crate) kind: String,
}

pub(crate) fn functions() -> Vec<Hostile> {
    include_str!("functions.jsonl").lines().map(|line| read(&serde_json::from_str(line).unwrap())).collect()
}

fn read(row: &Value) -> Hostile {
    let text = |name: &str| row[name].as_str().map(str::to_owned);
    let code = text("body")
        .map(|body| format!("async function connectionHandler(connection) {{\nconnection.allow();\n{body}\n}}"));
    Hostile {
        group: text("group").unwrap(),
        code: code.unwrap_or_else(|| row["parts"].as_array().unwrap().iter().map(part).collect()),
        error: text("error"),
        kind: text("kind").unwrap_or_else(|| "limit".to_owned()),
    }
}

fn part(part: &Value) -> String {
    part[0].as_str().unwrap().repeat(usize::try_from(part[1].as_u64().unwrap()).unwrap())
}
