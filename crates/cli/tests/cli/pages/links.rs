//! Every link of a page to another page or file leads there, and to a heading that is there.

use super::{pages, repository};
use std::{fs, path::Path};

#[test]
fn every_link_leads_somewhere() {
    let more =
        ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"].map(|name| repository().join(name));
    let mut broken = Vec::new();
    let mut count = 0;
    for page in pages().into_iter().chain(more) {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            count += 1;
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let file = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            if !file.exists() || !(heading.is_empty() || has_heading(&file, heading)) {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(count > 100, "{count} links were found");
}

/// The pages for those who work on this name files as they speak; one that was moved must not stay behind.
#[test]
fn every_file_that_these_pages_name_is_there() {
    const FOLDERS: [&str; 6] = ["bindings/", "crates/", "docs/", "examples/", "npm/", "tests/"];
    let mut gone = Vec::new();
    let mut count = 0;
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/decisions.md"] {
        let text = fs::read_to_string(repository().join(page)).unwrap();
        let outside = text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n");
        for name in outside.split('`').skip(1).step_by(2) {
            if FOLDERS.iter().any(|folder| name.starts_with(folder)) {
                count += 1;
                gone.extend((!repository().join(name).exists()).then(|| format!("{page}: {name}")));
            }
        }
    }
    assert!(gone.is_empty(), "{}", gone.join("\n"));
    assert!(count > 80, "{count} files were found");
}

/// What a page links to within the repository, outside of code.
fn links(page: &str) -> Vec<String> {
    let outside = page.split("\n```").step_by(2).collect::<Vec<_>>().join("\n");
    let prose = outside.split('`').step_by(2).collect::<Vec<_>>().join("");
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://")).map(str::to_owned).collect()
}

fn has_heading(file: &Path, wanted: &str) -> bool {
    fs::read_to_string(file).unwrap().lines().any(|line| {
        line.starts_with('#') && {
            let heading = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            heading.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect::<String>() == wanted
        }
    })
}
