//! What a rule may look at: the facts, what they mean, and what is known beside the code.

use crate::context::Context;
use crate::facts::{ExpressionId, Facts, FunctionId, Kind};
use crate::meaning::{self, Meanings};
use alloc::vec::Vec;

pub(crate) struct Subject<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) context: &'a Context,
    pub(crate) meanings: Meanings,
    /// The function that AWS calls.
    pub(crate) entry: Option<FunctionId>,
    /// Names that the program asks for with `typeof name`, and where it compares the answer.
    asked: Vec<(&'a str, u32)>,
}

impl<'a> Subject<'a> {
    pub(crate) fn of(facts: &'a Facts, context: &'a Context) -> Self {
        Self { facts, context, meanings: Meanings::of(facts), entry: meaning::entry(facts), asked: asked(facts) }
    }

    /// Whether the program asks for a name there, or asked for it before, and so may do without.
    pub(crate) fn is_asked(&self, name: &str, used: ExpressionId) -> bool {
        let used = self.facts.expression(used);
        let asks =
            used.parent.is_some_and(|parent| matches!(self.facts.kind(parent), Kind::Unary { operator: "typeof", .. }));
        asks || self.asked.iter().any(|(asked, at)| *asked == name && *at < used.span.start)
    }
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
