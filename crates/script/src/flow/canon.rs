//! Expressions in a form in which equal ones read equal, and the tests that they make.

use super::possible::Possible;
use super::state::{Canon, Test, TestKind};
use super::walk::Walk;
use crate::facts::{BindingId, ExpressionId, FunctionId, Kind, MODULE};
use crate::meaning::Meaning;
use alloc::{borrow::ToOwned, format, rc::Rc, string::String, vec, vec::Vec};

/// How far values of variables are followed, and how long a text may become.
const DEPTH: usize = 12;
const LENGTH: usize = 400;
/// On how many variables and fields a test may depend.
const ATOMS: usize = 32;

impl Walk<'_> {
    /// None: too large to be understood.
    pub(super) fn canon(&self, id: ExpressionId) -> Option<Canon> {
        self.canon_within(id, DEPTH)
    }

    fn canon_within(&self, id: ExpressionId, depth: usize) -> Option<Canon> {
        let depth = depth.checked_sub(1)?;
        let facts = self.subject.facts;
        if let (Kind::Binary { .. } | Kind::Not(_) | Kind::Conditional { .. }, Some(constant)) =
            (facts.kind(id), self.fold(id))
        {
            return Some(plain(constant, false));
        }
        let found = match facts.kind(id) {
            Kind::Name { binding: Some(binding), .. } => self.variable(*binding, depth)?,
            Kind::Name { name, binding: None } => plain(name.clone(), true),
            Kind::Text(text) => plain(format!("{text:?}"), false),
            Kind::Number(number) => plain(number.clone(), false),
            Kind::Boolean(value) => plain(if *value { "true" } else { "false" }.to_owned(), false),
            Kind::Null => plain("null".to_owned(), false),
            Kind::Await(inner) => self.canon_within(*inner, depth)?,
            Kind::Member { object, name, .. } => {
                let object = self.canon_within(*object, depth)?;
                let text = format!("{}.{name}", object.text);
                let atoms = if object.path { vec![text.clone()] } else { object.atoms };
                Canon { text, atoms, path: object.path }
            }
            Kind::Index { object, index } => {
                let object = self.canon_within(*object, depth)?;
                match facts.kind(*index) {
                    Kind::Number(number) if object.path => plain(format!("{}[{number}]", object.text), true),
                    // One member or another of it.
                    _ => {
                        let index = self.canon_within(*index, depth)?;
                        let text = format!("{}({},{},)", id.0, object.text, index.text);
                        let mut atoms = if object.path { vec![object.text] } else { object.atoms };
                        atoms.extend(index.atoms);
                        Canon { text, atoms, path: false }
                    }
                }
            }
            Kind::Function(function) => self.function(*function),
            kind => {
                let mut text = match kind {
                    Kind::Binary { operator, .. } | Kind::Unary { operator, .. } => format!("{operator}("),
                    Kind::Logical { operator, .. } => format!("{operator:?}("),
                    Kind::Template { texts, .. } => format!("{texts:?}("),
                    Kind::Call { .. } => "call(".to_owned(),
                    Kind::Not(_) => "!(".to_owned(),
                    // What is made anew, or changed, equals only itself.
                    _ => format!("{}(", id.0),
                };
                let mut atoms = Vec::new();
                for part in kind.parts() {
                    let part = self.canon_within(part, depth)?;
                    text.push_str(&part.text);
                    text.push(',');
                    atoms.extend(part.atoms);
                }
                text.push(')');
                Canon { text, atoms, path: false }
            }
        };
        (found.text.len() <= LENGTH && found.atoms.len() <= ATOMS).then_some(found)
    }

    fn variable(&self, id: BindingId, depth: usize) -> Option<Canon> {
        for (binding, given) in self.arguments.iter().rev() {
            if *binding == id {
                return given.clone();
            }
        }
        if let Some(function) = self.subject.facts.function_of(id) {
            return Some(self.function(function));
        }
        let binding = self.subject.facts.binding(id)?;
        match binding.value {
            // An object may be changed, and so is known by its name only.
            Some(value) if binding.is_constant() && !matches!(self.subject.facts.kind(value), Kind::Other(_)) => {
                self.canon_within(value, depth)
            }
            // What another function may have changed by now is not known.
            _ if binding
                .writes
                .iter()
                .any(|write| self.subject.facts.expression(*write).function != binding.function) =>
            {
                None
            }
            _ => Some(plain(name_of(id), true)),
        }
    }

    fn function(&self, id: FunctionId) -> Canon {
        let mut canon = plain(format!("function {}", id.0), true);
        canon.atoms.extend(self.captured.get(id.index()).into_iter().flatten().cloned());
        canon
    }

    /// What each function may see of what is around it, by itself or through those that it calls.
    pub(super) fn captures(&self) -> Vec<Vec<String>> {
        let facts = self.subject.facts;
        let mut captured: Vec<Vec<String>> = vec![Vec::new(); facts.functions.len()];
        let mut calls: Vec<(FunctionId, FunctionId)> = Vec::new();
        for (id, expression) in facts.each() {
            let Kind::Name { binding: Some(binding), .. } = &expression.kind else { continue };
            let Some(declared) = facts.binding(*binding) else { continue };
            let called = facts.function_of(*binding);
            let mut function = expression.function;
            // The whole of `connection.clientIp`, and not just the connection.
            let mut whole = id;
            while let Some(parent) = facts.expression(whole).parent
                && matches!(facts.kind(parent), Kind::Member { .. })
            {
                whole = parent;
            }
            let atoms = self.canon_within(whole, 4).map(|canon| canon.atoms).unwrap_or_default();
            while function != declared.function && function != MODULE {
                match called {
                    Some(called) => calls.push((function, called)),
                    None => add(captured.get_mut(function.index()), &atoms),
                }
                function = facts.function(function).map_or(MODULE, |function| function.parent);
            }
        }
        for _ in 0..8 {
            for (function, called) in &calls {
                let atoms = captured.get(called.index()).cloned().unwrap_or_default();
                add(captured.get_mut(function.index()), &atoms);
            }
        }
        captured
    }

    /// A question about an expression; None if how it comes out is not known.
    pub(super) fn question(&self, of: ExpressionId, kind: TestKind) -> Option<Rc<Test>> {
        let mut canon = self.canon(of)?;
        if canon.atoms.is_empty() {
            let is_constant = canon.text.starts_with(|first: char| first == '"' || first.is_ascii_digit())
                || matches!(canon.text.as_str(), "true" | "false" | "null" | "undefined");
            let values = Some(vec![canon.text.clone()]).filter(|_| is_constant)?;
            return Some(Rc::new(Test::new(canon, kind).among(Some(values))));
        }
        for round in &self.rounds {
            canon.atoms = round.beside(canon.atoms)?;
        }
        let values = match self.possible(of) {
            Possible::Open => None,
            Possible::These(values) => Some(values),
            Possible::Unsure => return None,
        };
        Some(Rc::new(Test::new(canon, kind).among(values)))
    }

    /// The question that an expression asks when it stands in a test, and whether it asks for the opposite.
    pub(super) fn test(&self, id: ExpressionId) -> Option<(Rc<Test>, bool)> {
        let facts = self.subject.facts;
        match facts.kind(id) {
            Kind::Name { binding: Some(binding), .. } if self.arguments.iter().all(|(known, _)| known != binding) => {
                let binding = facts.binding(*binding)?;
                // `const revoked = status === 'Revoked'`
                let kept = |value: &ExpressionId| {
                    binding.is_constant() && *value < id && !matches!(facts.kind(*value), Kind::Other(_))
                };
                if let Some(value) = binding.value.filter(kept) {
                    return self.test(value);
                }
            }
            Kind::Not(inner) => return self.test(*inner).map(|(test, opposite)| (test, !opposite)),
            Kind::Binary { operator, left, right } => {
                let opposite = match *operator {
                    "==" | "===" => false,
                    "!=" | "!==" => true,
                    _ => return self.opaque(id),
                };
                let found = self.equality(*left, *right).or_else(|| self.equality(*right, *left));
                if let Some((test, inner)) = found {
                    return Some((test, inner != opposite));
                }
            }
            Kind::Call { callee, arguments, is_new: false } => {
                if let (Kind::Member { object, name, .. }, [argument]) = (facts.kind(*callee), arguments.as_slice()) {
                    let text = facts.text(*argument).filter(|text| !text.is_empty());
                    if let (Some(text), "includes" | "startsWith" | "endsWith") = (text, name.as_str()) {
                        return Some((self.question(*object, TestKind::Has(format!("{name} {text}")))?, false));
                    }
                }
            }
            _ => {}
        }
        self.opaque(id)
    }

    fn opaque(&self, id: ExpressionId) -> Option<(Rc<Test>, bool)> {
        Some((self.question(id, TestKind::Truthy)?, false))
    }

    fn equality(&self, of: ExpressionId, constant: ExpressionId) -> Option<(Rc<Test>, bool)> {
        let facts = self.subject.facts;
        let text = |kind: TestKind| Some((self.question(of, kind)?, false));
        if let Some(constant) = facts.text(constant) {
            if let Kind::Unary { operator: "typeof", operand } = facts.kind(of)
                && constant == "undefined"
                && self.is_object(*operand)
            {
                return self.opaque(*operand).map(|(test, _)| (test, true));
            }
            return text(TestKind::Equals(format!("{constant:?}"), !constant.is_empty()));
        }
        match facts.kind(constant) {
            Kind::Number(number) => text(TestKind::Equals(number.clone(), number.bytes().any(|byte| byte != b'0'))),
            Kind::Boolean(value) => text(TestKind::Equals(String::from(if *value { "true" } else { "false" }), *value)),
            Kind::Null if self.is_object(of) => self.opaque(of).map(|(test, _)| (test, true)),
            Kind::Name { name, binding: None } if name == "undefined" && self.is_object(of) => {
                self.opaque(of).map(|(test, _)| (test, true))
            }
            _ => None,
        }
    }

    /// Whether something is an object or is not there.
    fn is_object(&self, id: ExpressionId) -> bool {
        matches!(
            self.subject.meanings.get(id),
            Meaning::ClientCertificate
                | Meaning::Certificates
                | Meaning::Certificate
                | Meaning::Revocation
                | Meaning::RevocationCertificates
                | Meaning::RevocationResult
        )
    }
}

pub(super) fn name_of(binding: BindingId) -> String {
    format!("#{}", binding.0)
}

/// Adds what is not there yet. More than a test can depend on is never asked for.
fn add(to: Option<&mut Vec<String>>, atoms: &[String]) {
    let Some(to) = to else { return };
    for atom in atoms {
        if to.len() <= ATOMS && !to.contains(atom) {
            to.push(atom.clone());
        }
    }
}

fn plain(text: String, path: bool) -> Canon {
    let atoms = if path { vec![text.clone()] } else { Vec::new() };
    Canon { text, atoms, path }
}
