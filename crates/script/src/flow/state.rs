//! What is known at one point of one way through a function.
//!
//! Only ways that can surely be gone are followed: where two tests may have to do with each other in a manner that is not
//! understood, the way is given up, so that nothing is told of it.

use crate::facts::Span;
use alloc::{rc::Rc, string::String, vec::Vec};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Allow,
    Deny,
}

/// What the value of an expression is worth in a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Unknown,
    Known(bool),
    /// It has to do with a decision that was made on the way to it, but how is not known.
    Entangled,
}

#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) decision: Option<Made>,
    pub(super) literals: Vec<Literal>,
    pub(super) value: Value,
    /// The last test that led past a decision.
    pub(super) passed: Option<Span>,
    /// Whether the round of the loop around gave something a value that later rounds see.
    pub(super) written: bool,
}

/// A decision and where it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) decision: Decision,
    pub(super) span: Span,
    /// The calls that led to it, the outermost first.
    pub(super) calls: Rc<[Span]>,
}

/// A test and how it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) test: Rc<Test>,
    pub(super) holds: bool,
}

/// A question about the value that `of` names.
#[derive(Debug)]
pub(super) struct Test {
    pub(super) of: Canon,
    pub(super) kind: TestKind,
    /// All that the value can be, if that is known: constants as they are written.
    values: Option<Vec<String>>,
    /// Tests are compared very often, and nearly always differ.
    hash: u64,
}

impl Test {
    pub(super) fn new(of: Canon, kind: TestKind) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        let (sort, constant) = match &kind {
            TestKind::Truthy => (0, ""),
            TestKind::Equals(constant, _) => (1, constant.as_str()),
            TestKind::Has(constant) => (2, constant.as_str()),
        };
        for byte in of.text.bytes().chain([0, sort]).chain(constant.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self { of, kind, values: None, hash }
    }

    pub(super) fn among(mut self, values: Option<Vec<String>>) -> Self {
        self.values = values;
        self
    }
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.kind == other.kind && self.of.text == other.of.text
    }
}

impl Eq for Test {}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TestKind {
    Truthy,
    /// Equal to a constant; whether that is truthy.
    Equals(String, bool),
    /// `includes`, `startsWith` or `endsWith` with a text that is not empty.
    Has(String),
}

impl TestKind {
    /// How the test comes out for a constant. None: that is not worked out.
    fn of(&self, value: &str) -> Option<bool> {
        match self {
            Self::Truthy => Some(is_truthy(value)),
            Self::Equals(constant, _) => Some(value == constant),
            Self::Has(_) => None,
        }
    }
}

/// Whether a constant counts as true.
pub(super) fn is_truthy(constant: &str) -> bool {
    !matches!(constant, "false" | "null" | "undefined" | "NaN" | "\"\"")
        && constant.bytes().any(|byte| byte != b'0' && byte != b'.')
}

/// An expression in a form in which equal ones read equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Canon {
    pub(super) text: String,
    /// The variables and fields that it depends on.
    pub(super) atoms: Vec<String>,
    /// Whether it is itself a variable or a field, and not worked out of some.
    pub(super) path: bool,
}

enum Relation {
    Independent,
    /// The second follows from the first.
    Implied,
    Contradiction,
    NotUnderstood,
}

impl State {
    pub(super) fn start() -> Self {
        Self { decision: None, literals: Vec::new(), value: Value::Unknown, passed: None, written: false }
    }

    /// The state if a test also comes out so; None if that cannot be, or if it is not sure that it can.
    pub(super) fn with(&self, test: &Rc<Test>, holds: bool) -> Option<Self> {
        if let Some(known) = self.literals.iter().find(|known| known.test == *test) {
            return (known.holds == holds).then(|| self.clone());
        }
        let literal = Literal { test: Rc::clone(test), holds };
        if !self.fits(&literal) {
            return None;
        }
        let mut implied = false;
        for known in &self.literals {
            if literal.test.values.is_some() && known.test.of.text == literal.test.of.text {
                continue;
            }
            match relation(known, &literal) {
                Relation::Independent => {}
                Relation::Implied => implied = true,
                Relation::Contradiction | Relation::NotUnderstood => return None,
            }
        }
        if self.literals.len() >= TESTS {
            return None;
        }
        let mut next = self.clone();
        if !implied {
            next.literals.push(literal);
        }
        Some(next)
    }

    /// Whether one of the values that are possible comes out of all tests as it should.
    fn fits(&self, literal: &Literal) -> bool {
        let Some(values) = &literal.test.values else { return true };
        let mut about: Vec<&Literal> =
            self.literals.iter().filter(|known| known.test.of.text == literal.test.of.text).collect();
        about.push(literal);
        values.iter().any(|value| about.iter().all(|literal| literal.test.kind.of(value) == Some(literal.holds)))
    }

    /// Forgets what was known of something that is given another value.
    pub(super) fn forget(&mut self, path: &str) {
        // What is sealed stays so when only a part of it is given a value.
        let sealed = |of: &Canon| of.text.starts_with("result ") && of.atoms.iter().all(|atom| atom != path);
        self.literals.retain(|literal| {
            let of = &literal.test.of;
            sealed(of) || !of.atoms.iter().any(|atom| within(atom, path) || within(path, atom))
        });
    }

    pub(super) fn known(&self, text: &str) -> Option<bool> {
        let about = |literal: &&Literal| literal.test.of.text == text && literal.test.kind == TestKind::Truthy;
        self.literals.iter().find(about).map(|literal| literal.holds)
    }

    fn same(&self, other: &Self) -> bool {
        self.decision == other.decision && self.value == other.value && self.literals.len() == other.literals.len()
    }
}

/// Whether a path is another one or leads further into it.
pub(super) fn within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn relation(a: &Literal, b: &Literal) -> Relation {
    use Relation::{Contradiction, Implied, Independent, NotUnderstood};
    if a.test.of.text == b.test.of.text {
        let when = |fine: bool| if fine { Independent } else { Contradiction };
        return match (&a.test.kind, a.holds, &b.test.kind, b.holds) {
            (TestKind::Equals(..), true, TestKind::Equals(..), true) => Contradiction,
            // The constants differ, or the tests would be one.
            (TestKind::Equals(..), true, TestKind::Equals(..), false) => Implied,
            (TestKind::Equals(..), _, TestKind::Equals(..), _) if !is_boolean(&a.test) && !is_boolean(&b.test) => {
                Independent
            }
            (TestKind::Truthy, truthy, TestKind::Equals(_, constant), true)
            | (TestKind::Equals(_, constant), true, TestKind::Truthy, truthy) => when(truthy == *constant),
            (TestKind::Truthy, truthy, TestKind::Equals(_, constant), false)
            | (TestKind::Equals(_, constant), false, TestKind::Truthy, truthy)
                if truthy != *constant || (truthy && !is_boolean(&a.test) && !is_boolean(&b.test)) =>
            {
                Independent
            }
            // There is always a text that has none of some and equals none of some.
            (TestKind::Has(_), false, TestKind::Has(_) | TestKind::Equals(..), false)
            | (TestKind::Equals(..), false, TestKind::Has(_), false)
            | (TestKind::Truthy, true, TestKind::Has(_), false)
            | (TestKind::Has(_), false, TestKind::Truthy, true) => Independent,
            _ => NotUnderstood,
        };
    }
    // That an object is there says nothing of what is in it.
    let is_there = |literal: &Literal| literal.test.kind == TestKind::Truthy && literal.holds && literal.test.of.path;
    if is_there(a) && strictly_inside(&b.test.of, &a.test.of.text)
        || is_there(b) && strictly_inside(&a.test.of, &b.test.of.text)
    {
        return Independent;
    }
    let overlap =
        a.test.of.atoms.iter().any(|one| b.test.of.atoms.iter().any(|two| within(one, two) || within(two, one)));
    if overlap { NotUnderstood } else { Independent }
}

fn is_boolean(test: &Test) -> bool {
    matches!(&test.kind, TestKind::Equals(constant, _) if constant == "true" || constant == "false")
}

/// Whether everything that depends on `path` depends on something further in.
fn strictly_inside(of: &Canon, path: &str) -> bool {
    of.atoms.iter().all(|atom| atom != path && !within(path, atom))
}

pub(super) fn set(states: &mut [State], value: Value) {
    for state in states {
        state.value = value;
    }
}

/// How many ways are followed at once. Those beyond are given up.
const MOST: usize = 24;
/// How many tests are kept of a way.
const TESTS: usize = 96;

/// Brings ways together that differ in nothing, or only in how one test came out.
pub(super) fn merge(mut states: Vec<State>) -> Vec<State> {
    // So many of one statement do not come from code that a person wrote.
    states.truncate(4 * MOST);
    let mut position = 0;
    while position < states.len() {
        let mut other = position + 1;
        let mut merged = false;
        while other < states.len() {
            let (Some(a), Some(b)) = (states.get(position), states.get(other)) else { break };
            if let Some(joined) = join(a, b) {
                states.remove(other);
                if let Some(slot) = states.get_mut(position) {
                    *slot = joined;
                }
                merged = true;
            } else {
                other += 1;
            }
        }
        // What was joined may now join one that came before it.
        position = if merged { 0 } else { position + 1 };
    }
    if states.len() > MOST {
        // Those that are undecided are fewer, and may yet end so.
        states.sort_by_key(|state| state.decision.is_some());
        states.truncate(MOST);
    }
    states
}

fn join(a: &State, b: &State) -> Option<State> {
    if !a.same(b) {
        return None;
    }
    let mut differing = None;
    for literal in &a.literals {
        if b.literals.contains(literal) {
            continue;
        }
        let opposite = b.literals.iter().any(|other| other.test == literal.test && other.holds != literal.holds);
        if !opposite || differing.is_some() {
            return None;
        }
        differing = Some(literal);
    }
    let mut joined = a.clone();
    if let Some(differing) = differing {
        joined.literals.retain(|literal| literal != differing);
    }
    joined.passed = a.passed.clone().or_else(|| b.passed.clone());
    joined.written = a.written && b.written;
    Some(joined)
}
