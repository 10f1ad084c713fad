//! The ways through the entry point, and what becomes of a connection on each: allowed, denied, both or neither.
//!
//! The functions that the connection is given to are followed too. A test forks a way; a loop is gone through once. Whatever is not
//! understood ends a way silently (`state` says more), and the number of ways and steps is bounded.

mod calls;
mod canon;
mod concern;
mod expressions;
mod loops;
mod possible;
mod state;
mod statements;
mod values;
mod walk;

pub(crate) use state::Decision;
pub(crate) use walk::{Event, Site};

use crate::facts;
use crate::subject::Subject;
use alloc::{vec, vec::Vec};
use state::State;
use walk::Walk;

/// Goes all ways through the entry point.
pub(crate) fn events(subject: &Subject<'_>) -> Vec<Event> {
    let Some(function) = subject.entry.and_then(|id| subject.facts.function(id)) else { return Vec::new() };
    let binding = function.parameters.first().and_then(|parameter| parameter.binding);
    let known = binding.and_then(|id| subject.facts.binding(id)).is_some_and(facts::Binding::is_constant);
    if !known && !function.parameters.is_empty() || function.uses_arguments || function.rest.is_some() {
        return Vec::new();
    }
    let mut walk = Walk::new(subject);
    walk.captured = walk.captures();
    // What the module's own variables are at first. What it throws is nothing that a connection meets.
    walk.tries.push(Vec::new());
    let module = subject.facts.function(facts::MODULE).map(|module| module.body.as_slice()).unwrap_or_default();
    let start = walk.statements(module, vec![State::start()]).normal;
    walk.tries.clear();
    let outcome = walk.statements(&function.body, start);
    for state in outcome.normal {
        if state.decision.is_none() {
            walk.event(Event::Undecided { leaves: None, passed: state.passed });
        }
    }
    for (span, state) in outcome.returns {
        if state.decision.is_none() {
            walk.event(Event::Undecided { leaves: span, passed: state.passed });
        }
    }
    walk.events
}
