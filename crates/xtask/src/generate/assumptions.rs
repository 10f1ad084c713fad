//! The tables in `docs/assumptions.md`, from the list by which `connfn doctor` reports. The text around them is written by hand.

use super::{file::File, tables};
use crate::{outcome::Outcome, shell};
use connfn_doctor::assumptions::{Assumption, SECTIONS};
use std::fs;

const PAGE: &str = "docs/assumptions.md";

pub(super) fn files() -> Outcome<Vec<File>> {
    let mut page = fs::read_to_string(shell::root().join(PAGE))?;
    for section in SECTIONS {
        page = tables::filled(&page, PAGE, section.name, &table(section.assumptions))?;
    }
    Ok(vec![(PAGE, page)])
}

fn table(assumptions: &[Assumption]) -> String {
    let mut table =
        String::from("| Id | Taken to be true | What depends on it | How to check it |\n| --- | --- | --- | --- |\n");
    for Assumption { id, claim, dependents, check, .. } in assumptions {
        table.push_str(&format!("| {id} | {claim} | {dependents} | {check} |\n"));
    }
    table
}
