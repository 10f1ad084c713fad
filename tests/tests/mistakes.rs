//! Mistakes that people make in configurations, and all that is said of each: `tests/mistakes/TOPIC.txt`.
//!
//! An entry is a configuration of one or more files and, last, what is expected of it. `-- NAME (missing) --` is a file that is not
//! there. Of each diagnostic the text under its span is shown, so that a span that is too wide or too narrow is seen at once.
//! `UPDATE=1` writes what is said; read it before you commit it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{CheckRequest, Diagnostic, Location, Sources, Unavailable, check};
use connfn_tests::archive::{self, Entry};
use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

const EXPECTED: &str = "expected";

/// Fewer would mean that the test looks for them where they are not.
const LEAST: usize = 120;

#[test]
fn every_mistake_is_told_as_expected() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mistakes");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut failed, mut silent, mut titles) = (Vec::new(), Vec::new(), BTreeSet::new());
    for path in files {
        let topic = path.file_stem().unwrap().to_str().unwrap();
        let (head, mut entries) = archive::read(&fs::read_to_string(&path).unwrap());
        for entry in &mut entries {
            let title = format!("{topic}: {}", entry.title);
            let said = told(entry);
            if said.is_empty() {
                silent.push(title.clone());
            }
            let expected = entry.file(EXPECTED).unwrap_or_default();
            if said != expected {
                failed.push(format!("== {title}\nexpected:\n{expected}said:\n{said}"));
            }
            entry.set(EXPECTED, said);
            assert!(titles.insert(title), "`{}` of `{topic}` is there twice", entry.title);
        }
        if update {
            fs::write(&path, archive::write(&head, &entries)).unwrap();
        }
    }
    assert_eq!(silent, [""; 0], "nothing is said of these mistakes");
    assert!(titles.len() >= LEAST, "only {} mistakes were found", titles.len());
    let count = failed.len();
    assert!(update || count == 0, "{count} differ; UPDATE=1 writes what is said now\n\n{}", failed.join("\n"));
}

/// Checks the entry's files, and writes each diagnostic on a line with its help and related places below it.
fn told(entry: &Entry) -> String {
    let mut sources = Sources::default();
    for (name, text) in &entry.files {
        if let Some(name) = name.strip_suffix(" (missing)") {
            sources.unavailable.insert(name.to_owned(), Unavailable::Missing);
        } else if name != EXPECTED {
            sources.files.insert(name.clone(), text.clone());
        }
    }
    let mut request = CheckRequest { sources };
    let mut checked = check(&request);
    // Folders are listed as they are asked for.
    while let Some(folder) = checked.needs.iter().find(|needed| needed.ends_with('/')) {
        let names = names_in(folder, &request.sources);
        assert!(request.sources.listings.insert(folder.clone(), names).is_none(), "`{folder}` is asked for twice");
        checked = check(&request);
    }
    assert_eq!(checked.needs, [""; 0], "`{}` needs files", entry.title);
    let mut text = String::new();
    for diagnostic in &checked.diagnostics {
        write_diagnostic(&mut text, diagnostic, &request.sources);
    }
    text
}

/// What lies directly in a folder, as far as the entry has files there.
fn names_in(folder: &str, sources: &Sources) -> Vec<String> {
    let inside = sources.files.keys().filter_map(|path| path.strip_prefix(folder));
    let names = inside.map(|path| path.split_inclusive('/').next().unwrap_or_default().to_owned());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

fn write_diagnostic(out: &mut String, diagnostic: &Diagnostic, sources: &Sources) {
    let Diagnostic { code, severity, message, location, help, related, .. } = diagnostic;
    _ = write!(out, "{} {code}", severity.as_str());
    if let Some(location) = location {
        _ = write!(out, " {}", place(location, sources));
    }
    _ = writeln!(out, ": {message}");
    for related in related {
        _ = writeln!(out, "  {}: {}", place(&related.location, sources), related.message);
    }
    if let Some(help) = help {
        _ = writeln!(out, "  help: {help}");
    }
}

/// Where it is, and what stands there.
fn place(location: &Location, sources: &Sources) -> String {
    let (start, end) = (location.span.start, location.span.end);
    let text = sources.files.get(&location.file).map_or("", String::as_str);
    let there = text.get(start.byte as usize..end.byte as usize).unwrap_or_else(|| panic!("{location:?} is nowhere"));
    format!("{}:{}:{} «{}»", location.file, start.line, start.column_utf8, there.replace('\n', "⏎"))
}
