//! The table of blocks in `docs/language.md`: each row's example stands in a case that is planned without an error, or in a mistake
//! that draws the row's code. What the cases and the mistakes give is compared by tests of their own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn_tests::{
    archive::{self, Entry},
    cases::Case,
};
use std::{fs, path::Path};

/// Without differences in blanks and line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows: what is said to work or not, the example, and what holds it.
fn rows() -> Vec<[String; 3]> {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/language.md")).unwrap();
    let section = page.split("\n## ").find(|section| section.starts_with("Blocks\n")).unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ") && line.contains("``"));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, example, by] = cells[..] else { panic!("{line}") };
        [name.to_owned(), flat(example.trim_matches('`')), by.to_owned()]
    })
    .collect()
}

/// Every file of a folder: its path and its text, as far as it is text.
fn files(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            let text = fs::read(&path).unwrap();
            out.push_str(&format!(" {} {}", path.display(), String::from_utf8_lossy(&text)));
        }
    }
}

fn mistakes() -> Vec<Entry> {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/mistakes")).unwrap();
    folder.flat_map(|entry| archive::read(&fs::read_to_string(entry.unwrap().path()).unwrap()).1).collect()
}

fn draws(entry: &Entry, example: &str, code: &str) -> bool {
    let inputs = entry.files.iter().filter(|(name, _)| name != "expected");
    let mut texts = inputs.map(|(name, text)| format!("{name} {}", flat(text)));
    texts.any(|text| text.contains(example)) && entry.file("expected").unwrap_or_default().contains(code)
}

#[test]
fn each_row_of_blocks_is_held() {
    let (rows, cases, mistakes) = (rows(), Case::all(), mistakes());
    assert!(rows.len() > 40, "only {} rows were found", rows.len());
    for [name, example, by] in rows {
        let Some(case) = by.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(case, _)| case) else {
            let drawn = mistakes.iter().any(|entry| draws(entry, &example, &by));
            assert!(drawn, "{name}: no mistake with `{example}` draws {by}");
            continue;
        };
        assert!(cases.iter().any(|known| known.name == case), "{name}: there is no case {case}");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(case);
        let mut text = String::new();
        files(&folder, &mut text);
        assert!(flat(&text).contains(&example), "{name}: {case} does not hold `{example}`");
        assert!(folder.join("plan.json").exists(), "{name}: {case} has no plan");
    }
}
