//! The tables in `docs/assumptions.md`, from the list by which `connfn doctor` reports. The text around them is written by hand.

use super::{file::File, tables};
use crate::{outcome::Outcome, shell};
use connfn_doctor::assumptions::{Assumption, By, SECTIONS};
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
    let mut table = String::from(
        "| Id | Taken to be true | What depends on it | How to check it | Who does |\n| --- | --- | --- | --- | --- |\n",
    );
    for Assumption { id, by, claim, dependents, check } in assumptions {
        table.push_str(&format!("| {id} | {claim} | {dependents} | {check} | {} |\n", who(*by)));
    }
    table
}

const fn who(by: By) -> &'static str {
    match by {
        By::Looking => "`doctor`",
        By::Changing => "`doctor --live`",
        By::Hand => "you",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_who_checks_it() {
        let row = |by| Assumption { id: "A01", by, claim: "c", dependents: "d", check: "h" };
        let table = table(&[row(By::Looking), row(By::Changing), row(By::Hand)]);
        let last: Vec<_> = table.lines().skip(2).filter_map(|line| line.split("| h | ").nth(1)).collect();
        assert_eq!(last, ["`doctor` |", "`doctor --live` |", "you |"]);
    }
}
