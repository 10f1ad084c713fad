//! `docs/diagnostics.md`: every diagnostic code, in groups of a hundred: a table, and what `connfn explain` says of each. What a
//! group is called stands in the comment at the head of the module that lists the codes.

use super::file::{File, MARKDOWN_NOTE};
use crate::outcome::Outcome;
use crate::shell;
use connfn_core::diagnostic::Code;
use std::collections::BTreeMap;
use std::fs;

/// The folder of what is said of each code.
const ENTRIES: &str = "crates/cli/src/explain";
const SOURCE: &str = "crates/core/src/diagnostic/codes.rs";

pub(super) fn files() -> Outcome<Vec<File>> {
    let titles = group_titles(&fs::read_to_string(shell::root().join(SOURCE))?);
    Ok(vec![("docs/diagnostics.md", page(&titles)?)])
}

fn page(titles: &BTreeMap<String, String>) -> Outcome<String> {
    let mut groups: BTreeMap<&str, Vec<Code>> = BTreeMap::new();
    for code in Code::ALL {
        groups.entry(group(code.as_str())).or_default().push(*code);
    }
    let mut page = format!(
        "{MARKDOWN_NOTE}\n\n# Diagnostics\n\nEvery diagnostic carries one of these codes, the same on every surface. A number \
         keeps its meaning for ever and is\nnever used again. An error stops a plan; a warning and an info do not.\n\n`connfn explain CODE` prints what \
         stands here. Each example is run by the tests: in a folder with its files, its commands\ngive its diagnostic, and with the \
         files and commands of the mend in their place it is gone.\n"
    );
    for (group, mut codes) in groups {
        let title =
            titles.get(group).ok_or_else(|| format!("the head of `{SOURCE}` does not say what {group}xx is"))?;
        page.extend(["\n## ", title, "\n\n| Code | Severity | Title |\n| --- | --- | --- |\n"]);
        codes.sort_by_key(|code| code.as_str());
        for code in &codes {
            let title = code.title().replace('|', "\\|");
            let anchor = code.as_str().to_lowercase();
            page.push_str(&format!("| [`{code}`](#{anchor}) | {} | {title} |\n", code.severity().as_str()));
        }
        for code in codes {
            page.push_str(&section(code)?);
        }
    }
    Ok(page)
}

/// A code with what is said of it, whose headings go below the code's.
fn section(code: Code) -> Outcome<String> {
    let path = shell::root().join(ENTRIES).join(format!("{code}.md"));
    let entry = fs::read_to_string(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
    let mut section = format!("\n### {code}\n\n**{}** ({})\n\n", capitalized(code.title()), code.severity().as_str());
    let mut within = false;
    for line in entry.lines() {
        within ^= line.starts_with("```");
        section.extend([if !within && line.starts_with("## ") { "##" } else { "" }, line, "\n"]);
    }
    Ok(section)
}

/// `CF02` for `CF0217`.
fn group(code: &str) -> &str {
    code.get(..4).unwrap_or(code)
}

/// Reads `CF02xx resources and their arguments, CF03xx …` out of the module's own comment.
fn group_titles(source: &str) -> BTreeMap<String, String> {
    let comment: Vec<_> = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let comment = comment.join(" ");
    let clauses = comment.split(['.', ',']).map(str::trim);
    clauses
        .filter_map(|clause| {
            let (group, title) = clause.split_once("xx ")?;
            let known = group.len() == 4 && group.starts_with("CF");
            known.then(|| (group.to_owned(), capitalized(title)))
        })
        .collect()
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_names_the_groups() {
        let titles =
            group_titles("//! All codes, listed.\n//!\n//! CF00xx files, CF01xx the\n//! language.\nuse CF02xx no;\n");
        assert_eq!(
            titles.into_iter().collect::<Vec<_>>(),
            [("CF00".to_owned(), "Files".to_owned()), ("CF01".to_owned(), "The language".to_owned())]
        );
    }

    #[test]
    fn every_code_has_a_group() {
        let [(_, page)] = <[File; 1]>::try_from(files().unwrap()).unwrap();
        assert!(Code::ALL.iter().all(|code| page.contains(&format!("| [`{code}`](#"))));
    }
}
