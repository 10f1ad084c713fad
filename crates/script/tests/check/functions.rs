//! Whole functions: those that are written as AWS's guide writes them are right, and known wrong ones are told what is wrong.

use crate::support::{found, lines};
use connfn_script::{Context, check};
use std::fs;
use std::path::Path;

/// Every file of `tests/functions/right` is fine, whatever the context.
#[test]
fn functions_in_the_manner_of_the_guide_raise_no_alarm() {
    let mut count = 0;
    for (name, code) in files("right") {
        for optional_mtls in [None, Some(false), Some(true)] {
            // What needs a certificate says so in its name.
            if optional_mtls == Some(true) && name.contains("required") {
                continue;
            }
            let store_associated = Some(code.contains("cf.kvs"));
            let context = Context { store_associated, optional_mtls, ..Context::default() };
            let findings = found(&code, &context, "");
            assert!(findings.is_empty(), "{name}: {:#?}", lines(&code, &findings));
        }
        count += 1;
    }
    assert!(count >= 21, "{count}");
}

/// What is there to be copied: not even something undocumented is used.
#[test]
fn the_cookbook_raises_no_alarm() {
    let cookbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/cookbook");
    let recipes = fs::read_dir(cookbook).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let functions: Vec<_> = recipes.flat_map(|recipe| files_of(&recipe)).collect();
    assert!(functions.len() >= 8, "{}", functions.len());
    for (name, code) in functions {
        for optional_mtls in [None, Some(false), Some(true)] {
            let store_associated = Some(code.contains("cf.kvs"));
            let findings = check(&code, &Context { store_associated, optional_mtls, ..Context::default() });
            assert!(findings.is_empty(), "{name}: {:#?}", lines(&code, &findings));
        }
        // A small part of the quota, so that lists and rules have room.
        assert!(code.len() < 5000, "{name}: {}", code.len());
    }
}

/// Every file of `tests/functions/wrong` has its findings beside it; `UPDATE=1` writes them.
#[test]
fn wrong_functions_are_told_what_is_wrong() {
    for (name, code) in files("wrong") {
        let mut text = lines(&code, &check(&code, &Context::default())).join("\n");
        text.push('\n');
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/functions/wrong").join(name.replace(".js", ".txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(text, fs::read_to_string(&path).unwrap_or_default(), "{name}");
    }
}

fn files(folder: &str) -> Vec<(String, String)> {
    files_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/functions").join(folder))
}

fn files_of(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "js"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    files
}
