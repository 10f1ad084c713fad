//! The ways through the entry point, and what becomes of a connection on each: allowed, denied, both or neither.
//!
//! The functions that the connection is given to are followed too. A test forks a way; a loop is gone through once. Whatever is not
//! understood ends a way silently (`state` says more), and the number of ways and steps is bounded.

mod calls;
mod canon;
mod expressions;
mod loops;
mod possible;
mod state;
mod values;

pub(crate) use state::Decision;

use crate::Span;
use crate::facts::{BindingId, BindingKind, Case, ExpressionId, FunctionId, Kind, Statement};
use crate::meaning::Meaning;
use crate::rules::Subject;
use alloc::{rc::Rc, string::String, vec, vec::Vec};
use state::{Canon, State, Test, TestKind, Value, merge};

/// Something that happens on a way that can surely be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// It ends at a `return`, or at the bottom, undecided. With the last test that led past a decision.
    Undecided { leaves: Option<Span>, passed: Option<Span> },
    /// It throws undecided.
    Throws { span: Span },
    /// It makes a second, other decision.
    Again { first: Decision, made: Site, span: Span },
    /// It reads a member of a certificate that is not there, or may not be.
    Unguarded { span: Span, surely: bool, denied: Option<Site> },
}

/// Where a decision was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    pub(crate) span: Span,
    /// The call that led there from the function that then went on, if it is another one.
    pub(crate) call: Option<Span>,
}

/// How many statements and expressions are gone through, on all ways together.
const STEPS: usize = 40_000;
/// How deep functions call each other before a way is given up.
const CALLS: usize = 5;
/// How deep statements stand in each other before a way is given up, in all functions that are being gone through.
const NESTING: usize = 80;

pub(super) struct Walk<'a> {
    subject: &'a Subject<'a>,
    events: Vec<Event>,
    steps: usize,
    depth: usize,
    /// What the functions that are being followed were given.
    arguments: Vec<(BindingId, Option<Canon>)>,
    calls: Vec<FunctionId>,
    /// Where they were called: the entry point nowhere.
    sites: Vec<Span>,
    /// The loops that are being gone through.
    rounds: Vec<loops::Round>,
    /// For each `try` around: the ways that lead to its `catch`.
    tries: Vec<Vec<State>>,
    /// For each expression, whether following it can matter.
    relevant: Vec<bool>,
    /// For each function, whether it has to do with the connection.
    concerned: Vec<bool>,
    /// For each function, the variables and fields from outside that what it returns may depend on.
    captured: Vec<Vec<String>>,
    /// For each expression, whether a decision may be made while it is evaluated.
    deciding: Vec<bool>,
}

/// Where the ways through statements lead.
#[derive(Debug, Default)]
struct Outcome {
    normal: Vec<State>,
    returns: Vec<(Option<Span>, State)>,
    breaks: Vec<(Option<String>, State)>,
    continues: Vec<(Option<String>, State)>,
}

/// Goes all ways through the entry point.
pub(crate) fn events(subject: &Subject<'_>) -> Vec<Event> {
    let Some(function) = subject.entry.and_then(|id| subject.facts.function(id)) else { return Vec::new() };
    let binding = function.parameters.first().and_then(|parameter| parameter.binding);
    let known = binding.and_then(|id| subject.facts.binding(id)).is_some_and(crate::facts::Binding::is_constant);
    if !known && !function.parameters.is_empty() || function.uses_arguments || function.rest.is_some() {
        return Vec::new();
    }
    let mut walk = Walk {
        subject,
        events: Vec::new(),
        steps: STEPS,
        depth: 0,
        arguments: Vec::new(),
        calls: subject.entry.into_iter().collect(),
        sites: Vec::new(),
        rounds: Vec::new(),
        tries: Vec::new(),
        relevant: relevant(subject),
        concerned: concerned(subject, true),
        deciding: deciding(subject),
        captured: Vec::new(),
    };
    walk.captured = walk.captures();
    // What the module's own variables are at first. What it throws is nothing that a connection meets.
    walk.tries.push(Vec::new());
    let module = subject.facts.function(crate::facts::MODULE).map(|module| module.body.as_slice()).unwrap_or_default();
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

/// Expressions that call, wait, assign, or read a member of the certificate, and those around them.
fn relevant(subject: &Subject<'_>) -> Vec<bool> {
    let mut relevant: Vec<bool> = Vec::with_capacity(subject.facts.expressions.len());
    for (id, expression) in subject.facts.each() {
        let own = match &expression.kind {
            Kind::Call { .. } | Kind::Await(_) | Kind::Assign { .. } | Kind::Function(_) | Kind::Index { .. } => true,
            Kind::Member { object, name, .. } => {
                matches!(name.as_str(), "allow" | "deny")
                    || matches!(subject.meanings.get(*object), Meaning::ClientCertificate | Meaning::Revocation)
            }
            Kind::Name { .. } => subject.meanings.get(id) == Meaning::Connection,
            _ => false,
        };
        let part = || expression.kind.parts().iter().any(|part| relevant.get(part.index()) == Some(&true));
        let is = own || part();
        relevant.push(is);
    }
    relevant
}

/// Expressions in which a decision may be made, by themselves or in a function that they call.
fn deciding(subject: &Subject<'_>) -> Vec<bool> {
    let functions = concerned(subject, false);
    let mut deciding: Vec<bool> = Vec::with_capacity(subject.facts.expressions.len());
    for (_, expression) in subject.facts.each() {
        let own = match &expression.kind {
            Kind::Member { name, .. } => matches!(name.as_str(), "allow" | "deny"),
            Kind::Name { binding: Some(binding), .. } => {
                let function = subject.facts.function_of(*binding);
                function.is_some_and(|function| functions.get(function.index()) == Some(&true))
            }
            Kind::Function(function) => functions.get(function.index()) == Some(&true),
            _ => false,
        };
        let is = own || expression.kind.parts().iter().any(|part| deciding.get(part.index()) == Some(&true));
        deciding.push(is);
    }
    deciding
}

/// Functions that decide, or that have the connection if that counts, or that call such a one.
fn concerned(subject: &Subject<'_>, connection_counts: bool) -> Vec<bool> {
    let facts = subject.facts;
    let mut concerned = vec![false; facts.functions.len()];
    for _ in 0..=facts.functions.len().min(16) {
        let before = concerned.clone();
        for (id, expression) in facts.each() {
            let is = match &expression.kind {
                Kind::Member { name, .. } => matches!(name.as_str(), "allow" | "deny"),
                Kind::Name { binding: Some(binding), .. } => {
                    (connection_counts && subject.meanings.get(id) == Meaning::Connection)
                        || facts
                            .function_of(*binding)
                            .is_some_and(|called| concerned.get(called.index()) == Some(&true))
                }
                _ => false,
            };
            if !is {
                continue;
            }
            // A function also does what those in it do.
            let mut function = expression.function;
            while let Some(slot) = concerned.get_mut(function.index()) {
                if *slot || function == crate::facts::MODULE {
                    break;
                }
                *slot = true;
                function = facts.function(function).map_or(crate::facts::MODULE, |function| function.parent);
            }
        }
        if before == concerned {
            break;
        }
    }
    concerned
}

impl Walk<'_> {
    fn event(&mut self, event: Event) {
        if !self.events.contains(&event) {
            self.events.push(event);
        }
    }

    /// Counts work; false when there was too much of it.
    fn step(&mut self, states: usize) -> bool {
        self.steps = self.steps.saturating_sub(states.max(1));
        self.steps > 0
    }

    fn statements(&mut self, statements: &[Statement], mut states: Vec<State>) -> Outcome {
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
                            self.assign(state, &canon::name_of(binding), variable.value, variable.value.is_none());
                            state.written = written;
                        } else if let Some(value) = variable.value {
                            self.keep(state, value);
                        }
                        // What is in an object or a list that is changed is not followed.
                        if let Some(value) = variable.value
                            && changed
                        {
                            Self::seal(state, value, vec![canon::name_of(binding)]);
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

    fn throw(&mut self, state: State, span: &Span) {
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
