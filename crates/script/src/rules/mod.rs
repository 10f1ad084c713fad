//! The rules. Each file is one and looks at facts alone; this table is all that knows them.

mod awaits;
mod decisions;
mod entry;
mod features;
mod fields;
mod names;
mod serials;
mod stores;
mod syntax;

use crate::facts::{Facts, FunctionId, Kind};
use crate::meaning::{self, Meanings};
use crate::{Context, Finding};
use alloc::vec::Vec;

/// What a rule may look at.
pub(crate) struct Subject<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) context: &'a Context,
    pub(crate) meanings: Meanings,
    /// The function that AWS calls.
    pub(crate) entry: Option<FunctionId>,
    /// Names that the program asks for with `typeof name`, and so may do without.
    pub(crate) asked: Vec<&'a str>,
}

type Rule = fn(&Subject<'_>, &mut Vec<Finding>);

const RULES: &[Rule] = &[
    features::check,
    names::check,
    entry::check,
    stores::check,
    awaits::check,
    fields::check,
    serials::check,
    decisions::check,
];

/// The findings of all rules. Of code that cannot be parsed, nothing else is told.
pub(crate) fn all(facts: &Facts, context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !facts.errors.is_empty() {
        syntax::check(facts, &mut findings);
        return findings;
    }
    let subject =
        Subject { facts, context, meanings: Meanings::of(facts), entry: meaning::entry(facts), asked: asked(facts) };
    for rule in RULES {
        rule(&subject, &mut findings);
    }
    findings
}

fn asked(facts: &Facts) -> Vec<&str> {
    let mut asked: Vec<&str> = Vec::new();
    for (_, expression) in facts.each() {
        if let Kind::Unary { operator: "typeof", operand } = &expression.kind
            && let Kind::Name { name, binding: None } = facts.kind(*operand)
            && !asked.contains(&name.as_str())
        {
            asked.push(name);
        }
    }
    asked
}
