//! The tables in `docs/function-code.md`: what is said of function code, and what the runtime has. The text around them is written by
//! hand, and each table stands between two comments.

use super::{file::File, tables};
use crate::outcome::Outcome;
use crate::shell;
use connfn_core::diagnostic::Code;
use connfn_script::{FEATURES, Feature, Place};
use std::fs;

const PAGE: &str = "docs/function-code.md";

pub(super) fn files() -> Outcome<Vec<File>> {
    let page = fs::read_to_string(shell::root().join(PAGE))?;
    let page = tables::filled(&page, PAGE, "diagnostics", &diagnostics())?;
    let page = tables::filled(&page, PAGE, "features", &features())?;
    Ok(vec![(PAGE, page)])
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
    fn all_names_of_a_feature_are_told() {
        let told = |id: &str| what(connfn_script::feature(id).unwrap());
        assert_eq!(told("array_flat"), "the method `flat`, `flatMap`");
        assert_eq!(told("object_from_entries"), "`Object.fromEntries`, `Object.groupBy`");
        assert_eq!(told("console_methods"), "`console.…`, but for `log`");
        assert_eq!(told("eval"), "`eval`");
        assert_eq!(told("shorthand_method"), "a method in an object (`{ name() {} }`)");
    }
}
