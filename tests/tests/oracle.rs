//! Expressions against the answers that Terraform gave, which `tests/oracle/record.mjs` wrote down. What Terraform refuses is refused
//! here too; where the two differ on purpose, `differences.txt` says why.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{EvaluateRequest, Sources};
use connfn_tests::folder::give;
use serde::Deserialize;
use std::{collections::BTreeMap, fs, path::Path};

#[derive(Deserialize)]
struct Answer {
    expression: String,
    prints: Option<String>,
    error: Option<String>,
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/oracle"))
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// What connfn makes of the expressions: what it prints, or what it says.
fn answers(expressions: &[String]) -> Vec<Result<String, String>> {
    let mut request = EvaluateRequest { sources: Sources::default(), expressions: expressions.to_vec() };
    request.sources.files.insert("main.tf".into(), text("folder/main.tf"));
    loop {
        let response = connfn::evaluate(&request);
        if response.needs.is_empty() {
            return response
                .answers
                .into_iter()
                .map(|answer| {
                    answer.value.ok_or_else(|| {
                        answer.diagnostics.first().map_or_else(String::new, |first| {
                            assert!(first.location.is_some(), "{first:?}");
                            format!("{}: {}", first.code, first.message)
                        })
                    })
                })
                .collect();
        }
        for name in &response.needs {
            give(&mut request.sources, &folder().join("folder"), name).unwrap();
        }
    }
}

/// A row of a table in `docs/language.md`: its name, its example, and the value or the code that it promises.
fn documented() -> Vec<(String, String, String)> {
    let page = fs::read_to_string(folder().join("../../docs/language.md")).unwrap();
    // Those of the section on blocks are held by `tests/language.rs`.
    let sections = page.split("\n## ").filter(|section| !section.starts_with("Blocks\n"));
    let rows = sections.flat_map(str::lines).filter(|line| line.starts_with("| ") && line.contains("``"));
    rows.map(|line| {
        let line = line.replace("\\|", "\u{0}");
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, example, result] = cells[..] else { panic!("{line}") };
        let cell = |text: &str| text.replace('\u{0}', "|");
        (cell(name), cell(example.trim_matches('`').trim()), cell(result))
    })
    .collect()
}

#[test]
fn the_documentation_holds() {
    let rows = documented();
    let examples: Vec<String> = rows.iter().map(|(_, example, _)| example.clone()).collect();
    let mut wrong = Vec::new();
    for ((name, example, result), actual) in rows.iter().zip(answers(&examples)) {
        let holds = match &actual {
            Ok(value) => *result == format!("`{value}`"),
            Err(said) => said.starts_with(&format!("{result}:")),
        };
        if !holds {
            wrong.push(format!("{name}: {example}\n  documented: {result}\n  connfn:     {actual:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    let missing: Vec<String> = text("functions.txt")
        .lines()
        .filter(|name| !rows.iter().any(|(row, _, _)| *row == format!("`{name}`")))
        .map(String::from)
        .collect();
    assert!(missing.is_empty(), "functions without a row: {missing:?}");
}

#[test]
fn as_terraform_says() {
    let recorded: Vec<Answer> = text("answers.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(recorded.len() >= 500);
    let differences = text("differences.txt");
    let mut reasons: BTreeMap<String, &str> = differences
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| {
            let (expression, reason) = line.split_once(" ## ").expect("an expression, ` ## ` and a reason");
            (expression.replace('¶', "\n"), reason)
        })
        .collect();
    let expressions: Vec<String> = recorded.iter().map(|answer| answer.expression.clone()).collect();
    let mut wrong = Vec::new();
    for (recorded, actual) in recorded.iter().zip(answers(&expressions)) {
        let same = match (&recorded.prints, &recorded.error, &actual) {
            (Some(wanted), _, Ok(printed)) => wanted == printed,
            (None, Some(_), Err(said)) => !said.is_empty(),
            _ => false,
        };
        let excused = reasons.remove(&recorded.expression).is_some();
        if same == excused {
            let wanted = recorded.prints.as_ref().or(recorded.error.as_ref());
            wrong.push(format!("{}\n  Terraform: {wanted:?}\n  connfn:    {actual:?}", recorded.expression));
        }
    }
    assert!(reasons.is_empty(), "differences of no expression: {reasons:#?}");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), recorded.len(), wrong.join("\n"));
}
