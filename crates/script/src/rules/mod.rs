//! The rules. Each file is one and looks at facts alone; this table is all that knows them.

mod awaits;
mod closures;
mod decisions;
mod entry;
mod features;
mod fields;
mod names;
mod serials;
mod statuses;
mod stores;
mod syntax;

use crate::context::Context;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::subject::Subject;
use alloc::vec::Vec;

type Rule = fn(&Subject<'_>, &mut Vec<Finding>);

const RULES: &[Rule] = &[
    features::check,
    names::check,
    entry::check,
    stores::check,
    awaits::check,
    fields::check,
    serials::check,
    statuses::check,
    decisions::check,
];

/// The findings of all rules. Of code that cannot be parsed, nothing else is told.
pub(crate) fn all(facts: &Facts, context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !facts.errors.is_empty() {
        syntax::check(facts, &mut findings);
        return findings;
    }
    let subject = Subject::of(facts, context);
    for rule in RULES {
        rule(&subject, &mut findings);
    }
    findings
}
