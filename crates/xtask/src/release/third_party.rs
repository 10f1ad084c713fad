//! The list of others' software in what is shipped, with the texts of its licences as each crate carries them. A text that several
//! carry is written once. Rust's standard library comes with a page of its own, which is shipped as it is.

use super::parts::{Part, Parts};
use crate::outcome::Outcome;
use crate::shell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The file with the list, and the page of the standard library.
pub(super) const LIST: &str = "THIRD-PARTY.txt";
pub(super) const STANDARD_LIBRARY: &str = "THIRD-PARTY-RUST.html";

/// How a file begins that holds a licence, or what a licence wants to be kept.
const NAMES: [&str; 6] = ["COPYING", "COPYRIGHT", "LICENCE", "LICENSE", "NOTICE", "UNLICENSE"];

/// Writes both into a folder.
pub(super) fn write(parts: &Parts, folder: &Path) -> Outcome {
    let documents = documents_of_rust()?;
    let others: Vec<&Part> = parts.all.values().filter(|part| !part.ours).collect();
    let mut texts = Vec::new();
    for part in &others {
        texts.push(texts_of(part, &documents)?);
    }
    fs::write(folder.join(LIST), list(&others, &texts))?;
    let page = documents.join("COPYRIGHT-library.html");
    fs::copy(&page, folder.join(STANDARD_LIBRARY)).map_err(|error| format!("`{}`: {error}", page.display()))?;
    Ok(())
}

/// Where the toolchain keeps texts of licences.
fn documents_of_rust() -> Outcome<PathBuf> {
    let root = shell::output(shell::command("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(root.trim()).join("share/doc/rust"))
}

/// What a crate carries; for one that carries nothing, its authors and the text of the first licence that Rust has a text of.
fn texts_of(part: &Part, documents: &Path) -> Outcome<Vec<String>> {
    let mut files: Vec<PathBuf> = fs::read_dir(&part.folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.is_file() && is_licence(file));
    files.sort();
    if !files.is_empty() {
        let text = |file: &PathBuf| Ok(String::from_utf8_lossy(&fs::read(file)?).replace('\r', ""));
        return files.iter().map(text).collect();
    }
    let mut words = part.licence.split([' ', '(', ')']);
    let text = words.find_map(|name| fs::read_to_string(documents.join("licenses").join(format!("{name}.txt"))).ok());
    let text = text.ok_or_else(|| format!("there is no text of the licence of `{}`, {}", part.name, part.licence))?;
    let authors =
        if part.authors.is_empty() { format!("the authors of {}", part.name) } else { part.authors.join(", ") };
    Ok(vec![text.replace("<year> ", "").replace("<copyright holders>", &authors)])
}

fn is_licence(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    NAMES.iter().any(|start| name.starts_with(start))
}

/// The list, and after it each text with those that carry it.
fn list(parts: &[&Part], texts: &[Vec<String>]) -> String {
    let mut page = "This software contains software of others, which is listed here with its licences. What it contains of Rust's \
                    standard\nlibrary is listed in "
        .to_owned();
    page.extend([STANDARD_LIBRARY, ".\n\n"]);
    for Part { name, version, licence, .. } in parts {
        _ = writeln!(page, "{name} {version}: {licence}");
    }
    // Texts are the same if they differ in nothing but how their lines are broken.
    let mut carried: BTreeMap<Vec<&str>, (&str, Vec<&str>)> = BTreeMap::new();
    for (part, texts) in parts.iter().zip(texts) {
        for text in texts {
            let (_, carriers) = carried.entry(text.split_whitespace().collect()).or_insert_with(|| (text, Vec::new()));
            carriers.push(&part.name);
        }
    }
    let mut carried: Vec<_> = carried.into_values().collect();
    carried.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (text, mut carriers) in carried {
        carriers.dedup();
        _ = write!(page, "\n{}\n{}:\n\n{}\n", "-".repeat(80), carriers.join(", "), text.trim_matches('\n'));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, licence: &str, folder: PathBuf) -> Part {
        let (name, licence) = (name.to_owned(), licence.to_owned());
        Part { name, version: "1.0.0".to_owned(), licence, authors: vec!["Ada".to_owned()], ours: false, folder }
    }

    #[test]
    fn a_text_that_two_carry_is_written_once() {
        let (one, other) = (part("one", "MIT", PathBuf::new()), part("other", "ISC", PathBuf::new()));
        let texts =
            [vec!["Do what\nyou want.\n".to_owned()], vec!["Do what you\nwant.\n".to_owned(), "Thanks.".to_owned()]];
        let page = list(&[&one, &other], &texts);
        assert!(page.contains("\none 1.0.0: MIT\nother 1.0.0: ISC\n"), "{page}");
        assert!(page.contains("-\none, other:\n\nDo what\nyou want.\n"), "{page}");
        assert!(page.ends_with("-\nother:\n\nThanks.\n"), "{page}");
        assert_eq!(page.matches("want.").count(), 1);
    }

    #[test]
    fn a_crate_without_a_text_gets_that_of_its_licence_with_its_authors() {
        let documents = documents_of_rust().unwrap();
        let bare = part("bare", "Unlicense OR MIT", shell::root().join("docs"));
        let texts = texts_of(&bare, &documents).unwrap();
        assert!(texts[0].contains("Copyright (c) Ada\n"), "{texts:?}");
        let problem = texts_of(&part("bare", "Nobody-1.0", shell::root().join("docs")), &documents).unwrap_err();
        assert_eq!(problem.to_string(), "there is no text of the licence of `bare`, Nobody-1.0");
    }

    #[test]
    fn what_is_shipped_is_listed_without_a_path_of_this_machine() {
        let parts = super::super::parts::of(&["connfn-simulator-wasm"], "wasm32-unknown-unknown").unwrap();
        let documents = documents_of_rust().unwrap();
        let others: Vec<_> = parts.all.values().filter(|part| !part.ours).collect();
        let texts: Vec<_> = others.iter().map(|part| texts_of(part, &documents).unwrap()).collect();
        let page = list(&others, &texts);
        assert!(page.contains("\nboa_engine 0.22.0: Unlicense OR MIT\n") && !page.contains("\nconnfn"));
        let machine = others[0].folder.parent().unwrap().display().to_string();
        assert!(!page.contains(&machine));
    }
}
