//! `count` and `for_each`: the instances of a resource or a module, and what `count` and `each` stand for in each of them.

use super::resolver::Resolver;
use crate::{
    evaluate::{Data, Evaluator, Value},
    problem::Place,
    syntax::Block,
    write::escape,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;

/// More instances than this are a slip: CloudFront's own quotas are far below.
const MOST: usize = 1000;

/// The instances of a resource.
pub(super) enum Instances {
    /// Neither `count` nor `for_each`.
    One,
    Count(usize),
    Each(Map<String, Value>),
    /// How many there are cannot be known, which was reported.
    Unknown,
}

/// One instance: its key as an address has it, and the names that have a value in it.
pub(super) struct Instance {
    pub(super) key: String,
    pub(super) bound: Vec<(String, Data)>,
}

impl Resolver<'_, '_> {
    pub(super) fn instances(&mut self, block: &Block) -> Instances {
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        match (block.body.attribute("count"), block.body.attribute("for_each")) {
            (None, None) => Instances::One,
            (Some(_), Some(each)) => {
                let message = "`count` and `for_each` exclude each other";
                evaluator.refuse(Code::DuplicateArgument, each.place, message);
                Instances::Unknown
            }
            (Some(count), None) => {
                let value = evaluator.evaluate(&count.value);
                count_of(&mut evaluator, &value).map_or(Instances::Unknown, Instances::Count)
            }
            (None, Some(each)) => {
                let value = evaluator.value(&each.value);
                each_of(&mut evaluator, value).map_or(Instances::Unknown, Instances::Each)
            }
        }
    }
}

fn count_of(evaluator: &mut Evaluator<'_, '_>, value: &Value) -> Option<usize> {
    if value.data.is_unknown() {
        return None;
    }
    if value.data.reference().is_some() {
        evaluator.not_known_yet(value, "`count`");
        return None;
    }
    match value.data.to_index() {
        Some(count) if count <= MOST => Some(count),
        Some(_) => {
            let message = format!("connfn makes at most {MOST} instances of a block");
            evaluator.refuse(Code::UnsupportedExpression, value.place, message);
            None
        }
        None => {
            let message = format!("`count` is a whole number that is not negative, but this is {}", shown(&value.data));
            evaluator.refuse(Code::WrongType, value.place, message);
            None
        }
    }
}

fn shown(data: &Data) -> String {
    match data {
        Data::Number(number) => format!("{number}"),
        other => other.noun().into(),
    }
}

fn each_of(evaluator: &mut Evaluator<'_, '_>, mut value: Value) -> Option<Map<String, Value>> {
    let place = value.place;
    if value.data.open() {
        let message = "`for_each` is sensitive, and the addresses of the instances would show its keys";
        let help = "say by `nonsensitive(…)` that they may be seen";
        evaluator.refuse_with(Code::WrongType, place, message, help);
        return None;
    }
    let items: Map<String, Value> = match value.data {
        Data::Unknown => return None,
        Data::Object(members) => members.into_iter().map(|(key, member)| (key, member.value)).collect(),
        Data::Set(items) if items.iter().all(|item| matches!(item.data, Data::Text(_))) => {
            items.into_iter().filter_map(|item| Some((String::from(item.data.to_text()?.known()?), item))).collect()
        }
        data @ Data::Later(_) => {
            evaluator.not_known_yet(&Value::new(place, data), "`for_each`");
            return None;
        }
        other => {
            let (noun, help) = match &other {
                Data::Set(_) => {
                    ("a set of something else", "make its items strings: `toset([for item in … : tostring(item)])`")
                }
                other => (other.noun(), "make a list a set: `toset(…)`"),
            };
            let message = format!("`for_each` goes through a map or a set of strings, but this is {noun}");
            evaluator.refuse_with(Code::WrongType, place, message, help);
            return None;
        }
    };
    if items.len() > MOST {
        let message = format!("connfn makes at most {MOST} instances of a block");
        evaluator.refuse(Code::UnsupportedExpression, place, message);
        return None;
    }
    Some(items)
}

impl Instances {
    /// Each instance, in order.
    pub(super) fn list(&self, place: Place) -> Vec<Instance> {
        let instance =
            |key: String, name: &str, data: Data| Instance { key, bound: [(String::from(name), data)].into() };
        match self {
            Self::One => [Instance { key: String::new(), bound: Vec::new() }].into(),
            Self::Count(count) => (0..*count)
                .map(|index| {
                    let data = Data::index(index);
                    let count = Data::object([(String::from("index"), place, Value::new(place, data))]);
                    instance(format!("[{index}]"), "count", count)
                })
                .collect(),
            Self::Each(items) => items
                .iter()
                .map(|(key, value)| {
                    let each = Data::object([
                        (String::from("key"), place, Value::new(place, Data::text(key.clone()))),
                        (String::from("value"), place, value.clone()),
                    ]);
                    instance(format!("[\"{}\"]", escape(key)), "each", each)
                })
                .collect(),
            Self::Unknown => Vec::new(),
        }
    }

    /// What the name stands for, given the values of its instances in order.
    pub(super) fn data(&self, attributes: Vec<Data>, place: Place) -> Data {
        let mut values = attributes.into_iter().map(|data| Value::new(place, data));
        match self {
            Self::One => values.next().map_or(Data::Unknown, |value| value.data),
            Self::Count(_) => Data::tuple(values.collect()),
            Self::Each(items) => {
                Data::object(items.keys().cloned().zip(values).map(|(key, value)| (key, place, value)))
            }
            Self::Unknown => Data::Unknown,
        }
    }
}
