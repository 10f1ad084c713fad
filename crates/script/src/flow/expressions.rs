//! What evaluating an expression does to the ways that lead through it.

use super::canon::name_of;
use super::state::{Canon, Decision, Literal, State, Test, TestKind, Value, merge, within};
use super::{CALLS, Event, Outcome, Walk};
use crate::Span;
use crate::facts::{Binding, BindingId, BindingKind, ExpressionId, FunctionId, Kind, Logical, Role};
use crate::meaning::Meaning;
use alloc::{rc::Rc, string::String, vec, vec::Vec};

fn set(states: &mut [State], value: Value) {
    for state in states {
        state.value = value;
    }
}

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
                if self.subject.meanings.get(*object) == Meaning::ClientCertificate {
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

    fn call(
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
        }
        .filter(|function| self.is_concerned(*function));
        for argument in arguments {
            let handed = self.is_connection(*argument) && matches!(facts.kind(*argument), Kind::Name { .. });
            if !(handed && (function.is_some() || self.is_harmless(callee))) {
                states = self.evaluate(*argument, states);
            }
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
                None => state.decision = Some((decision, span.clone())),
                Some((first, first_span)) if first != decision => {
                    self.event(Event::Again { first, first_span, span: span.clone() });
                }
                Some(_) => {}
            }
        }
        states
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
                given.push((binding, arguments.get(position).map_or_else(|| None, |argument| self.canon(*argument))));
            }
        }
        self.arguments.extend(given);
        self.calls.push(function);
        let before: Vec<_> = states.iter().map(|state| state.decision.clone()).collect();
        let outcome = self.statements(&called.body, states);
        self.calls.pop();
        self.arguments.truncate(known);
        Self::results(outcome, before.iter().all(Option::is_none))
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

    fn read_certificate(&mut self, certificate: ExpressionId, span: Span, states: Vec<State>) -> Vec<State> {
        let Some(of) = self.canon(certificate) else { return states };
        let mut next = Vec::new();
        for mut state in states {
            match state.known(&of.text) {
                Some(true) => next.push(state),
                Some(false) => {
                    let denied = match &state.decision {
                        Some((Decision::Deny, deny)) => Some(deny.clone()),
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
                    let optional = self.subject.context.optional_mtls == Some(true);
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

    /// Keeps what came out of something that decides, for the constant that is given it.
    pub(super) fn keep(&self, state: &mut State, value: ExpressionId) {
        if self.deciding.get(value.index()) != Some(&true)
            || matches!(self.subject.facts.kind(value), Kind::Function(_))
        {
            return;
        }
        let Some(of) = self.canon(value) else { return };
        let mut atoms = of.atoms.clone();
        atoms.push(of.text.clone());
        if let Value::Known(holds) = state.value {
            state.literals.push(Literal { test: Rc::new(Test::new(of, TestKind::Truthy)), holds });
        }
        Self::seal(state, value, atoms);
    }

    /// Makes every test that has to do with these something that is not understood.
    pub(super) fn seal(state: &mut State, value: ExpressionId, atoms: Vec<String>) {
        let of = Canon { text: alloc::format!("result {}", value.0), atoms, path: false };
        state.literals.push(Literal { test: Rc::new(Test::new(of, TestKind::Truthy)), holds: true });
    }

    pub(super) fn assign(&self, state: &mut State, path: &str, value: Option<ExpressionId>, undefined: bool) {
        state.forget(path);
        if let Some(value) = value.filter(|value| self.deciding.get(value.index()) == Some(&true)) {
            Self::seal(state, value, vec![path.into()]);
        }
        let of = Canon { text: path.into(), atoms: vec![path.into()], path: true };
        let constant = match value.map(|value| (value, self.subject.facts.kind(value))) {
            Some((_, Kind::Boolean(value))) => Some((TestKind::Truthy, *value)),
            Some((_, Kind::Text(text))) => Some((TestKind::Equals(alloc::format!("{text:?}"), !text.is_empty()), true)),
            Some((_, Kind::Number(number))) => {
                Some((TestKind::Equals(number.clone(), number.bytes().any(|byte| byte != b'0')), true))
            }
            Some((_, Kind::Null)) => Some((TestKind::Truthy, false)),
            None if undefined => Some((TestKind::Truthy, false)),
            _ => None,
        };
        match constant {
            Some((kind, holds)) => state.literals.push(Literal { test: Rc::new(Test::new(of, kind)), holds }),
            None => match state.value {
                Value::Known(holds) => {
                    state.literals.push(Literal { test: Rc::new(Test::new(of, TestKind::Truthy)), holds });
                }
                // The variable now has to do with what was tested, in a way that is not kept. It is tied to all that was asked, so
                // that no test of it is taken for a new one.
                Value::Unknown | Value::Entangled => {
                    let mut atoms: Vec<String> = vec![path.into()];
                    if let Some(value) = value.and_then(|value| self.canon(value)) {
                        atoms.extend(value.atoms);
                    }
                    let text = alloc::format!("value of {path}");
                    let of = Canon { text, atoms, path: false };
                    state.literals.push(Literal { test: Rc::new(Test::new(of, TestKind::Truthy)), holds: true });
                }
            },
        }
    }

    fn target(&self, id: ExpressionId) -> Option<String> {
        match self.subject.facts.kind(id) {
            Kind::Name { binding: Some(binding), .. } => Some(name_of(*binding)),
            Kind::Member { .. } => self.canon(id).filter(|canon| canon.path).map(|canon| canon.text),
            _ => None,
        }
    }

    fn constant(&self, id: ExpressionId) -> Value {
        match self.subject.facts.kind(id) {
            Kind::Boolean(value) => Value::Known(*value),
            Kind::Text(text) => Value::Known(!text.is_empty()),
            Kind::Null => Value::Known(false),
            Kind::Number(number) if number == "0" || number == "1" => Value::Known(number == "1"),
            Kind::Name { name, binding: None } if name == "undefined" => Value::Known(false),
            Kind::Name { binding: Some(binding), .. } => {
                let binding = self.subject.facts.binding(*binding).filter(|binding| binding.is_constant());
                match binding.and_then(|binding| binding.value) {
                    Some(value) if value < id && !matches!(self.subject.facts.kind(value), Kind::Name { .. }) => {
                        self.constant(value)
                    }
                    _ => Value::Unknown,
                }
            }
            _ => Value::Unknown,
        }
    }

    /// Whether the object or list that a variable holds may be changed after it was made.
    pub(super) fn is_changed(&self, binding: &Binding) -> bool {
        const CHANGING: &[&str] =
            &["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"];
        let facts = self.subject.facts;
        let is_made = binding.value.is_some_and(|value| matches!(facts.kind(value), Kind::Other(_)));
        is_made
            && binding.reads.iter().any(|read| {
                let Some(part) = facts.expression(*read).parent else { return false };
                let around = facts.expression(part).parent.map(|around| facts.kind(around));
                match (facts.kind(part), around) {
                    (Kind::Member { .. } | Kind::Index { .. }, Some(Kind::Assign { target, .. })) => *target == part,
                    (Kind::Member { name, .. }, Some(Kind::Call { callee, .. })) => {
                        *callee == part && CHANGING.contains(&name.as_str())
                    }
                    (Kind::Call { arguments, .. }, _) => arguments.contains(read),
                    _ => false,
                }
            })
    }

    fn is_concerned(&self, function: FunctionId) -> bool {
        self.concerned.get(function.index()) == Some(&true)
    }

    /// Whether an expression surely is the connection.
    fn is_connection(&self, id: ExpressionId) -> bool {
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
