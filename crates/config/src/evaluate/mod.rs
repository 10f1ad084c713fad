//! From expressions to values, in a scope. A value is exact or an error is reported; there is no third way. It must not read
//! files, and knows of resources only the values that the scope holds.

mod functions;
mod number;
mod operators;
mod path;
mod references;
mod scope;
mod steps;
mod traversal;
mod types;
mod unify;
mod value;

pub(crate) use path::{Normalised, normalise};
pub(crate) use references::{Name, references, references_of_body, static_address, static_reference};
pub(crate) use scope::Scope;
pub(crate) use types::Constraint;
pub(crate) use value::{Data, Value};

use crate::{
    problem::{Place, Problems},
    syntax::{Entry, Expression, For, Key, Kind, Part},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::{Map, Set};
use number::Number;
use value::Member;

/// Evaluates expressions in a scope, gathering problems and the files that are needed.
#[derive(Debug)]
pub(crate) struct Evaluator<'a, 's> {
    pub(crate) scope: &'a Scope<'s>,
    pub(crate) problems: &'a mut Problems,
    pub(crate) needs: &'a mut Set<String>,
    /// The names that enclosing `for` expressions have bound, innermost last.
    pub(crate) bound: Vec<(String, Data)>,
}

impl<'a, 's> Evaluator<'a, 's> {
    pub(crate) const fn new(scope: &'a Scope<'s>, problems: &'a mut Problems, needs: &'a mut Set<String>) -> Self {
        Self { scope, problems, needs, bound: Vec::new() }
    }

    /// The expression's value; unknown if something in it was reported.
    pub(crate) fn evaluate(&mut self, expression: &Expression) -> Value {
        let place = expression.place;
        if !self.spend(1, place) {
            return Value::unknown(place);
        }
        let data = match &expression.kind {
            Kind::Null => Data::Null,
            Kind::Bool(value) => Data::Bool(*value),
            Kind::Number(text) => match Number::parse(text) {
                Some(number) => Data::Number(number),
                None => self.refuse(Code::UnsupportedExpression, place, "a number of this size cannot be held exactly"),
            },
            Kind::String(text) => Data::text(text.clone()),
            Kind::Template(parts) => self.template(parts, place),
            Kind::List(items) => Data::List(items.iter().map(|item| self.evaluate(item)).collect()),
            Kind::Object(entries) => self.object(entries),
            Kind::Variable(name) => self.variable(name, place),
            Kind::Traversal(found) => return self.traversal(found, place),
            Kind::Conditional(found) => self.conditional(found),
            Kind::Call(call) => self.call(call, place),
            Kind::Unary(operator, operand) => self.unary(*operator, operand),
            Kind::Binary(found) => self.binary(found, place),
            Kind::For(found) => self.comprehension(found),
            // Without a name it was reported when it was parsed.
            Kind::Unsupported("") => Data::Unknown,
            Kind::Unsupported(what) => {
                self.refuse(Code::UnsupportedExpression, place, format!("connfn cannot evaluate {what}"))
            }
        };
        Value::new(place, data)
    }

    /// Takes from what may be spent on a whole configuration. Without a bound a few lines could keep a reader busy for days.
    pub(super) fn spend(&mut self, cost: usize, place: Place) -> bool {
        let left = self.scope.budget.get();
        match left.checked_sub(cost) {
            Some(rest) => self.scope.budget.set(rest),
            None => {
                // It is said at the end: here a `try` might take it back.
                self.scope.budget.set(0);
                if self.scope.exhausted.get().is_none() {
                    self.scope.exhausted.set(Some(place));
                }
            }
        }
        left >= cost
    }

    /// Reports a problem and gives the value that keeps its followers silent.
    pub(crate) fn refuse(&mut self, code: Code, place: Place, message: impl Into<String>) -> Data {
        self.problems.add(code, place, message);
        Data::Unknown
    }

    pub(crate) fn refuse_with(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Data {
        self.problems.add(code, place, message).help(help);
        Data::Unknown
    }

    fn template(&mut self, parts: &[Part], place: Place) -> Data {
        if let [Part::Interpolation(only)] = parts {
            return self.evaluate(only).data;
        }
        let mut texts = Vec::new();
        let mut unknown = false;
        for part in parts {
            match part {
                Part::Literal(text) => texts.push(connfn_core::text::Text::literal(text.clone())),
                Part::Interpolation(expression) => {
                    let value = self.evaluate(expression);
                    match value.data.to_text() {
                        Some(text) => texts.push(text),
                        None if value.data.is_unknown() => unknown = true,
                        None => {
                            unknown = true;
                            let noun = value.data.noun();
                            self.problems
                                .add(Code::WrongType, expression.place, format!("{noun} cannot be part of a string"))
                                .help("only strings, numbers and bools can");
                        }
                    }
                }
            }
        }
        let _ = place;
        if unknown { Data::Unknown } else { Data::Text(value::join(texts)) }
    }

    fn object(&mut self, entries: &[Entry]) -> Data {
        let mut members: Map<String, Member> = Map::new();
        let mut unknown = false;
        for entry in entries {
            let value = self.evaluate(&entry.value);
            let place = entry.key.place();
            let key = match &entry.key {
                Key::Word(word, _) => Some(word.clone()),
                Key::Expression(expression) => self.key(expression),
            };
            match key {
                None => unknown = true,
                Some(key) => match members.get(&key) {
                    Some(before) => {
                        let before = before.key;
                        self.problems
                            .add(Code::DuplicateArgument, place, format!("the key `{key}` is given twice"))
                            .related("first given here", before);
                    }
                    None => {
                        members.insert(key, Member { key: place, value });
                    }
                },
            }
        }
        if unknown { Data::Unknown } else { Data::Object(members) }
    }

    /// An object's key, which must be a known string.
    fn key(&mut self, expression: &Expression) -> Option<String> {
        let value = self.evaluate(expression);
        if value.data.is_unknown() {
            return None;
        }
        match value.data.to_text().as_ref().map(|text| text.known().map(String::from)) {
            Some(Some(key)) => Some(key),
            Some(None) => {
                self.not_known_yet(&value, "a key");
                None
            }
            None => {
                let noun = value.data.noun();
                self.refuse(Code::WrongType, value.place, format!("a key is a string, but this is {noun}"));
                None
            }
        }
    }

    /// Reports a value that must be known and depends on CloudFront.
    pub(crate) fn not_known_yet(&mut self, value: &Value, what: &str) {
        let message = match value.data.reference() {
            Some(reference) => format!("{what} must be known before apply, but `{reference}` is known only after it"),
            None => format!("{what} must be known before apply"),
        };
        self.problems
            .add(Code::NotKnownYet, value.place, message)
            .help("attributes that CloudFront sets can only be joined into strings");
    }

    /// A bool that must be known. `None` if that was reported.
    pub(crate) fn condition(&mut self, expression: &Expression) -> Option<bool> {
        let value = self.evaluate(expression);
        if value.data.is_unknown() {
            return None;
        }
        let found = value.data.to_bool();
        if found.is_none() {
            if value.data.reference().is_some() {
                self.not_known_yet(&value, "a condition");
            } else {
                let noun = value.data.noun();
                self.refuse(Code::WrongType, value.place, format!("a condition is a bool, but this is {noun}"));
            }
        }
        found
    }

    /// The keys and values of a collection. `None` if that was reported.
    pub(crate) fn items(&mut self, collection: Value, what: &str) -> Option<Vec<(Data, Value)>> {
        Some(match collection.data {
            Data::List(items) => {
                items.into_iter().enumerate().map(|(at, item)| (Data::Number(Number::from(at)), item)).collect()
            }
            Data::Set(items) => items.into_iter().map(|item| (item.data.clone(), item)).collect(),
            Data::Object(members) => members.into_iter().map(|(key, member)| (Data::text(key), member.value)).collect(),
            Data::Unknown => return None,
            other => {
                let message = format!("{what} goes through a list, a set or an object, but this is {}", other.noun());
                self.problems.add(Code::WrongType, collection.place, message);
                return None;
            }
        })
    }

    fn comprehension(&mut self, found: &For) -> Data {
        let collection = self.evaluate(&found.collection);
        let Some(items) = self.items(collection, "`for`") else { return Data::Unknown };
        let depth = self.bound.len();
        let mut list = Vec::new();
        let mut members: Map<String, Member> = Map::new();
        let mut unknown = false;
        for (key, item) in items {
            self.bound.truncate(depth);
            if let Some(name) = &found.key_name {
                self.bound.push((name.clone(), key));
            }
            self.bound.push((found.value_name.clone(), item.data));
            match found.condition.as_ref().map(|condition| self.condition(condition)) {
                Some(None) => {
                    unknown = true;
                    break;
                }
                Some(Some(false)) => continue,
                Some(Some(true)) | None => {}
            }
            let Some(key) = &found.key else {
                list.push(self.evaluate(&found.value));
                continue;
            };
            let place = key.place;
            let Some(key) = self.key(key) else {
                unknown = true;
                break;
            };
            let value = self.evaluate(&found.value);
            match members.get_mut(&key) {
                Some(Member { value: Value { data: Data::List(group), .. }, .. }) if found.grouping => {
                    group.push(value);
                }
                Some(_) => {
                    unknown = true;
                    let message = format!("two items have the key `{key}`");
                    self.refuse_with(
                        Code::DuplicateArgument,
                        place,
                        message,
                        "add `...` after the value to group them",
                    );
                    break;
                }
                None => {
                    let value =
                        if found.grouping { Value::new(value.place, Data::List([value].into())) } else { value };
                    members.insert(key, Member { key: place, value });
                }
            }
        }
        self.bound.truncate(depth);
        match (unknown, &found.key) {
            (true, _) => Data::Unknown,
            (false, None) => Data::List(list),
            (false, Some(_)) => Data::Object(members),
        }
    }
}
