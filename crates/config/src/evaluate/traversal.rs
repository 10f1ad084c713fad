//! References: what the first words of a traversal name, and the steps into a value.

use super::{
    Evaluator,
    value::{Data, Member, Value},
};
use crate::{
    problem::{Place, Problem},
    suggest::{did_you_mean, nearest},
    syntax::{Kind, Step, StepKind, Traversal},
};
use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};
use connfn_core::{address::ResourceType, diagnostic::Code};

impl Evaluator<'_, '_> {
    /// A bare name.
    pub(super) fn variable(&mut self, name: &str, place: Place) -> Data {
        if let Some((_, data)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            return data.clone();
        }
        if ResourceType::parse(name).is_some() || matches!(name, "var" | "local" | "path") {
            let help = format!("write `{name}.` and a name");
            return self.refuse_with(Code::UnknownReference, place, format!("`{name}` alone has no value"), help);
        }
        let help = format!("a string is written in double quotes: `\"{name}\"`");
        self.refuse_with(Code::UnknownReference, place, format!("there is no value named `{name}`"), help)
    }

    pub(super) fn traversal(&mut self, traversal: &Traversal, place: Place) -> Value {
        let (data, steps) = match &traversal.of.kind {
            Kind::Variable(root) if !self.bound.iter().any(|(bound, _)| bound == root) => {
                self.root(root, traversal, place)
            }
            _ => (self.evaluate(&traversal.of).data, traversal.steps.as_slice()),
        };
        let found = self.steps(Value::new(place, data), steps);
        if found.data.has_unknown()
            && let (Kind::Variable(root), Some(StepKind::Attribute(name))) =
                (&traversal.of.kind, traversal.steps.first().map(|step| &step.kind))
            && root == "local"
            && let Some(deferred) = self.scope.deferred.get(name)
        {
            self.problems.extend(deferred);
        }
        Value::new(place, found.data)
    }

    /// The value that the first words name, and the steps that are left.
    fn root<'t>(&mut self, root: &str, traversal: &'t Traversal, place: Place) -> (Data, &'t [Step]) {
        let [first, rest @ ..] = traversal.steps.as_slice() else { return (Data::Unknown, &[]) };
        let named = traversal.of.place.to(first.place);
        let unsupported = |evaluator: &mut Self, message: &str, help: &str| {
            (evaluator.refuse_with(Code::UnsupportedExpression, place, message, help), [].as_slice())
        };
        match root {
            "data" => {
                return unsupported(
                    self,
                    "connfn reads no data sources, so this value cannot be known",
                    "write the value itself, or give it to a variable",
                );
            }
            "module" => {
                return unsupported(
                    self,
                    "connfn reads no modules, so this value cannot be known",
                    "write the value itself, or declare the resource in this folder",
                );
            }
            "each" | "count" => {
                let argument = if root == "each" { "for_each" } else { "count" };
                let message = format!("`{root}` has a value only in a resource with `{argument}`");
                return (self.refuse(Code::UnknownReference, place, message), &[]);
            }
            "self" | "terraform" | "ephemeral" => {
                let message = format!("connfn cannot know the value of `{root}`");
                return unsupported(self, &message, "write the value itself");
            }
            _ => {}
        }
        let StepKind::Attribute(name) = &first.kind else {
            let help = "the first step is a name, such as `local.x`";
            return (self.refuse_with(Code::UnknownReference, place, format!("`{root}` is not a list"), help), &[]);
        };
        let data = match root {
            "path" => match name.as_str() {
                "module" | "root" => Data::text("."),
                "cwd" => self.refuse_with(
                    Code::UnsupportedExpression,
                    named,
                    "`path.cwd` differs from machine to machine",
                    "use `path.module`",
                ),
                _ => self.missing(
                    named,
                    format!("there is no `path.{name}`"),
                    did_you_mean(name, ["module", "root"], "there are"),
                ),
            },
            "local" => match self.scope.locals.get(name) {
                Some(data) => data.clone(),
                None => {
                    let help = did_you_mean(name, self.scope.locals.keys().map(String::as_str), "declared are");
                    self.missing(named, format!("the local value `{name}` is not declared"), help)
                }
            },
            "var" => match self.scope.variables.get(name) {
                Some(data) => data.clone(),
                None => {
                    let help = did_you_mean(name, self.scope.variables.keys().map(String::as_str), "declared are");
                    self.missing(named, format!("the variable `{name}` is not declared"), help)
                }
            },
            root => match ResourceType::parse(root) {
                Some(kind) => return (self.resource_value(kind, name, named, rest), rest),
                None => self.foreign(root, name, named),
            },
        };
        (data, rest)
    }

    fn missing(&mut self, place: Place, message: String, help: Option<String>) -> Data {
        if self.scope.complete {
            let problem = self.problems.add(Code::UnknownReference, place, message);
            if let Some(help) = help {
                problem.help(help);
            }
        }
        Data::Unknown
    }

    fn resource(&mut self, kind: ResourceType, name: &str, place: Place) -> Data {
        if let Some(data) = self.scope.resources.get(&(kind, name.to_owned())) {
            return data.clone();
        }
        let declared = self.scope.resources.keys().filter(|(other, _)| *other == kind).map(|(_, name)| name.as_str());
        let help = did_you_mean(name, declared, "declared are");
        self.missing(place, format!("the {} `{kind}.{name}` is not declared", kind.noun()), help)
    }

    /// A word that is no type connfn manages.
    fn foreign(&mut self, root: &str, name: &str, place: Place) -> Data {
        if self.scope.others.contains(&(root.to_owned(), name.to_owned())) {
            return self.refuse_with(
                Code::UnsupportedExpression,
                place,
                format!("connfn does not manage `{root}.{name}`, so its values cannot be known"),
                "write the value itself, or give it to a variable",
            );
        }
        let words = ResourceType::ALL.iter().map(|kind| kind.as_str()).chain(["var", "local", "path"]);
        let help = nearest(root, words).map(|near| format!("did you mean `{near}`?"));
        self.missing(place, format!("`{root}.{name}` is not declared"), help)
    }

    fn no_attribute(&mut self, name: &str, members: &BTreeMap<String, Member>, place: Place) -> &mut Problem {
        let help = did_you_mean(name, members.keys().map(String::as_str), "there are");
        let problem = self.problems.add(Code::UnknownReference, place, format!("there is no attribute `{name}`"));
        if let Some(help) = help {
            problem.help(help);
        }
        problem
    }

    /// A managed resource's value. What is wrong with its first step Terraform finds without evaluating.
    fn resource_value(&mut self, kind: ResourceType, name: &str, place: Place, rest: &[Step]) -> Data {
        let data = self.resource(kind, name, place);
        let Some(Step { kind: StepKind::Attribute(attribute), place: at }) = rest.first() else { return data };
        match &data {
            Data::Object(members) if !members.contains_key(attribute) => {
                self.no_attribute(attribute, members, *at);
                Data::Unknown
            }
            Data::List(_) => self.refuse_with(
                Code::UnknownReference,
                *at,
                format!("`{kind}.{name}` has instances, and `{attribute}` is an attribute of each"),
                format!("write `{kind}.{name}[0].{attribute}`"),
            ),
            _ => data,
        }
    }

    fn steps(&mut self, value: Value, steps: &[Step]) -> Value {
        let mut value = value;
        for (at, step) in steps.iter().enumerate() {
            if value.data.is_unknown() {
                return value;
            }
            if matches!(step.kind, StepKind::Splat) {
                let rest = steps.get(at + 1..).unwrap_or_default();
                let items = match value.data {
                    Data::List(items) | Data::Set(items) => items,
                    Data::Null => Vec::new(),
                    data => [Value::new(value.place, data)].into(),
                };
                let items = items.into_iter().map(|item| self.steps(item, rest)).collect();
                return Value::new(value.place, Data::List(items));
            }
            value = self.step(value, step);
        }
        value
    }

    fn step(&mut self, value: Value, step: &Step) -> Value {
        let place = value.place;
        let index = match &step.kind {
            StepKind::Attribute(name) => Data::text(name.clone()),
            StepKind::Index(index) => {
                let index = self.evaluate(index);
                if index.data.is_unknown() {
                    return Value::unknown(place);
                }
                if !index.data.is_known() {
                    self.not_known_yet(&index, "an index");
                    return Value::unknown(place);
                }
                index.data
            }
            StepKind::Splat => Data::Unknown,
        };
        match value.data {
            Data::Object(mut members) => {
                let key = index.to_text().and_then(|text| text.known().map(ToOwned::to_owned)).unwrap_or_default();
                match members.remove(&key) {
                    Some(member) => member.value,
                    None => {
                        self.no_attribute(&key, &members, step.place).dynamic();
                        Value::unknown(place)
                    }
                }
            }
            Data::List(items) => {
                let length = items.len();
                let found = index.to_number().and_then(|index| items.into_iter().nth(index.index()?));
                found.unwrap_or_else(|| {
                    let message = match &index {
                        Data::Number(number) => format!("there is no item {number}: the list has {length}"),
                        _ => "an item of a list is named by its number".to_owned(),
                    };
                    self.problems.add(Code::UnknownReference, step.place, message).dynamic();
                    Value::unknown(place)
                })
            }
            other => {
                let message = format!("{} has no attributes and no items", other.noun());
                self.problems.add(Code::WrongType, step.place, message);
                Value::unknown(place)
            }
        }
    }
}
