//! Variables that an `async` function shares with functions that are made in it. Until its first `await` all see the same variable;
//! after that, the engine gives a function that was made before it another one than the function around has.

use crate::facts::{Binding, BindingId, ExpressionId, Facts, Function, FunctionId, Kind, MODULE, Span};
use alloc::{vec, vec::Vec};

/// The places that change such a variable, or give it its first value, so that others do not see it.
pub(super) fn shared(facts: &Facts) -> Vec<Span> {
    let mut places = Vec::new();
    let waits = first_waits(facts);
    for binding in &facts.bindings {
        let Some(Some(wait)) = waits.get(binding.function.index()) else { continue };
        places.extend(of_binding(facts, binding, *wait));
    }
    places.sort_by_key(|place| (place.start, place.end));
    places.dedup();
    places
}

/// For each `async` function, where its first `await` begins.
fn first_waits(facts: &Facts) -> Vec<Option<u32>> {
    let mut waits: Vec<Option<u32>> = vec![None; facts.functions.len()];
    for (_, expression) in facts.each() {
        if matches!(expression.kind, Kind::Await(_))
            && expression.function != MODULE
            && let Some(wait) = waits.get_mut(expression.function.index())
        {
            *wait = Some(wait.map_or(expression.span.start, |before| before.min(expression.span.start)));
        }
    }
    waits
}

fn of_binding(facts: &Facts, binding: &Binding, wait: u32) -> Vec<Span> {
    let around = binding.function;
    let mut places = Vec::new();
    let after = |id: &&ExpressionId| facts.expression(**id).function == around && facts.span(**id).start > wait;
    let early = |id: &ExpressionId| made_early(facts, around, *id, wait);
    // A function made before writes, the one around reads.
    if binding.reads.iter().any(|read| after(&read)) {
        let inner = binding.writes.iter().filter(|write| early(write).is_some_and(|(inner, _)| !inner.is_async));
        places.extend(inner.map(|write| change(facts, *write)));
    }
    // The one around writes, a function made before reads.
    let read_later =
        binding.reads.iter().any(|read| early(read).is_some_and(|(_, id)| is_named_after(facts, around, id, wait)));
    if read_later {
        let changes = binding.writes.iter().filter(|write| facts.expression(**write).function == around);
        places.extend(changes.map(|write| change(facts, *write)).filter(|place| place.end > wait));
        if binding.value.is_some_and(|value| facts.span(value).end > wait) {
            places.push(binding.span.clone());
        }
    }
    places
}

fn change(facts: &Facts, write: ExpressionId) -> Span {
    facts.span(facts.expression(write).parent.unwrap_or(write))
}

/// The function in which an expression stands, if that is one within `around` that is made before its first `await`; and the
/// outermost function between the two.
fn made_early(facts: &Facts, around: FunctionId, id: ExpressionId, wait: u32) -> Option<(&Function, FunctionId)> {
    let inner = facts.expression(id).function;
    let mut outermost = inner;
    while outermost != around {
        let function = facts.function(outermost)?;
        if function.parent == around {
            let early = function.is_hoisted || function.head.start < wait;
            return early.then(|| facts.function(inner).map(|inner| (inner, outermost)))?;
        }
        if outermost == MODULE {
            return None;
        }
        outermost = function.parent;
    }
    None
}

/// Whether a function is named after the first `await`, and so is still used there.
fn is_named_after(facts: &Facts, around: FunctionId, function: FunctionId, wait: u32) -> bool {
    (0..).map(BindingId).zip(&facts.bindings).any(|(id, binding)| {
        facts.function_of(id) == Some(function)
            && binding
                .reads
                .iter()
                .any(|read| facts.expression(*read).function == around && facts.span(*read).start > wait)
    })
}
