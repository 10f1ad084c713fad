//! Calls: what decides, and the functions of the program that are followed.

use super::possible::returns;
use super::state::{Canon, Decision, Made, State, Value, merge, set};
use super::walk::{CALLS, Event, Outcome, Site, Walk};
use crate::facts::{Binding, BindingId, ExpressionId, FunctionId, Kind, Role, Span, Statement};
use crate::meaning::Meaning;
use alloc::vec::Vec;

impl Walk<'_> {
    pub(super) fn call(
        &mut self,
        id: ExpressionId,
        callee: ExpressionId,
        arguments: &[ExpressionId],
        mut states: Vec<State>,
    ) -> Vec<State> {
        let facts = self.subject.facts;
        let mut decision = None;
        match facts.kind(callee) {
            Kind::Member { object, name, .. } => {
                decision = match name.as_str() {
                    "allow" => Some(Decision::Allow),
                    "deny" => Some(Decision::Deny),
                    _ => None,
                };
                let known = Meaning::Connection.field(name).is_some();
                if self.is_connection(*object) != decision.is_some() && (decision.is_some() || !known) {
                    // Of something else, or a method that nobody knows.
                    return Vec::new();
                }
                if decision.is_none() {
                    states = self.evaluate(callee, states);
                }
            }
            Kind::Name { .. } | Kind::Function(_) => {}
            _ => states = self.evaluate(callee, states),
        }
        let function = match facts.kind(callee) {
            Kind::Name { binding: Some(binding), .. } => facts.function_of(*binding),
            Kind::Function(function) => Some(*function),
            _ => None,
        };
        let throws = function.is_some_and(|function| self.only_throws(function));
        let keeps = function.is_some_and(|function| self.keeps_nothing(function));
        let function = function.filter(|function| self.is_concerned(*function));
        for argument in arguments {
            let handed = self.is_connection(*argument) && matches!(facts.kind(*argument), Kind::Name { .. });
            if !(handed && (function.is_some() || keeps || self.is_harmless(callee))) {
                states = self.evaluate(*argument, states);
            }
        }
        if throws && function.is_none() {
            for state in states {
                self.throw(state, &facts.span(id));
            }
            return Vec::new();
        }
        if let Some(decision) = decision {
            return self.decide(decision, facts.span(id), states);
        }
        match function {
            Some(function) => self.follow(id, function, arguments, states),
            None => {
                set(&mut states, Value::Unknown);
                states
            }
        }
    }

    fn decide(&mut self, decision: Decision, span: Span, mut states: Vec<State>) -> Vec<State> {
        for state in &mut states {
            state.value = Value::Known(false);
            match state.decision.clone() {
                None => {
                    let calls = self.sites.as_slice().into();
                    state.decision = Some(Made { decision, span: span.clone(), calls });
                }
                Some(made) if made.decision != decision => {
                    let site = self.site(&made);
                    self.event(Event::Again { first: made.decision, made: site, span: span.clone() });
                }
                Some(_) => {}
            }
        }
        states
    }

    /// Where a decision was made, seen from the function that both it and what is gone through now came from.
    pub(super) fn site(&self, made: &Made) -> Site {
        let common = made.calls.iter().zip(&self.sites).take_while(|(a, b)| a == b).count();
        Site { span: made.span.clone(), call: made.calls.get(common).cloned() }
    }

    /// Goes through a function that is called.
    fn follow(
        &mut self,
        id: ExpressionId,
        function: FunctionId,
        arguments: &[ExpressionId],
        states: Vec<State>,
    ) -> Vec<State> {
        let facts = self.subject.facts;
        let Some(called) = facts.function(function) else { return Vec::new() };
        let parent = facts.expression(id).parent.map(|parent| facts.kind(parent));
        let waited = matches!(parent, Some(Kind::Await(_))) || facts.expression(id).role == Role::Returned;
        if self.calls.len() >= CALLS
            || self.calls.contains(&function)
            || (called.is_async && !waited)
            || called.rest.is_some()
            || called.uses_arguments
        {
            return Vec::new();
        }
        let known = self.arguments.len();
        let mut given: Vec<(BindingId, Option<Canon>)> = Vec::new();
        for (position, parameter) in called.parameters.iter().enumerate() {
            let Some(binding) = parameter.binding else { continue };
            if facts.binding(binding).is_some_and(Binding::is_constant) {
                given.push((binding, arguments.get(position).and_then(|argument| self.canon(*argument))));
            }
        }
        self.arguments.extend(given);
        self.calls.push(function);
        self.sites.push(facts.span(id));
        let undecided = states.iter().all(|state| state.decision.is_none());
        let outcome = self.statements(&called.body, states);
        self.calls.pop();
        self.sites.pop();
        self.arguments.truncate(known);
        Self::results(outcome, undecided)
    }

    fn results(outcome: Outcome, undecided: bool) -> Vec<State> {
        let mut states = Vec::new();
        let bottom = outcome.normal.into_iter().map(|state| State { value: Value::Known(false), ..state });
        for mut state in outcome.returns.into_iter().map(|(_, state)| state).chain(bottom) {
            if state.value == Value::Unknown && undecided && state.decision.is_some() {
                state.value = Value::Entangled;
            }
            states.push(state);
        }
        // What an unknown result has to do with the ways to it cannot be said, if they differ in what they decided.
        let entangled = states.iter().any(|state| state.decision.is_some());
        for state in states.iter_mut().filter(|state| entangled && state.value == Value::Unknown) {
            state.value = Value::Entangled;
        }
        merge(states)
    }

    /// Whether a function ends with an exception whenever it is called: `function fail(why) { throw new Error(why); }`.
    fn only_throws(&self, function: FunctionId) -> bool {
        self.subject.facts.function(function).is_some_and(|function| {
            let mut returned = Vec::new();
            returns(&function.body, &mut returned);
            let ends = matches!(function.body.last(), Some(Statement::Throw { .. }));
            ends && returned.is_empty() && !function.is_async
        })
    }

    /// Whether a function does nothing with what it is given but what its own statements say.
    fn keeps_nothing(&self, function: FunctionId) -> bool {
        self.subject.facts.function(function).is_some_and(|function| {
            function.rest.is_none()
                && !function.uses_arguments
                && function.parameters.iter().all(|parameter| parameter.binding.is_some())
        })
    }

    /// Whether a function is one of the runtime's own, which does nothing with a connection.
    fn is_harmless(&self, callee: ExpressionId) -> bool {
        match self.subject.facts.kind(callee) {
            Kind::Member { object, .. } => {
                matches!(self.subject.facts.kind(*object), Kind::Name { name, binding: None } if matches!(name.as_str(), "console" | "JSON" | "Object"))
            }
            _ => false,
        }
    }
}
