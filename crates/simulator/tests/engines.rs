//! The simulator against other engines. njs 0.7.9 and Node ran every function of `tests/engines/functions.txt` on every connection
//! beside it, and what they did is kept there (`record.mjs` writes it). The simulator decides, logs and fails as they do; where it does
//! not, the function stands in `differences.jsonl` with the reason. A difference too few or too many fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files and run engines")]

mod support;

use connfn_simulator::{Decision, ErrorKind, Outcome, Request, simulate};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use support::request;

fn read(file: &str) -> String {
    fs::read_to_string(format!("{}/tests/engines/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn lines(file: &str) -> Vec<Value> {
    read(file).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Names and codes.
fn functions() -> BTreeMap<String, String> {
    let text = format!("\n{}", read("functions.txt"));
    let parts = text.split("\n# ").skip(1).map(|part| part.split_once('\n').unwrap());
    parts.map(|(id, code)| (id.to_owned(), code.to_owned())).collect()
}

/// In what an outcome differs from what an engine did.
fn difference(code: &str, outcome: &Outcome, engine: &Value) -> Option<String> {
    let calls: Vec<&str> = engine["calls"].as_array().unwrap().iter().map(|call| call.as_str().unwrap()).collect();
    let failed = engine["error"].is_object();
    let decision = match (calls.contains(&"deny"), calls.contains(&"allow")) {
        (true, _) => Decision::Deny,
        (false, true) if !failed => Decision::Allow,
        _ => Decision::None,
    };
    if outcome.decision != decision {
        return Some(format!("decision {:?}, not {decision:?}", outcome.decision));
    }
    let logs = outcome.logs.join("\n");
    if logs != engine["logs"].as_str().unwrap() {
        return Some(format!("logs {logs:?}, not {}", engine["logs"]));
    }
    if outcome.custom_data.as_deref() != engine["custom"].as_str() {
        return Some(format!("custom data {:?}, not {}", outcome.custom_data, engine["custom"]));
    }
    let message = outcome.error.as_ref().map(|error| error.message.as_str());
    let same = match (message, failed) {
        (None, false) => true,
        (Some(message), true) => {
            let (name, text) = (engine["error"]["name"].as_str().unwrap(), engine["error"]["text"].as_str().unwrap());
            // Each engine has words of its own for what it throws itself.
            if code.contains("throw ") { message == text } else { message.starts_with(name) }
        }
        _ => false,
    };
    (!same).then(|| format!("error {message:?}, not {}", engine["error"]))
}

#[test]
fn functions_do_what_they_do_in_other_engines() {
    let functions = functions();
    let connections: Vec<Value> = serde_json::from_str(&read("connections.json")).unwrap();
    let store: BTreeMap<String, String> = serde_json::from_str(&read("store.json")).unwrap();
    let reasons: BTreeMap<(String, String), String> = lines("differences.jsonl")
        .into_iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            ((text("id"), text("engine")), text("why"))
        })
        .collect();
    let answers = lines("answers.jsonl");
    assert!(functions.len() >= 60 && answers.len() == functions.len() * connections.len());
    let mut problems = Vec::new();
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    for answer in &answers {
        let id = answer["id"].as_str().unwrap();
        let code = &functions[id];
        let connection = &connections[usize::try_from(answer["input"].as_u64().unwrap()).unwrap()];
        let outcome =
            simulate(&Request { connection: connection.to_string(), store: Some(store.clone()), ..request(code) });
        if let Some(error) = outcome.error.as_ref().filter(|error| error.kind == ErrorKind::RefusedBeforeRun) {
            problems.push(format!("{id} was not run: {error:?}"));
        }
        for engine in ["njs", "node"] {
            if answer[engine].is_object()
                && let Some(difference) = difference(code, &outcome, &answer[engine])
            {
                found.insert((id.to_owned(), engine.to_owned()), difference);
            }
        }
    }
    for (key, difference) in &found {
        if !reasons.contains_key(key) {
            problems.push(format!("{key:?} differs: {difference}"));
        }
    }
    problems
        .extend(reasons.keys().filter(|key| !found.contains_key(key)).map(|key| format!("{key:?} does not differ")));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_answers_are_those_of_the_engines() {
    let version = |program: &str| {
        let output = Command::new(program).arg("-v").output().ok()?;
        let text = [output.stdout, output.stderr].concat();
        Some(String::from_utf8_lossy(&text).trim().to_owned())
    };
    if version("njs").as_deref() != Some("0.7.9") || version("node").is_none() {
        println!("skipped: njs 0.7.9 or Node is not here");
        return;
    }
    let script = format!("{}/tests/engines/record.mjs", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node").args([&script, "--check"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
