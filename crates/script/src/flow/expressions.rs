//! What evaluating an expression does to the ways that lead through it.

use super::canon::name_of;
use super::state::{Decision, Literal, State, Test, TestKind, Value, merge, set, within};
use super::walk::{Event, Walk};
use crate::facts::{BindingKind, ExpressionId, FunctionId, Kind, Logical, Role, Span};
use crate::meaning::Meaning;
use alloc::{rc::Rc, vec::Vec};

impl Walk<'_> {
    pub(super) fn evaluate(&mut self, id: ExpressionId, states: Vec<State>) -> Vec<State> {
        let mut states = self.go(id, states);
        // Which way led here decides what comes out, and the way decided too.
        if self.deciding.get(id.index()) == Some(&true) {
            for state in states.iter_mut().filter(|state| state.value == Value::Unknown) {
                state.value = Value::Entangled;
            }
        }
        states
    }

    fn go(&mut self, id: ExpressionId, mut states: Vec<State>) -> Vec<State> {
        if states.is_empty() || !self.step(states.len()) {
            return Vec::new();
        }
        let facts = self.subject.facts;
        if self.relevant.get(id.index()) != Some(&true) {
            let value = self.constant(id);
            set(&mut states, value);
            return states;
        }
        match facts.kind(id) {
            Kind::Logical { operator, left, right } => {
                let (yes, no) = self.branch(*left, states);
                let (mut go, mut stay, value) = match operator {
                    Logical::And => (yes, no, Value::Known(false)),
                    Logical::Or => (no, yes, Value::Known(true)),
                    // Whether the left side is nullish is not what a test says of it.
                    Logical::Nullish => return Vec::new(),
                };
                set(&mut stay, value);
                go = self.evaluate(*right, go);
                go.extend(stay);
                merge(go)
            }
            Kind::Conditional { test, then, otherwise } => {
                let (yes, no) = self.branch(*test, states);
                let mut states = self.evaluate(*then, yes);
                states.extend(self.evaluate(*otherwise, no));
                merge(states)
            }
            Kind::Call { callee, arguments, .. } => self.call(id, *callee, arguments, states),
            Kind::Await(inner) => {
                let states = self.evaluate(*inner, states);
                // What is awaited may be refused. Of a way that has decided, `catch` may be out of reach for some reason.
                if let Some(caught) = self.tries.last_mut() {
                    caught.extend(states.iter().filter(|state| state.decision.is_none()).cloned());
                    caught.truncate(256);
                }
                states
            }
            Kind::Assign { operator, target, value } => {
                if let Some(value) = value {
                    states = self.evaluate(*value, states);
                }
                let plain = if *operator == "=" { *value } else { None };
                if let Some(path) = self.target(*target) {
                    for state in &mut states {
                        self.assign(state, &path, plain, false);
                    }
                } else {
                    states = self.evaluate_parts(*target, states);
                }
                states
            }
            Kind::Function(function) => {
                // A function that is kept under a name is followed where it is called; one that is handed on may run at any time.
                let named = facts.expression(id).parent.is_none() && facts.expression(id).role == Role::Value;
                if self.is_concerned(*function) && !named { Vec::new() } else { states }
            }
            Kind::Name { binding, .. } => {
                let given_away = self.is_connection(id) && self.gives_away(id);
                let function = binding.and_then(|binding| facts.function_of(binding));
                if given_away || function.is_some_and(|function| self.is_concerned(function)) {
                    return Vec::new();
                }
                set(&mut states, Value::Unknown);
                states
            }
            Kind::Index { object, .. } if self.is_connection(*object) => Vec::new(),
            Kind::Member { object, name, .. } => {
                if matches!(name.as_str(), "allow" | "deny") {
                    // Kept for later, or of something that is not known.
                    return Vec::new();
                }
                states = self.evaluate(*object, states);
                let optional =
                    matches!(self.subject.meanings.get(*object), Meaning::ClientCertificate | Meaning::Revocation);
                if optional && !self.has_default(*object) {
                    states = self.read_certificate(*object, facts.span(id), states);
                }
                set(&mut states, Value::Unknown);
                states
            }
            _ => {
                states = self.evaluate_parts(id, states);
                let value = self.constant(id);
                set(&mut states, value);
                states
            }
        }
    }

    fn evaluate_parts(&mut self, id: ExpressionId, mut states: Vec<State>) -> Vec<State> {
        let facts = self.subject.facts;
        let mut chain = Vec::new();
        let mut first = id;
        // As long as a chain of `||`.
        while let Kind::Binary { left, right, .. } = facts.kind(first) {
            chain.push(*right);
            first = *left;
        }
        let parts = if chain.is_empty() { facts.kind(id).parts() } else { Vec::from([first]) };
        for part in parts.into_iter().chain(chain.into_iter().rev()) {
            states = self.evaluate(part, states);
        }
        states
    }

    /// The ways on which a test holds, and those on which it does not.
    pub(super) fn branch(&mut self, test: ExpressionId, states: Vec<State>) -> (Vec<State>, Vec<State>) {
        let facts = self.subject.facts;
        // A chain of `||` and `&&` leans to the left and may be long, so it is gone along in a loop.
        let mut chain = Vec::new();
        let mut first = test;
        while let Kind::Logical { operator: operator @ (Logical::And | Logical::Or), left, right } = facts.kind(first) {
            chain.push((*operator, *right));
            first = *left;
        }
        let (mut yes, mut no) = self.branch_once(first, states);
        for (operator, right) in chain.into_iter().rev() {
            if operator == Logical::And {
                let (both, others) = self.branch(right, yes);
                no.extend(others);
                (yes, no) = (both, merge(no));
            } else {
                let (others, neither) = self.branch(right, no);
                yes.extend(others);
                (yes, no) = (merge(yes), neither);
            }
        }
        (yes, no)
    }

    fn branch_once(&mut self, test: ExpressionId, states: Vec<State>) -> (Vec<State>, Vec<State>) {
        let facts = self.subject.facts;
        if states.is_empty() || !self.step(states.len()) {
            return (Vec::new(), Vec::new());
        }
        if let Kind::Not(inner) = facts.kind(test) {
            let (yes, no) = self.branch(*inner, states);
            return (no, yes);
        }
        let asked = self.test(test);
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for state in self.evaluate(test, states) {
            match (state.value, &asked) {
                (Value::Known(true), _) => yes.push(state),
                (Value::Known(false), _) => no.push(state),
                (Value::Unknown, Some((asked, opposite))) => {
                    yes.extend(state.with(asked, !opposite));
                    no.extend(state.with(asked, *opposite));
                }
                (Value::Unknown, None) | (Value::Entangled, _) => {}
            }
        }
        (merge(yes), merge(no))
    }

    /// Whether something stands in for what is not there: `connection.clientCertificate || {}`.
    fn has_default(&self, mut id: ExpressionId) -> bool {
        let facts = self.subject.facts;
        loop {
            id = match facts.kind(id) {
                Kind::Logical { operator: Logical::Or | Logical::Nullish, .. } | Kind::Conditional { .. } => {
                    return true;
                }
                Kind::Name { binding: Some(binding), .. } => {
                    match facts.binding(*binding).and_then(|found| found.value) {
                        Some(value) if value < id => value,
                        _ => return false,
                    }
                }
                _ => return false,
            };
        }
    }

    fn read_certificate(&mut self, certificate: ExpressionId, span: Span, states: Vec<State>) -> Vec<State> {
        let Some(of) = self.canon(certificate) else { return states };
        let mut next = Vec::new();
        for mut state in states {
            match state.known(&of.text) {
                Some(true) => next.push(state),
                Some(false) => {
                    let denied = match &state.decision {
                        Some(made) if made.decision == Decision::Deny => Some(self.site(made)),
                        Some(_) => continue,
                        None => None,
                    };
                    if self.tries.is_empty() {
                        self.event(Event::Unguarded { span: span.clone(), surely: true, denied });
                    }
                }
                None => {
                    let asked = state.literals.iter().any(|literal| {
                        literal.test.of.atoms.iter().any(|atom| within(&of.text, atom) || within(atom, &of.text))
                    });
                    let optional = self.subject.context.optional_mtls == Some(true)
                        && self.subject.meanings.get(certificate) == Meaning::ClientCertificate;
                    if let Some(caught) =
                        self.tries.last_mut().filter(|_| optional && !asked && state.decision.is_none())
                    {
                        let mut state = state.clone();
                        let test = Rc::new(Test::new(of.clone(), TestKind::Truthy));
                        state.literals.push(Literal { test, holds: false });
                        caught.push(state);
                        caught.truncate(256);
                    }
                    if optional && !asked && self.tries.is_empty() && state.decision.is_none() {
                        self.event(Event::Unguarded { span: span.clone(), surely: false, denied: None });
                    }
                    let test = Rc::new(Test::new(of.clone(), TestKind::Truthy));
                    state.literals.push(Literal { test, holds: true });
                    next.push(state);
                }
            }
        }
        next
    }

    pub(super) fn is_concerned(&self, function: FunctionId) -> bool {
        self.concerned.get(function.index()) == Some(&true)
    }

    /// Whether an expression surely is the connection.
    pub(super) fn is_connection(&self, id: ExpressionId) -> bool {
        if self.subject.meanings.get(id) == Meaning::Connection {
            return true;
        }
        let entry = self.subject.entry.and_then(|entry| self.subject.facts.function(entry));
        let binding = entry.and_then(|entry| entry.parameters.first()).and_then(|parameter| parameter.binding);
        match (binding, self.canon(id)) {
            (Some(binding), Some(canon)) => canon.text == name_of(binding),
            _ => false,
        }
    }

    /// Whether the connection is put somewhere where it is not followed.
    fn gives_away(&self, id: ExpressionId) -> bool {
        let facts = self.subject.facts;
        let expression = facts.expression(id);
        let Some(parent) = expression.parent else {
            // The value of a variable, a result, or a test.
            let kept = facts.bindings.iter().any(|binding| {
                binding.value == Some(id)
                    && binding.is_constant()
                    && matches!(binding.kind, BindingKind::Var | BindingKind::Let | BindingKind::Const)
            });
            return !kept && expression.role != Role::Test;
        };
        match facts.kind(parent) {
            Kind::Member { .. } | Kind::Not(_) | Kind::Binary { .. } | Kind::Unary { .. } => false,
            Kind::Logical { left, .. } => *left != id,
            Kind::Conditional { test, .. } => *test != id,
            _ => true,
        }
    }
}
