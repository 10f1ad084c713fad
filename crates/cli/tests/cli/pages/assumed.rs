//! The list of what is assumed of AWS is the one list: whatever the code assumes in its own words stands there, by its id.

use super::repository;
use std::{collections::BTreeSet, fs};

/// Where the code decides what AWS leaves open. Each item's comment ends with the ids of its rows.
const SOURCES: [&str; 4] = [
    "crates/emulator/src/assumptions/mod.rs",
    "crates/emulator/src/assumptions/runs.rs",
    "crates/emulator/src/assumptions/service.rs",
    "crates/simulator/src/assumptions.rs",
];

fn rows() -> Vec<String> {
    let page = fs::read_to_string(repository().join("docs/assumptions.md")).unwrap();
    page.lines().filter(|line| line.starts_with("| A")).map(str::to_owned).collect()
}

fn id(row: &str) -> &str {
    row.trim_start_matches("| ").split(' ').next().unwrap()
}

/// An id means one thing forever, so that each stands once, and in order.
#[test]
fn the_ids_are_in_order() {
    let rows = rows();
    let ids: Vec<&str> = rows.iter().map(|row| id(row)).collect();
    assert!(ids.len() > 60 && ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    for row in &rows {
        assert_eq!(row.split(" | ").count(), 4, "{row}");
    }
}

#[test]
fn what_the_code_assumes_is_on_the_list() {
    let rows = rows();
    let known: BTreeSet<&str> = rows.iter().map(|row| id(row)).collect();
    for source in SOURCES {
        let text = fs::read_to_string(repository().join(source)).unwrap();
        let mut comment = String::new();
        let mut items = 0;
        for line in text.lines().map(str::trim_start) {
            if line.starts_with("pub(crate) ") && !line.starts_with("pub(crate) use ") {
                let ids = comment.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
                let (_, ids) = ids.unwrap_or_else(|| panic!("{source}: no id above `{line}`"));
                for id in ids.split(", ") {
                    assert!(known.contains(id), "{source}: `{id}` above `{line}` is not on the list");
                }
                items += 1;
            }
            comment = if line.starts_with("///") { line.to_owned() } else { String::new() };
        }
        assert!(items > 5, "{source}: {items}");
    }
}
