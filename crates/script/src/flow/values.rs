//! What variables are given, and what is known of them afterwards.

use super::canon::name_of;
use super::state::{Canon, Literal, State, Test, TestKind, Value, is_truthy};
use super::walk::Walk;
use crate::facts::{Binding, ExpressionId, Kind};
use alloc::{rc::Rc, string::String, vec, vec::Vec};

impl Walk<'_> {
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
        state.written |= !self.rounds.iter().any(|round| round.is_counter(path));
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
                    let tied = value.and_then(|value| self.canon(value)).map(|value| value.atoms).unwrap_or_default();
                    Self::tie(state, path, tied);
                }
            },
        }
    }

    /// Makes every test of a variable, or of what it is tied to, something that is not understood.
    pub(super) fn tie(state: &mut State, path: &str, tied: Vec<String>) {
        let mut atoms = vec![path.into()];
        atoms.extend(tied);
        let of = Canon { text: alloc::format!("value of {path}"), atoms, path: false };
        state.literals.push(Literal { test: Rc::new(Test::new(of, TestKind::Truthy)), holds: true });
    }

    pub(super) fn target(&self, id: ExpressionId) -> Option<String> {
        match self.subject.facts.kind(id) {
            Kind::Name { binding: Some(binding), .. } => Some(name_of(*binding)),
            Kind::Member { .. } => self.canon(id).filter(|canon| canon.path).map(|canon| canon.text),
            _ => None,
        }
    }

    pub(super) fn constant(&self, id: ExpressionId) -> Value {
        self.fold(id).map_or(Value::Unknown, |constant| Value::Known(is_truthy(&constant)))
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
}
