//! The list of what is assumed of AWS is the one list: whatever the code assumes in its own words stands there, by its id.

use super::repository;
use connfn_doctor::assumptions;
use std::{collections::BTreeSet, fs};

/// Where the code decides what AWS leaves open. Each item's comment ends with the ids of its rows.
const SOURCES: [&str; 4] = [
    "crates/emulator/src/assumptions/mod.rs",
    "crates/emulator/src/assumptions/runs.rs",
    "crates/emulator/src/assumptions/service.rs",
    "crates/simulator/src/assumptions.rs",
];

#[test]
fn what_the_code_assumes_is_on_the_list() {
    let known: BTreeSet<&str> = assumptions::all().map(|assumption| assumption.id).collect();
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
