//! The rules. Each file is one and looks at facts alone; this table is all that knows them.

mod awaits;
mod closures;
mod decisions;
mod entry;
mod features;
mod fields;
mod names;
mod serials;
mod stores;
mod syntax;

use crate::facts::{ExpressionId, Facts, FunctionId, Kind};
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
    /// Names that the program asks for with `typeof name`, and where it compares the answer.
    asked: Vec<(&'a str, u32)>,
}

impl Subject<'_> {
    /// Whether the program asks for a name there, or asked for it before, and so may do without.
    fn is_asked(&self, name: &str, used: ExpressionId) -> bool {
        let used = self.facts.expression(used);
        let asks =
            used.parent.is_some_and(|parent| matches!(self.facts.kind(parent), Kind::Unary { operator: "typeof", .. }));
        asks || self.asked.iter().any(|(asked, at)| *asked == name && *at < used.span.start)
    }
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

fn asked(facts: &Facts) -> Vec<(&str, u32)> {
    let asked = facts.each().filter_map(|(_, expression)| {
        let Kind::Unary { operator: "typeof", operand } = &expression.kind else { return None };
        let Kind::Name { name, binding: None } = facts.kind(*operand) else { return None };
        let compared = expression.parent.is_some_and(|parent| matches!(facts.kind(parent), Kind::Binary { .. }));
        compared.then_some((name.as_str(), expression.span.start))
    });
    let mut first: Vec<(&str, u32)> = Vec::new();
    for (name, at) in asked {
        if first.iter().all(|(known, _)| *known != name) {
            first.push((name, at));
        }
    }
    first
}
