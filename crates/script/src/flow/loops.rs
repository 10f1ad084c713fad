//! Loops. One round is gone through: what a loop does in the first, it can do in the last, after rounds in which nothing happened.

use super::canon::name_of;
use super::state::{State, merge, within};
use super::walk::{Outcome, Round, Walk};
use crate::facts::{BindingId, BindingKind, ExpressionId, Facts, Kind, Loop, Statement};
use alloc::{string::String, vec::Vec};

impl Walk<'_> {
    pub(super) fn repetition(&mut self, repeated: &Loop, states: Vec<State>) -> Outcome {
        let mut outcome = self.statements(&repeated.first, states);
        let mut states = core::mem::take(&mut outcome.normal);
        if let Some(over) = repeated.over {
            states = self.evaluate(over, states);
        }
        let written = written(self.subject.facts, repeated);
        let counters = self.counters(repeated, &written);
        if counters.is_empty() {
            // Rounds that depend on earlier ones are told from the first by what they wrote.
            let depends = repeated.over.is_some() && depends(self.subject.facts, repeated, &written);
            let mut inner = self.round(repeated, states, false, depends);
            inner.returns.splice(0..0, outcome.returns);
            return inner;
        }
        if repeated.test.is_some_and(|test| self.is_never(test)) {
            outcome.normal = states;
            return outcome;
        }
        let others: Vec<_> = written.into_iter().filter(|(binding, _)| !counters.contains(binding)).collect();
        let depends = depends(self.subject.facts, repeated, &others);
        let names: Vec<String> = counters.iter().map(|counter| name_of(*counter)).collect();
        for state in &mut states {
            for name in &names {
                state.forget(name);
            }
        }
        let atoms = repeated.test.and_then(|test| self.canon(test)).map(|canon| canon.atoms).unwrap_or_default();
        self.rounds.push(Round { counters: names, bounds: atoms });
        let mut inner = self.round(repeated, states, true, depends);
        self.rounds.pop();
        // How far it came has to do with how it ended, in a way that is not kept.
        for counter in counters.iter().filter(|counter| !self.is_of_loop(repeated, **counter)) {
            let name = name_of(*counter);
            let ways = inner.normal.iter_mut().chain(inner.breaks.iter_mut().map(|(_, state)| state));
            ways.chain(inner.continues.iter_mut().map(|(_, state)| state)).for_each(|state| {
                state.forget(&name);
                Self::tie(state, &name, Vec::new());
            });
        }
        inner.returns.splice(0..0, outcome.returns);
        inner
    }

    /// One round. `counted`: it ends by what it counts, so that its test says nothing; `depends`: a round that wrote something may
    /// not be the last.
    fn round(&mut self, repeated: &Loop, mut states: Vec<State>, counted: bool, depends: bool) -> Outcome {
        let mut outcome = Outcome::default();
        let mut leave = Vec::new();
        let before = states.iter().any(|state| state.written);
        for state in &mut states {
            state.written = false;
        }
        match repeated.test {
            Some(test) if counted => states = self.evaluate(test, states),
            Some(test) if !repeated.body_first => {
                let (yes, no) = self.branch(test, states);
                states = yes;
                // A `for` may be made so that it always goes one round.
                if repeated.first.is_empty() && repeated.update.is_none() {
                    leave.extend(no);
                }
            }
            _ => {}
        }
        let body = self.statements(&repeated.body, states);
        let mut after = body.normal;
        outcome.returns.extend(body.returns);
        for (label, state) in body.continues {
            if label.is_none() {
                after.push(state);
            } else {
                outcome.continues.push((label, state));
            }
        }
        for (label, state) in body.breaks {
            if label.is_none() {
                leave.push(state);
            } else {
                outcome.breaks.push((label, state));
            }
        }
        if depends {
            after.retain(|state| !state.written);
        }
        if let Some(update) = repeated.update {
            after = self.evaluate(update, merge(after));
        }
        match repeated.test {
            Some(_) if counted => leave.extend(after),
            Some(test) => leave.extend(self.branch(test, after).1),
            None if repeated.over.is_some() => leave.extend(after),
            None => {}
        }
        outcome.normal = merge(leave);
        for state in &mut outcome.normal {
            state.written |= before;
        }
        outcome
    }

    /// The variables by which a loop ends.
    fn counters(&self, repeated: &Loop, written: &[(BindingId, bool)]) -> Vec<BindingId> {
        let atoms = repeated.test.and_then(|test| self.canon(test)).map(|canon| canon.atoms).unwrap_or_default();
        let counts = |(binding, constant): &&(BindingId, bool)| {
            let name = name_of(*binding);
            !constant && atoms.iter().any(|atom| within(atom, &name))
        };
        let mut counters: Vec<BindingId> = written.iter().filter(counts).map(|(binding, _)| *binding).collect();
        counters.dedup();
        counters
    }

    /// Whether a variable is not there after the loop.
    fn is_of_loop(&self, repeated: &Loop, counter: BindingId) -> bool {
        let is_let = self.subject.facts.binding(counter).is_some_and(|binding| binding.kind == BindingKind::Let);
        let declares = |statement: &Statement| matches!(statement, Statement::Variables(variables) if variables.iter().any(|variable| variable.binding == Some(counter)));
        is_let && repeated.first.iter().any(declares)
    }

    /// Whether a loop goes over a list that is empty, such as one that is still to be filled in.
    fn is_never(&self, test: ExpressionId) -> bool {
        let facts = self.subject.facts;
        let Kind::Binary { operator: "<", right, .. } = facts.kind(test) else { return false };
        let Kind::Member { object, name, .. } = facts.kind(*right) else { return false };
        let Kind::Name { binding: Some(binding), .. } = facts.kind(*object) else { return false };
        let value = facts.binding(*binding).filter(|binding| binding.is_constant()).and_then(|binding| binding.value);
        name == "length"
            && value.is_some_and(|value| matches!(facts.kind(value), Kind::Other(parts) if parts.is_empty()))
    }
}

/// The variables from outside the rounds that they write, and whether they are given a constant.
fn written(facts: &Facts, repeated: &Loop) -> Vec<(BindingId, bool)> {
    let mut written = Vec::new();
    let begins = facts.span(ExpressionId(repeated.expressions.start)).start;
    for id in repeated.expressions.clone().map(ExpressionId) {
        let Kind::Assign { operator, target, value } = facts.kind(id) else { continue };
        let Kind::Name { binding: Some(binding), .. } = facts.kind(*target) else { continue };
        if facts.binding(*binding).is_some_and(|found| found.span.start <= begins) {
            let constant = matches!(
                value.map(|value| facts.kind(value)),
                Some(Kind::Boolean(_) | Kind::Text(_) | Kind::Null | Kind::Number(_))
            );
            written.push((*binding, constant && *operator == "="));
        }
    }
    written
}

/// Whether rounds read what earlier ones wrote.
fn depends(facts: &Facts, repeated: &Loop, written: &[(BindingId, bool)]) -> bool {
    written
        .iter()
        .filter_map(|(binding, _)| facts.binding(*binding))
        .any(|binding| binding.reads.iter().any(|read| repeated.expressions.contains(&read.0)))
}
