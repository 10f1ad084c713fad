//! Steps into a value: attributes, indexes and splats. The value is only looked at; what is found is copied.

use super::{
    Evaluator,
    types::Type,
    unify::unify,
    value::{Data, Member, Value},
};
use crate::{
    problem::{Place, Problem},
    suggest::did_you_mean,
    syntax::{Step, StepKind},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;

/// Each splat is a level of recursion, and more than one is rare.
const MOST_SPLATS: usize = 8;

impl Evaluator<'_, '_> {
    pub(super) fn steps(&mut self, data: &Data, place: Place, steps: &[Step]) -> Data {
        let is_splat = |step: &&Step| matches!(step.kind, StepKind::Splat | StepKind::AttributeSplat);
        if steps.iter().filter(is_splat).count() > MOST_SPLATS {
            let message = format!("connfn follows at most {MOST_SPLATS} splats in a row");
            return self.refuse(Code::UnsupportedExpression, place, message);
        }
        let mut data = data;
        let mut sensitive = false;
        for (at, step) in steps.iter().enumerate() {
            while let Data::Sensitive(inside) = data {
                sensitive = true;
                data = inside;
            }
            if let Data::Unknown | Data::Later(_) = data {
                return data.clone().hidden_if(sensitive);
            }
            let rest = steps.get(at + 1..).unwrap_or_default();
            let inner = match step.kind {
                StepKind::Splat => rest.len(),
                StepKind::AttributeSplat => rest.iter().take_while(|step| step.dotted).count(),
                _ => match self.step(data, step) {
                    Ok(found) => {
                        data = found;
                        continue;
                    }
                    Err(data) => return data.hidden_if(sensitive),
                },
            };
            let (inner, outer) = rest.split_at_checked(inner).unwrap_or((rest, &[]));
            let found = self.splat(data, place, inner);
            let found = if outer.is_empty() { found } else { self.steps(&found, place, outer) };
            return found.hidden_if(sensitive);
        }
        self.copy(data, place).hidden_if(sensitive)
    }

    /// The steps into each item.
    fn splat(&mut self, data: &Data, place: Place, steps: &[Step]) -> Data {
        let (items, is_tuple) = match data {
            Data::List(items) => (&**items, items.of.is_none()),
            Data::Set(items) => (&**items, false),
            Data::Null(_) => return Data::tuple(Vec::new()),
            one => return Data::tuple([Value::new(place, self.steps(one, place, steps))].into()),
        };
        let found: Vec<Value> =
            items.iter().map(|item| Value::new(item.place, self.steps(&item.data, place, steps))).collect();
        let kinds: Vec<Type> = found.iter().map(|item| item.data.kind()).collect();
        match unify(&kinds) {
            Some(of) if !is_tuple => Data::list(of, found),
            _ => Data::tuple(found),
        }
    }

    /// A copy of a value, which counts: values that double from name to name would fill any memory.
    pub(super) fn copy(&mut self, data: &Data, place: Place) -> Data {
        if self.spend(data.size(), place) { data.clone() } else { Data::Unknown }
    }

    /// What one step leads to; an error is the value that comes of it instead.
    fn step<'d>(&mut self, data: &'d Data, step: &Step) -> Result<&'d Data, Data> {
        let index = match &step.kind {
            StepKind::Attribute(name) => Data::text(name.clone()),
            StepKind::Index(index) => {
                let mut index = self.value(index);
                let sensitive = index.data.reveal();
                match (index.data.is_unknown(), index.data.reference()) {
                    (true, _) => return Err(Data::Unknown),
                    (false, Some(cause)) => return Err(Data::Later(cause).hidden_if(sensitive)),
                    (false, None) => index.data,
                }
            }
            StepKind::Splat | StepKind::AttributeSplat => return Err(Data::Unknown),
        };
        match data {
            Data::Object(members) => {
                let Some(key) = index.to_known_text() else {
                    let message = format!("a key is a string, but this is {}", index.noun());
                    return Err(self.refuse(Code::WrongType, step.place, message));
                };
                match members.get(&key) {
                    Some(member) => Ok(&member.value.data),
                    None => {
                        self.no_attribute(&key, members, step.place).dynamic();
                        Err(Data::Unknown)
                    }
                }
            }
            Data::List(items) => {
                index.to_index().and_then(|index| items.get(index)).map(|item| &item.data).ok_or_else(|| {
                    let message = match &index {
                        Data::Number(number) => format!("there is no item {number}: the list has {}", items.len()),
                        _ => String::from("an item of a list is named by its number"),
                    };
                    self.problems.add(Code::UnknownReference, step.place, message).dynamic();
                    Data::Unknown
                })
            }
            Data::Set(_) => Err(self.refuse_with(
                Code::WrongType,
                step.place,
                "the items of a set have no index",
                "make it a list, which has an order: `tolist(…)`",
            )),
            other => {
                let message = format!("{} has no attributes and no items", other.noun());
                Err(self.refuse(Code::WrongType, step.place, message))
            }
        }
    }

    pub(super) fn no_attribute(&mut self, name: &str, members: &Map<String, Member>, place: Place) -> &mut Problem {
        let help = if name.bytes().all(|byte| byte.is_ascii_digit()) {
            Some(String::from("this is one and has no items: leave the index out"))
        } else if let Some((key, first)) = members.iter().next()
            && matches!(&first.value.data, Data::Object(inner) if inner.get(name).is_some())
        {
            // Most likely it is a resource with `for_each`.
            Some(format!("each of its items has one: write `[\"{key}\"].{name}`"))
        } else {
            did_you_mean(name, members.keys().map(String::as_str), "there are")
        };
        let problem = self.problems.add(Code::UnknownReference, place, format!("there is no attribute `{name}`"));
        if let Some(help) = help {
            problem.help(help);
        }
        problem
    }
}
