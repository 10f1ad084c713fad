//! Statements: where the ways through each lead.

use super::canon::name_of;
use super::state::{State, Test, TestKind, Value, merge};
use super::walk::{Event, NESTING, Outcome, Walk};
use crate::facts::{BindingKind, Case, ExpressionId, Kind, Span, Statement};
use alloc::{rc::Rc, vec, vec::Vec};

impl Walk<'_> {
    pub(super) fn statements(&mut self, statements: &[Statement], mut states: Vec<State>) -> Outcome {
        let mut outcome = Outcome::default();
        if self.depth == NESTING {
            return outcome;
        }
        self.depth += 1;
        for statement in statements {
            if states.is_empty() || !self.step(states.len()) {
                states.clear();
                break;
            }
            let next = self.statement(statement, states);
            outcome.returns.extend(next.returns);
            outcome.breaks.extend(next.breaks);
            outcome.continues.extend(next.continues);
            states = merge(next.normal);
        }
        self.depth -= 1;
        outcome.normal = states;
        outcome.returns.truncate(256);
        outcome
    }

    fn statement(&mut self, statement: &Statement, states: Vec<State>) -> Outcome {
        let mut outcome = Outcome::default();
        match statement {
            Statement::Expression(id) => outcome.normal = self.evaluate(*id, states),
            Statement::Variables(variables) => {
                let mut states = states;
                for variable in variables {
                    if let Some(value) = variable.value {
                        states = self.evaluate(value, states);
                    }
                    let Some(binding) = variable.binding else { continue };
                    let Some(known) = self.subject.facts.binding(binding) else { continue };
                    let (constant, kind, changed) = (known.is_constant(), known.kind, self.is_changed(known));
                    for state in &mut states {
                        if !constant && (variable.value.is_some() || kind == BindingKind::Let) {
                            // In a loop, it is the round's own.
                            let written = state.written;
                            self.assign(state, &name_of(binding), variable.value, variable.value.is_none());
                            state.written = written;
                        } else if let Some(value) = variable.value {
                            self.keep(state, value);
                        }
                        // What is in an object or a list that is changed is not followed.
                        if let Some(value) = variable.value
                            && changed
                        {
                            Self::seal(state, value, vec![name_of(binding)]);
                        }
                    }
                }
                outcome.normal = states;
            }
            Statement::Block(body) => return self.statements(body, states),
            Statement::If { test, then, otherwise } => {
                return self.conditional(*test, then, otherwise.as_deref(), states);
            }
            Statement::Loop(repeated) => return self.repetition(repeated, states),
            Statement::Labelled { label, body } => {
                let mut inner = self.statements(body, states);
                let (own, others) =
                    core::mem::take(&mut inner.breaks).into_iter().partition(|(to, _)| to.as_ref() == Some(label));
                inner.breaks = others;
                inner.normal.extend(Vec::into_iter(own).map(|(_, state): (_, State)| state));
                // A round that `continue` ends by this name is given up rather than gone through again.
                inner.continues.retain(|(to, _)| to.as_ref() != Some(label));
                return inner;
            }
            Statement::Break { label } => {
                outcome.breaks = states.into_iter().map(|state| (label.clone(), state)).collect();
            }
            Statement::Continue { label } => {
                outcome.continues = states.into_iter().map(|state| (label.clone(), state)).collect();
            }
            Statement::Return { value, span } => {
                let mut states = states;
                match value {
                    Some(value) => states = self.evaluate(*value, states),
                    None => states.iter_mut().for_each(|state| state.value = Value::Known(false)),
                }
                outcome.returns = states.into_iter().map(|state| (Some(span.clone()), state)).collect();
            }
            Statement::Throw { value, span } => {
                for state in self.evaluate(*value, states) {
                    self.throw(state, span);
                }
            }
            Statement::Try { body, catch, finally } => {
                return self.attempt(body, catch.as_deref(), finally.as_deref(), states);
            }
            Statement::Switch { subject, cases } => return self.switch(*subject, cases, states),
            Statement::Nothing => outcome.normal = states,
        }
        outcome
    }

    pub(super) fn throw(&mut self, state: State, span: &Span) {
        match self.tries.last_mut() {
            Some(caught) => caught.push(state),
            None if state.decision.is_none() => self.event(Event::Throws { span: span.clone() }),
            None => {}
        }
    }

    /// A ladder of `else if` may be long, so it is gone along in a loop.
    fn conditional(
        &mut self,
        test: ExpressionId,
        then: &[Statement],
        otherwise: Option<&[Statement]>,
        states: Vec<State>,
    ) -> Outcome {
        let (mut test, mut then, mut otherwise) = (test, then, otherwise);
        let (mut yes, mut no) = self.branch(test, states);
        let mut rungs = Vec::new();
        while let Some([Statement::If { test: next, then: following, otherwise: last }]) = otherwise {
            rungs.push((test, self.statements(then, yes)));
            (test, then, otherwise) = (*next, following, last.as_deref());
            (yes, no) = self.branch(test, no);
        }
        let outcome = self.statements(then, yes);
        let other = match otherwise {
            Some(otherwise) => self.statements(otherwise, no),
            None => Outcome { normal: no, ..Outcome::default() },
        };
        let last = self.either(test, outcome, other, otherwise.is_none());
        rungs.into_iter().rev().fold(last, |other, (test, outcome)| self.either(test, outcome, other, false))
    }

    /// What becomes of the two ways of a test. `nearest`: nothing stands behind `else`.
    fn either(&self, test: ExpressionId, mut outcome: Outcome, mut other: Outcome, nearest: bool) -> Outcome {
        let decided = |outcome: &Outcome| {
            let returned = outcome.returns.iter().map(|(_, state)| state);
            outcome.normal.iter().chain(returned).any(|state| state.decision.is_some())
        };
        if decided(&outcome) || decided(&other) {
            // The innermost test, and of several the last, is the one to look at.
            let place = self.subject.facts.span(test);
            for state in other.normal.iter_mut().filter(|state| nearest || state.passed.is_none()) {
                state.passed = Some(place.clone());
            }
            for state in outcome.normal.iter_mut().filter(|state| state.passed.is_none()) {
                state.passed = Some(place.clone());
            }
        }
        outcome.normal.extend(other.normal);
        outcome.returns.extend(other.returns);
        outcome.breaks.extend(other.breaks);
        outcome.continues.extend(other.continues);
        outcome.normal = merge(core::mem::take(&mut outcome.normal));
        outcome
    }

    fn attempt(
        &mut self,
        body: &[Statement],
        catch: Option<&[Statement]>,
        finally: Option<&[Statement]>,
        states: Vec<State>,
    ) -> Outcome {
        self.tries.push(Vec::new());
        let mut outcome = self.statements(body, states);
        let caught = merge(self.tries.pop().unwrap_or_default());
        if let Some(catch) = catch {
            let handled = self.statements(catch, caught);
            outcome.normal.extend(handled.normal);
            outcome.returns.extend(handled.returns);
            outcome.breaks.extend(handled.breaks);
            outcome.continues.extend(handled.continues);
        }
        let Some(finally) = finally else { return outcome };
        let mut last = self.statements(finally, merge(core::mem::take(&mut outcome.normal)));
        for (span, state) in outcome.returns {
            let value = state.value;
            let after = self.statements(finally, vec![state]);
            last.returns.extend(after.returns);
            last.returns.extend(after.normal.into_iter().map(|state| (span.clone(), State { value, ..state })));
        }
        for (label, state) in outcome.breaks {
            let after = self.statements(finally, vec![state]);
            last.breaks.extend(after.normal.into_iter().map(|state| (label.clone(), state)));
        }
        for (label, state) in outcome.continues {
            let after = self.statements(finally, vec![state]);
            last.continues.extend(after.normal.into_iter().map(|state| (label.clone(), state)));
        }
        last
    }

    fn switch(&mut self, subject: ExpressionId, cases: &[Case], states: Vec<State>) -> Outcome {
        let mut outcome = Outcome::default();
        let mut waiting = self.evaluate(subject, states);
        if self.deciding.get(subject.index()) == Some(&true) {
            waiting.clear();
        }
        let mut entering: Vec<Vec<State>> = Vec::new();
        for case in cases {
            let Some(test) = case.test else {
                entering.push(Vec::new());
                continue;
            };
            waiting = self.evaluate(test, waiting);
            let (mut yes, mut no) = (Vec::new(), Vec::new());
            if matches!(self.subject.facts.kind(subject), Kind::Boolean(true)) {
                (yes, no) = self.branch(test, waiting);
            } else if let Some(asked) = self.case(subject, test) {
                for state in waiting {
                    yes.extend(state.with(&asked, true));
                    no.extend(state.with(&asked, false));
                }
            }
            entering.push(yes);
            waiting = no;
        }
        let mut through = Vec::new();
        let mut has_default = false;
        for (case, entering) in cases.iter().zip(entering) {
            let mut states = through;
            states.extend(entering);
            if case.test.is_none() {
                has_default = true;
                states.append(&mut waiting);
            }
            let body = self.statements(&case.body, merge(states));
            through = body.normal;
            outcome.returns.extend(body.returns);
            outcome.continues.extend(body.continues);
            for (label, state) in body.breaks {
                match label {
                    None => outcome.normal.push(state),
                    Some(_) => outcome.breaks.push((label, state)),
                }
            }
        }
        outcome.normal.extend(through);
        if !has_default {
            let place = self.subject.facts.span(subject);
            outcome.normal.extend(waiting.into_iter().map(|state| State { passed: Some(place.clone()), ..state }));
        }
        outcome.normal = merge(core::mem::take(&mut outcome.normal));
        outcome
    }

    fn case(&self, subject: ExpressionId, test: ExpressionId) -> Option<Rc<Test>> {
        let constant = self.subject.facts.text(test)?;
        let kind = TestKind::Equals(alloc::format!("{constant:?}"), !constant.is_empty());
        self.question(subject, kind)
    }
}
