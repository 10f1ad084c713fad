//! Rows of configuration and what is said of it. Diagnostics are compared as lines: severity, code, the text that the
//! span covers, the message, the help, and related places.

mod blocks;
mod code_checks;
mod converting;
mod documented;
mod files;
mod formats;
mod instances;
mod language;
mod lifecycle;
mod limits;
mod modules;
mod outputs;
mod provider;
mod resources;
mod robust;
mod short;
mod syntax;
mod templates;
mod testing;
mod variables;
mod writing;

use crate::{Reading, Sources, VariableOrigin, VariableValue, read};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::diagnostic::{Diagnostic, Location};

/// Reads files given as name and text.
pub(super) fn reading(files: &[(&str, &str)]) -> Reading {
    read(&sources(files))
}

pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Sources { files, ..Sources::default() }
}

/// Asserts what is said of a `main.tf`.
#[track_caller]
pub(super) fn check(text: &str, expected: &[&str]) {
    check_files(&[("main.tf", text)], expected);
}

#[track_caller]
pub(super) fn check_files(files: &[(&str, &str)], expected: &[&str]) {
    let reading = reading(files);
    let actual: Vec<_> = reading.diagnostics.iter().map(|diagnostic| line(files, diagnostic)).collect();
    let texts = files.iter().fold(String::new(), |texts, (name, text)| texts + &format!("--- {name}\n{text}\n"));
    assert!(actual == expected, "{texts}expected {expected:#?}\nbut said {actual:#?}");
}

/// Asserts what is said when variables are given values too.
#[track_caller]
pub(super) fn check_given(
    files: &[(&str, &str)],
    variables: &[(VariableOrigin, &str, &str)],
    expected: &[&str],
) -> Reading {
    let variables: Vec<_> = variables
        .iter()
        .map(|(from, name, value)| VariableValue { from: *from, name: (*name).to_owned(), value: (*value).to_owned() })
        .collect();
    let documents: Vec<_> = variables.iter().map(VariableValue::document).collect();
    let all: Vec<(&str, &str)> =
        files.iter().copied().chain(documents.iter().map(|(name, text)| (name.as_str(), text.as_str()))).collect();
    let reading = read(&Sources { variables, ..sources(files) });
    let actual: Vec<_> = reading.diagnostics.iter().map(|diagnostic| line(&all, diagnostic)).collect();
    assert!(actual == expected, "expected {expected:#?}\nbut said {actual:#?}");
    reading
}

/// Asserts that nothing is said, and gives the desired state without locations as JSON.
#[track_caller]
pub(super) fn desired(files: &[(&str, &str)]) -> serde_json::Value {
    check_files(files, &[]);
    state(&reading(files))
}

pub(super) fn state(reading: &Reading) -> serde_json::Value {
    let mut state = serde_json::to_value(&reading.desired).unwrap();
    for kind in ["functions", "stores", "imports"] {
        if let Some(members) = state.get_mut(kind).and_then(|members| members.as_object_mut()) {
            for member in members.values_mut() {
                member.as_object_mut().unwrap().remove("location");
            }
        }
    }
    state
}

pub(super) fn line(files: &[(&str, &str)], diagnostic: &Diagnostic) -> String {
    let covered = |location: &Location| {
        let (_, text) = files.iter().find(|(name, _)| *name == location.file).unwrap();
        let (start, end) = (location.span.start.byte as usize, location.span.end.byte as usize);
        format!("`{}`", text.get(start..end).unwrap())
    };
    let mut line = format!("{} {}", diagnostic.severity.as_str(), diagnostic.code);
    line.push_str(&diagnostic.location.as_ref().map_or_else(String::new, |at| format!(" at {}", covered(at))));
    line.push_str(": ");
    line.push_str(&diagnostic.message);
    if let Some(help) = &diagnostic.help {
        line.push_str("; ");
        line.push_str(help);
    }
    for related in &diagnostic.related {
        line.push_str(&format!(" ({} {})", related.message, covered(&related.location)));
    }
    assert!(!diagnostic.message.ends_with('.') && !diagnostic.message.contains('\n'), "{line}");
    line
}
