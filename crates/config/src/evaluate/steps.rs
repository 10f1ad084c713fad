//! Steps into a value: attributes, indexes and splats. The value is only looked at; what is found is copied.

use super::{
    Evaluator,
    value::{Data, Member, Value},
};
use crate::{
    problem::{Place, Problem},
    suggest::did_you_mean,
    syntax::{Step, StepKind},
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;

/// Each splat is a level of recursion, and more than one is rare.
const MOST_SPLATS: usize = 8;

impl Evaluator<'_, '_> {
    pub(super) fn steps(&mut self, data: &Data, place: Place, steps: &[Step]) -> Data {
        let splats = steps.iter().filter(|step| matches!(step.kind, StepKind::Splat)).count();
        if splats > MOST_SPLATS {
            let message = format!("connfn follows at most {MOST_SPLATS} splats in a row");
            return self.refuse(Code::UnsupportedExpression, place, message);
        }
        let mut data = data;
        for (at, step) in steps.iter().enumerate() {
            if data.is_unknown() {
                return Data::Unknown;
            }
            if matches!(step.kind, StepKind::Splat) {
                let rest = steps.get(at + 1..).unwrap_or_default();
                return Data::List(match data {
                    Data::List(items) | Data::Set(items) => {
                        items.iter().map(|item| Value::new(item.place, self.steps(&item.data, place, rest))).collect()
                    }
                    Data::Null => Vec::new(),
                    one => [Value::new(place, self.steps(one, place, rest))].into(),
                });
            }
            match self.step(data, step) {
                Some(found) => data = found,
                None => return Data::Unknown,
            }
        }
        self.copy(data, place)
    }

    /// A copy of a value, which counts: values that double from name to name would fill any memory.
    pub(super) fn copy(&mut self, data: &Data, place: Place) -> Data {
        if self.spend(data.size(), place) { data.clone() } else { Data::Unknown }
    }

    /// What one step leads to. `None` if that was reported.
    fn step<'d>(&mut self, data: &'d Data, step: &Step) -> Option<&'d Data> {
        let index = match &step.kind {
            StepKind::Attribute(name) => Data::text(name.clone()),
            StepKind::Index(index) => {
                let index = self.evaluate(index);
                if index.data.is_unknown() {
                    return None;
                }
                if !index.data.is_known() {
                    self.not_known_yet(&index, "an index");
                    return None;
                }
                index.data
            }
            StepKind::Splat => return None,
        };
        match data {
            Data::Object(members) => {
                let key = index.to_text().and_then(|text| text.known().map(ToOwned::to_owned)).unwrap_or_default();
                let found = members.get(&key);
                if found.is_none() {
                    self.no_attribute(&key, members, step.place).dynamic();
                }
                found.map(|member| &member.value.data)
            }
            Data::List(items) => {
                let found = index.to_index().and_then(|index| items.get(index));
                if found.is_none() {
                    let message = match &index {
                        Data::Number(number) => format!("there is no item {number}: the list has {}", items.len()),
                        _ => "an item of a list is named by its number".to_owned(),
                    };
                    self.problems.add(Code::UnknownReference, step.place, message).dynamic();
                }
                found.map(|item| &item.data)
            }
            other => {
                let message = format!("{} has no attributes and no items", other.noun());
                self.problems.add(Code::WrongType, step.place, message);
                None
            }
        }
    }

    pub(super) fn no_attribute(&mut self, name: &str, members: &Map<String, Member>, place: Place) -> &mut Problem {
        let help = did_you_mean(name, members.keys().map(String::as_str), "there are");
        let problem = self.problems.add(Code::UnknownReference, place, format!("there is no attribute `{name}`"));
        if let Some(help) = help {
            problem.help(help);
        }
        problem
    }
}
