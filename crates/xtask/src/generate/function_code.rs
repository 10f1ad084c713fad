//! The tables in `docs/function-code.md`: what is said of function code, and what the runtime has. The text around them is written by
//! hand, and each table stands between two comments.

use super::file::File;
use crate::outcome::Outcome;
use crate::shell;
use connfn_core::diagnostic::Code;
use connfn_script::{FEATURES, Feature, Place};
use std::fs;

const PAGE: &str = "docs/function-code.md";

pub(super) fn files() -> Outcome<Vec<File>> {
    let page = fs::read_to_string(shell::root().join(PAGE))?;
    let page = filled(&page, "diagnostics", &diagnostics())?;
    let page = filled(&page, "features", &features())?;
    Ok(vec![(PAGE, page)])
}

/// The page with a table between the comments of this name.
fn filled(page: &str, name: &str, table: &str) -> Outcome<String> {
    let (begin, end) = (format!("<!-- table of {name}, by `cargo xtask generate` -->\n"), "<!-- end of the table -->");
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("`{PAGE}` has no place for the table of {name}"))?;
    Ok(format!("{before}{begin}\n{table}\n{end}{after}"))
}

fn diagnostics() -> String {
    let mut table = String::from("| Code | Severity | What it says |\n| --- | --- | --- |\n");
    for code in Code::ALL.iter().filter(|code| ("CF0301".."CF0360").contains(&code.as_str())) {
        let (number, severity) = (code.as_str(), code.severity().as_str());
        let anchor = number.to_lowercase();
        table.push_str(&format!("| [`{number}`](diagnostics.md#{anchor}) | {severity} | {} |\n", code.title()));
    }
    table
}

fn features() -> String {
    let mut table = String::from("| Id | What it is | 1.0 | 2.0 | Evidence |\n| --- | --- | --- | --- | --- |\n");
    for feature in FEATURES {
        let Feature { id, in_1_0, in_2_0, evidence, .. } = feature;
        let evidence: Vec<String> = evidence.chars().map(String::from).collect();
        let what = what(feature).replace('|', "\\|");
        let (old, new, evidence) = (in_1_0.name(), in_2_0.name(), evidence.join(", "));
        table.push_str(&format!("| `{id}` | {what} | {old} | {new} | {evidence} |\n"));
    }
    table
}

/// The feature with all its names, where it has several.
fn what(feature: &Feature) -> String {
    let named = |name: &str| feature.named(name);
    match feature.place {
        Place::Otherwise(_, names) => format!("{}, but for `{}`", named("…"), names.join("`, `")),
        Place::Global(names) | Place::Method(names) | Place::Member(_, names) | Place::Module(names) => {
            let Some((before, _)) = feature.what.split_once('`').filter(|_| feature.what.contains("{}")) else {
                return feature.what.to_owned();
            };
            let names: Vec<String> = names.iter().map(|name| named(name).split_off(before.len())).collect();
            format!("{before}{}", names.join(", "))
        }
        Place::Syntax if feature.id == "import_module" => named("…"),
        Place::Syntax => feature.what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_goes_where_its_comments_are() {
        let page = "a\n<!-- table of x, by `cargo xtask generate` -->\nold\n<!-- end of the table -->\nb\n";
        let filled_once = filled(page, "x", "| new |\n").unwrap();
        assert!(filled_once.starts_with("a\n<!--") && filled_once.contains("\n\n| new |\n\n<!--"), "{filled_once}");
        assert!(filled_once.ends_with("-->\nb\n") && !filled_once.contains("old"), "{filled_once}");
        assert_eq!(filled(&filled_once, "x", "| new |\n").unwrap(), filled_once);
        assert!(filled(page, "y", "").is_err());
    }

    #[test]
    fn all_names_of_a_feature_are_told() {
        let told = |id: &str| what(connfn_script::feature(id).unwrap());
        assert_eq!(told("array_flat"), "the method `flat`, `flatMap`");
        assert_eq!(told("object_from_entries"), "`Object.fromEntries`, `Object.groupBy`");
        assert_eq!(told("console_methods"), "`console.…`, but for `log`");
        assert_eq!(told("eval"), "`eval`");
        assert_eq!(told("shorthand_method"), "a method in an object (`{ name() {} }`)");
    }
}
