//! The table against the engine. Debian's njs ran every snippet of `tests/njs/snippets.jsonl`, and its answers are kept beside them
//! (`record.mjs` writes them). njs 0.7.9 is not quite what AWS runs, so where the check says otherwise than njs, the snippet stands
//! in `differences.jsonl` with the reason and the evidence. A difference too few or too many fails.

use connfn_script::{Code, Context, FEATURES, Severity, check};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

fn read(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/njs/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Whether the check says that a snippet does not run as it is written. That it has no entry point is not the question.
fn refuses(code: &str) -> bool {
    check(code, &Context::default()).iter().any(|finding| {
        finding.severity == Severity::Error || matches!(finding.code, Code::UnknownName | Code::UnreliableFeature)
    })
}

#[test]
fn the_table_says_what_the_engine_does() {
    let answers: BTreeMap<String, Value> = read("answers.jsonl")
        .into_iter()
        .filter(|answer| answer["id"].is_string())
        .map(|answer| (answer["id"].as_str().unwrap().to_owned(), answer))
        .collect();
    let reasons: BTreeMap<String, String> = read("differences.jsonl")
        .into_iter()
        .map(|row| (row["id"].as_str().unwrap().to_owned(), row["why"].as_str().unwrap().to_owned()))
        .collect();
    let snippets = read("snippets.jsonl");
    assert!(snippets.len() >= 150 && snippets.len() == answers.len());
    let mut problems = Vec::new();
    for snippet in &snippets {
        let (id, code) = (snippet["id"].as_str().unwrap(), snippet["code"].as_str().unwrap());
        let works = answers[id]["works"].as_bool().unwrap();
        let differs = works == refuses(code);
        match (differs, reasons.get(id)) {
            (true, None) => problems.push(format!("{id} differs: {code}\n    njs: {}", answers[id])),
            (false, Some(_)) => problems.push(format!("{id} is listed as different and is not: {code}")),
            (true, Some(why)) => assert!(!why.is_empty()),
            (false, None) => {}
        }
    }
    for feature in FEATURES {
        let own = |snippet: &Value| snippet["id"].as_str().unwrap().rsplit_once('-').unwrap().0 == feature.id;
        assert!(snippets.iter().any(own), "no snippet is about `{}`", feature.id);
    }
    for id in reasons.keys() {
        assert!(answers.contains_key(id), "`{id}` is no snippet");
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
