//! What was seen of each assumption.

use crate::{
    answer::{Given, Outcome},
    assumptions::{self, By},
    report::Finding,
    seen::{Seen, expected, finding},
};
use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

#[derive(Debug, Default)]
pub(super) struct Verdicts {
    seen: BTreeMap<&'static str, Seen>,
    /// What is worth knowing beside it.
    notes: BTreeMap<&'static str, String>,
    /// Why nothing more was looked at.
    ended: Option<Seen>,
}

impl Verdicts {
    pub(super) fn record(&mut self, id: &'static str, seen: Seen) {
        self.seen.insert(id, seen);
    }

    /// Adds what is worth knowing of an assumption, whether or not it holds.
    pub(super) fn note(&mut self, id: &'static str, words: String) {
        self.notes.insert(id, words);
    }

    /// Adds what was seen at another place, which contradicts or says nothing new.
    pub(super) fn add(&mut self, id: &'static str, seen: Seen) {
        let before = self.seen.remove(id).unwrap_or(Seen::Holds);
        self.record(id, all_of([before, seen]));
    }

    /// Says of several that they could not be looked at, where nothing was said yet.
    pub(super) fn all(&mut self, ids: &[&'static str], why: &Seen) {
        for id in ids {
            self.seen.entry(id).or_insert_with(|| no_evidence(why));
        }
    }

    /// Says of all that they could not be looked at, where nothing was said yet.
    pub(super) fn all_that_are_open(&mut self, why: &Seen) {
        self.ended = Some(no_evidence(why));
    }

    /// One finding for each assumption that was to be looked at.
    pub(super) fn findings(self) -> Vec<Finding> {
        let open = self.ended.unwrap_or(Seen::Missing("no call can show it"));
        let seen = assumptions::all().filter_map(|assumption| {
            let open = || (assumption.by == By::Changing).then(|| open.clone());
            Some((assumption, self.seen.get(assumption.id).cloned().or_else(open)?))
        });
        let noted = |found: Finding| match self.notes.get(found.id.as_str()) {
            Some(note) => Finding { message: format!("{} ({note})", found.message), ..found },
            None => found,
        };
        seen.map(|(assumption, seen)| noted(finding(assumption, seen))).collect()
    }
}

/// What contradicts one assumption says nothing of others that cannot be looked at for it.
pub(super) fn no_evidence(why: &Seen) -> Seen {
    match why {
        Seen::Fails(words) => Seen::Unclear(words.clone()),
        other => other.clone(),
    }
}

/// What a call gave without which nothing can be seen. If it fails, that says nothing of what was to be seen.
pub(super) fn needed(outcome: Outcome, what: &str) -> Result<Given, Seen> {
    match outcome {
        Outcome::Given(given) => Ok(given),
        outcome => Err(Seen::Unclear(format!("{what} failed: {}", outcome.words()))),
    }
}

/// What is seen of a call that is to succeed.
pub(super) fn accepted(outcome: Outcome, what: &str) -> Seen {
    expected(outcome, what).err().unwrap_or(Seen::Holds)
}

/// What is seen of a call that is to be refused, with whatever code.
pub(super) fn turned_down(outcome: &Outcome, what: &str) -> Seen {
    match outcome.considered() {
        Some("PreconditionFailed") | None => refused(outcome, "", what),
        Some(_) => Seen::Holds,
    }
}

/// What is seen of a call that is to be refused with this code.
pub(super) fn refused(outcome: &Outcome, code: &str, what: &str) -> Seen {
    match outcome.considered() {
        Some(found) if found == code => Seen::Holds,
        Some("PreconditionFailed") => Seen::Unclear(outcome.words()),
        Some(found) => Seen::Fails(format!("{what} was answered with `{found}`")),
        None if outcome.given().is_some() => Seen::Fails(format!("{what} was accepted")),
        None => Seen::Unclear(outcome.words()),
    }
}

/// The first of several that does not hold, if any does not.
pub(super) fn all_of(seen: impl IntoIterator<Item = Seen>) -> Seen {
    let mut unclear = Seen::Holds;
    for seen in seen {
        match seen {
            Seen::Holds => {}
            Seen::Fails(_) => return seen,
            other => unclear = other,
        }
    }
    unclear
}
