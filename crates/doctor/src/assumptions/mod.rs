//! What is assumed of AWS: each assumption with what depends on it and how to find out. The page `docs/assumptions.md` is made of
//! this list, and the report of an examination names its ids, which mean one thing forever.

mod access;
mod functions;
mod limits;
mod service;

use serde::Serialize;

/// Something that connfn or its emulator takes to be true of AWS. Texts are Markdown without a final period.
#[derive(Clone, Copy, Debug)]
pub struct Assumption {
    pub id: &'static str,
    pub by: By,
    pub claim: &'static str,
    /// What depends on it.
    pub dependents: &'static str,
    /// How to find out in an account.
    pub check: &'static str,
}

/// What it takes to find out whether an assumption holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A look at what there is, if it is there.
    Looking,
    /// Functions and stores that are made, changed and deleted.
    Changing,
    /// A person: it takes a distribution, a role, or something else that connfn does not touch, or what may happen and need not.
    Hand,
}

/// A table of the page.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The table's name in the page.
    pub name: &'static str,
    pub assumptions: &'static [Assumption],
}

/// All of them, in the order of their ids.
pub const SECTIONS: [Section; 8] = [
    Section { name: "reading", assumptions: service::READING },
    Section { name: "versions", assumptions: service::VERSIONS },
    Section { name: "publishing", assumptions: service::PUBLISHING },
    Section { name: "sizes and forms", assumptions: limits::SIZES },
    Section { name: "tests", assumptions: functions::TESTS },
    Section { name: "what a function meets", assumptions: functions::FUNCTIONS },
    Section { name: "access", assumptions: access::ACCESS },
    Section { name: "the emulator's own", assumptions: access::EMULATOR },
];

/// Every assumption, in the order of their ids.
pub fn all() -> impl Iterator<Item = &'static Assumption> {
    SECTIONS.iter().flat_map(|section| section.assumptions)
}

const fn row(
    id: &'static str,
    by: By,
    claim: &'static str,
    dependents: &'static str,
    check: &'static str,
) -> Assumption {
    Assumption { id, by, claim, dependents, check }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn each_id_stands_once_and_in_order() {
        let ids: Vec<&str> = all().map(|assumption| assumption.id).collect();
        assert!(ids.len() > 60 && ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    }

    #[test]
    fn texts_fit_into_a_table() {
        for Assumption { id, claim, dependents, check, .. } in all() {
            for text in [claim, dependents, check] {
                assert!(!text.contains(['|', '\n']) && !text.ends_with('.') && !text.is_empty(), "{id}: {text}");
            }
        }
    }
}
