//! From expressions to values, in a scope. A value is exact or an error is reported; there is no third way. It must not read
//! files, and knows of resources only the values that the scope holds.

mod constraint;
mod convert;
mod functions;
mod json;
mod number;
mod operators;
mod print;
mod references;
mod scope;
mod set;
mod steps;
mod template;
mod traversal;
mod types;
mod unify;
mod value;

pub(crate) use constraint::Constraint;
pub(crate) use json::json_of;
pub(crate) use print::{shown, type_as_json, type_shown};
pub(crate) use references::{
    Name, Words, address_text, called, calls, literal_key, references, references_of_body, static_address,
    static_reference,
};
pub(crate) use scope::{Scope, locate};
pub(crate) use value::{Data, Member, Value};

use crate::{
    problem::{Place, Problems},
    syntax::{Entry, Expression, For, Key, Kind},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::address::ResourceType;
use connfn_core::diagnostic::Code;
use connfn_core::ordered::{Map, Set};
use number::Number;

/// Evaluates expressions in a scope, gathering problems and the files that are needed.
#[derive(Debug)]
pub(crate) struct Evaluator<'a, 's> {
    pub(crate) scope: &'a Scope<'s>,
    pub(crate) problems: &'a mut Problems,
    pub(crate) needs: &'a mut Set<String>,
    /// The names that enclosing `for` expressions have bound, innermost last.
    pub(crate) bound: Vec<(String, Data)>,
    /// Whether this is within a template that sees only what it is given.
    isolated: bool,
}

impl<'a, 's> Evaluator<'a, 's> {
    pub(crate) const fn new(scope: &'a Scope<'s>, problems: &'a mut Problems, needs: &'a mut Set<String>) -> Self {
        Self { scope, problems, needs, bound: Vec::new(), isolated: false }
    }

    /// The expression's value for whoever works with it, sensitive or not; unknown if something in it was reported.
    pub(crate) fn evaluate(&mut self, expression: &Expression) -> Value {
        let mut value = self.value(expression);
        value.data.reveal();
        value
    }

    /// The expression's value, in which it is marked what is sensitive.
    pub(crate) fn value(&mut self, expression: &Expression) -> Value {
        let place = expression.place;
        if !self.spend(1, place) {
            return Value::unknown(place);
        }
        let data = match &expression.kind {
            Kind::Null => Data::NULL,
            Kind::Bool(value) => Data::Bool(*value),
            Kind::Number(text) => match Number::parse(text) {
                Some(number) => Data::Number(number),
                None => {
                    self.refuse(Code::UnsupportedExpression, place, "connfn does not compute with numbers of this size")
                }
            },
            Kind::String(text) => Data::text(text.clone()),
            Kind::Template(parts) => self.template(parts),
            Kind::List(items) => Data::tuple(items.iter().map(|item| self.value(item)).collect()),
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
    pub(crate) fn spend(&mut self, cost: usize, place: Place) -> bool {
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

    fn object(&mut self, entries: &[Entry]) -> Data {
        let mut members: Map<String, Member> = Map::new();
        let mut sensitive = false;
        let mut failed = None;
        for entry in entries {
            let value = self.value(&entry.value);
            let place = entry.key.place();
            let key = match &entry.key {
                Key::Word(word, _) => Ok(word.clone()),
                Key::Expression(expression) => self.key(expression, &mut sensitive),
            };
            match key {
                Err(data) => failed = Some(worse(failed, data)),
                Ok(key) => match members.get(&key) {
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
        failed.unwrap_or_else(|| Data::Object(members.into())).hidden_if(sensitive)
    }

    /// What is wanted of an operand, once it is known. An error is the value that comes of it instead: unknown if something
    /// was reported, else known only after apply.
    pub(super) fn operand<T>(
        &mut self,
        mut value: Value,
        sensitive: &mut bool,
        what: &str,
        wanted: &str,
        read: impl FnOnce(&Data) -> Option<T>,
    ) -> Result<T, Data> {
        *sensitive |= value.data.reveal();
        if value.data.has_unknown() {
            return Err(Data::Unknown);
        }
        if let Some(cause) = value.data.reference() {
            return Err(Data::Later(cause));
        }
        read(&value.data).ok_or_else(|| {
            let noun = value.data.noun();
            self.refuse(Code::WrongType, value.place, format!("{what} is {wanted}, but this is {noun}"))
        })
    }

    /// An object's key.
    fn key(&mut self, expression: &Expression, sensitive: &mut bool) -> Result<String, Data> {
        let value = self.value(expression);
        self.operand(value, sensitive, "a key", "a string", Data::to_known_text)
    }

    /// Reports a value that must be known and depends on CloudFront, or on what connfn does not read.
    pub(crate) fn not_known_yet(&mut self, value: &Value, what: &str) {
        self.not_known_yet_but(value, what, "attributes that CloudFront sets can only be joined into strings");
    }

    /// The same, with the help for what depends on CloudFront.
    pub(crate) fn not_known_yet_but(&mut self, value: &Value, what: &str, help: &str) {
        let cause = value.data.reference();
        let message = match &cause {
            Some(cause) => format!("{what} must be known before apply, but `{cause}` is known only after it"),
            None => format!("{what} must be known before apply"),
        };
        let ours = cause.is_none_or(|cause| {
            cause.split(['.', '[']).any(|word| ResourceType::parse(word).is_some()) && !cause.starts_with("data.")
        });
        self.problems.add(Code::NotKnownYet, value.place, message).help(if ours {
            help
        } else {
            "connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable"
        });
    }

    /// Whether a condition holds.
    pub(super) fn decision(&mut self, value: Value, sensitive: &mut bool) -> Result<bool, Data> {
        self.operand(value, sensitive, "a condition", "a bool", Data::to_bool)
    }

    /// The keys and values of a collection; an error is the value that comes of it instead.
    pub(crate) fn pairs(&mut self, collection: Value, what: &str) -> Result<Vec<(Data, Value)>, Data> {
        Ok(match collection.data {
            Data::List(items) => items.into_iter().enumerate().map(|(at, item)| (Data::index(at), item)).collect(),
            Data::Set(items) => items.into_iter().map(|item| (item.data.clone(), item)).collect(),
            Data::Object(members) => members.into_iter().map(|(key, member)| (Data::text(key), member.value)).collect(),
            data @ (Data::Unknown | Data::Later(_)) => return Err(data),
            other => {
                let message = format!("{what} goes through a list, a set or an object, but this is {}", other.noun());
                return Err(self.refuse(Code::WrongType, collection.place, message));
            }
        })
    }

    fn comprehension(&mut self, found: &For) -> Data {
        let mut collection = self.value(&found.collection);
        let mut sensitive = collection.data.open();
        let items = match self.pairs(collection, "`for`") {
            Ok(items) => items,
            Err(data) => return data.hidden_if(sensitive),
        };
        let depth = self.bound.len();
        let mut list = Vec::new();
        let mut members: Map<String, (Place, Vec<Value>)> = Map::new();
        let mut failed = None;
        for (key, item) in items {
            self.bound.truncate(depth);
            if let Some(name) = &found.key_name {
                self.bound.push((name.clone(), key));
            }
            self.bound.push((found.value_name.clone(), item.data));
            if let Some(condition) = &found.condition {
                let condition = self.value(condition);
                match self.decision(condition, &mut sensitive) {
                    Ok(true) => {}
                    Ok(false) => continue,
                    Err(data) => {
                        failed = Some(worse(failed, data));
                        continue;
                    }
                }
            }
            let Some(key) = &found.key else {
                list.push(self.value(&found.value));
                continue;
            };
            let place = key.place;
            let key = match self.key(key, &mut sensitive) {
                Ok(key) => key,
                Err(data) => {
                    failed = Some(worse(failed, data));
                    continue;
                }
            };
            let value = self.value(&found.value);
            match members.get_mut(&key) {
                Some((_, group)) if found.grouping => group.push(value),
                Some(_) => {
                    let message = format!("two items have the key `{key}`");
                    let help = "add `...` after the value to group them";
                    self.problems.add(Code::DuplicateArgument, place, message).help(help).dynamic();
                    failed = Some(Data::Unknown);
                    break;
                }
                None => {
                    members.insert(key, (place, [value].into()));
                }
            }
        }
        self.bound.truncate(depth);
        let data = failed.unwrap_or_else(|| match &found.key {
            None => Data::tuple(list),
            Some(_) => Data::object(members.into_iter().filter_map(|(name, (key, mut group))| {
                let place = group.first()?.place;
                let value = if found.grouping { Value::new(place, Data::tuple(group)) } else { group.pop()? };
                Some((name, key, value))
            })),
        });
        data.hidden_if(sensitive)
    }
}

/// Of two values that stand for a failure, the one that was reported.
pub(super) fn worse(first: Option<Data>, second: Data) -> Data {
    match first {
        Some(first) if first.is_unknown() || !second.is_unknown() => first,
        _ => second,
    }
}
