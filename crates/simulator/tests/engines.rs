//! The simulator against other engines. njs 0.7.9 and Node ran every function of `tests/engines/functions.txt` on every connection
//! beside it, and worked out every expression of `expressions.txt`; what they did is kept there (`record.mjs` writes it). The simulator
//! decides, logs and fails as they do; where it does not, the function or the expression stands in `differences.jsonl` with the reason. A
//! difference too few or too many fails.
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
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;
use support::{request, run};

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

type Differences = BTreeMap<(String, String), String>;

/// That what was found is what `differences.jsonl` has reasons for, of those that are about something.
fn assert_known(found: &Differences, is_about: impl Fn(&str) -> bool) {
    let rows = lines("differences.jsonl");
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let known: BTreeSet<(String, String)> =
        rows.iter().map(|row| (text(row, "id"), text(row, "engine"))).filter(|(id, _)| is_about(id)).collect();
    assert!(rows.iter().all(|row| !text(row, "why").is_empty()));
    let new = found.iter().filter(|(key, _)| !known.contains(*key)).map(|(key, how)| format!("{key:?} differs: {how}"));
    let gone = known.iter().filter(|key| !found.contains_key(*key)).map(|key| format!("{key:?} does not differ"));
    let problems: Vec<String> = new.chain(gone).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn functions_do_what_they_do_in_other_engines() {
    let functions = functions();
    let connections: Vec<Value> = serde_json::from_str(&read("connections.json")).unwrap();
    let store: BTreeMap<String, String> = serde_json::from_str(&read("store.json")).unwrap();
    let answers = lines("answers.jsonl");
    assert!(functions.len() >= 60 && answers.len() == functions.len() * connections.len());
    let mut found = Differences::new();
    for answer in &answers {
        let id = answer["id"].as_str().unwrap();
        let code = &functions[id];
        let connection = &connections[usize::try_from(answer["input"].as_u64().unwrap()).unwrap()];
        let outcome =
            simulate(&Request { connection: connection.to_string(), store: Some(store.clone()), ..request(code) });
        let refused = outcome.error.as_ref().filter(|error| error.kind == ErrorKind::RefusedBeforeRun);
        assert!(refused.is_none(), "{id} was not run: {refused:?}");
        for engine in ["njs", "node"] {
            if answer[engine].is_object()
                && let Some(difference) = difference(code, &outcome, &answer[engine])
            {
                found.insert((id.to_owned(), engine.to_owned()), difference);
            }
        }
    }
    assert_known(&found, |id| functions.contains_key(id));
}

/// A function that says what each expression is worth, as `record.mjs` has it said.
fn saying(expressions: &[&str]) -> String {
    let said: Vec<String> = expressions.iter().map(|each| format!("say(function () {{ return {each}; }});")).collect();
    format!(
        "function say(work) {{
          var text;
          try {{ var value = work(); text = typeof value + ' ' + String(value); }} catch (error) {{ text = error.name; }}
          console.log(JSON.stringify(text));
        }}
        function connectionHandler(connection) {{ {} }}",
        said.join("\n")
    )
}

#[test]
fn expressions_are_worth_what_they_are_in_other_engines() {
    let answers = lines("expressions.jsonl");
    let text = read("expressions.txt");
    let expressions: Vec<&str> = text.lines().collect();
    assert!(expressions.len() > 400 && answers.len() == expressions.len());
    let mut found = Differences::new();
    // A function logs no more than some bytes.
    for (expressions, answers) in expressions.chunks(100).zip(answers.chunks(100)) {
        let outcome = run(&saying(expressions));
        assert_eq!((outcome.error, outcome.logs.len()), (None, expressions.len()));
        for ((expression, said), answer) in expressions.iter().zip(&outcome.logs).zip(answers) {
            let said: Value = serde_json::from_str(said).unwrap();
            assert_eq!(answer["expression"], **expression);
            for engine in ["njs", "node"] {
                if said != answer[engine] {
                    found.insert(
                        ((*expression).to_owned(), engine.to_owned()),
                        format!("{said}, not {}", answer[engine]),
                    );
                }
            }
        }
    }
    assert_known(&found, |id| expressions.contains(&id));
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
