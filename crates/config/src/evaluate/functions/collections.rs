//! Functions of lists and objects.

use super::{Fault, fault, limit};
use crate::evaluate::{
    number::Number,
    unify::{Unified, unify},
    value::{Data, Member, Value},
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;

type Outcome = Result<Data, Fault>;

fn list(arguments: &[Value], index: usize) -> Result<&[Value], Fault> {
    match arguments.get(index).map(|value| &value.data) {
        Some(Data::List(items) | Data::Set(items)) => Ok(items),
        other => fault(index, format!("expected a list, but this is {}", other.map_or("missing", Data::noun))),
    }
}

fn object(arguments: &[Value], index: usize) -> Result<&Map<String, Member>, Fault> {
    match arguments.get(index).map(|value| &value.data) {
        Some(Data::Object(members)) => Ok(members),
        other => fault(index, format!("expected an object, but this is {}", other.map_or("missing", Data::noun))),
    }
}

/// The value itself: connfn hides no value, so being sensitive changes nothing.
pub(super) fn same(arguments: &[Value]) -> Outcome {
    arguments.first().map_or_else(|| fault(0, "expected a value"), |value| Ok(value.data.clone()))
}

/// The items after conversion to the one type that the items of a list have.
fn unified(arguments: &[Value]) -> Result<Vec<Value>, Fault> {
    let items = list(arguments, 0)?;
    match unify(items.iter().map(|item| &item.data)) {
        Unified::Same => Ok(items.to_vec()),
        Unified::Strings => Ok(items.iter().map(as_text).collect()),
        Unified::Never => fault(0, "the items of a list have one type"),
        Unified::Beyond => limit(0, "connfn does not convert lists and objects to a common type"),
    }
}

fn as_text(value: &Value) -> Value {
    Value::new(value.place, value.data.to_text().map_or(Data::Null, Data::Text))
}

pub(super) fn to_list(arguments: &[Value]) -> Outcome {
    unified(arguments).map(Data::List)
}

pub(super) fn to_set(arguments: &[Value]) -> Outcome {
    match Data::set(list(arguments, 0)?.to_vec()) {
        Some(set) => Ok(set),
        None => limit(0, "connfn has only sets of known strings, numbers and bools"),
    }
}

pub(super) fn to_map(arguments: &[Value]) -> Outcome {
    object(arguments, 0).map(|members| Data::Object(members.clone()))
}

pub(super) fn merge(arguments: &[Value]) -> Outcome {
    let mut merged = Map::new();
    for (index, argument) in arguments.iter().enumerate() {
        if !matches!(argument.data, Data::Null) {
            merged.extend(object(arguments, index)?.clone());
        }
    }
    Ok(Data::Object(merged))
}

pub(super) fn concat(arguments: &[Value]) -> Outcome {
    let mut items = Vec::new();
    for index in 0..arguments.len() {
        items.extend_from_slice(list(arguments, index)?);
    }
    Ok(Data::List(items))
}

pub(super) fn flatten(arguments: &[Value]) -> Outcome {
    let mut flat = Vec::new();
    // Innermost first would need recursion; a stack of what is left does not.
    let mut left: Vec<&Value> = list(arguments, 0)?.iter().rev().collect();
    while let Some(value) = left.pop() {
        match &value.data {
            Data::List(items) | Data::Set(items) => left.extend(items.iter().rev()),
            _ => flat.push(value.clone()),
        }
    }
    Ok(Data::List(flat))
}

pub(super) fn coalesce(arguments: &[Value]) -> Outcome {
    let found = arguments.iter().find(|value| match &value.data {
        Data::Null => false,
        Data::Text(text) => text.known() != Some(""),
        _ => true,
    });
    match found {
        Some(value) => match unify(arguments.iter().map(|value| &value.data)) {
            Unified::Same => Ok(value.data.clone()),
            Unified::Strings => Ok(as_text(value).data),
            Unified::Never => Err(Fault {
                code: Code::FunctionArguments,
                argument: None,
                message: "the arguments have one type".to_owned(),
            }),
            Unified::Beyond => limit(0, "connfn does not convert lists and objects to a common type"),
        },
        None => Err(Fault {
            code: Code::FunctionArguments,
            argument: None,
            message: "every argument is null or empty".to_owned(),
        }),
    }
}

pub(super) fn contains(arguments: &[Value]) -> Outcome {
    let wanted = arguments.get(1).map_or(&Data::Null, |value| &value.data);
    Ok(Data::Bool(unified(arguments)?.iter().any(|item| item.data.same(wanted))))
}

pub(super) fn distinct(arguments: &[Value]) -> Outcome {
    let mut found: Vec<Value> = Vec::new();
    for item in unified(arguments)? {
        if !found.iter().any(|before| before.data.same(&item.data)) {
            found.push(item);
        }
    }
    Ok(Data::List(found))
}

pub(super) fn keys(arguments: &[Value]) -> Outcome {
    let keys = object(arguments, 0)?.iter().map(|(key, member)| Value::new(member.key, Data::text(key.clone())));
    Ok(Data::List(keys.collect()))
}

pub(super) fn values(arguments: &[Value]) -> Outcome {
    Ok(Data::List(object(arguments, 0)?.values().map(|member| member.value.clone()).collect()))
}

pub(super) fn lookup(arguments: &[Value]) -> Outcome {
    let members = object(arguments, 0)?;
    let key = arguments.get(1).and_then(|value| value.data.to_text());
    let Some(key) = key.as_ref().and_then(|key| key.known()) else { return fault(1, "expected a known string") };
    match (members.get(key), arguments.get(2)) {
        (Some(member), _) => Ok(member.value.data.clone()),
        (None, Some(default)) => Ok(default.data.clone()),
        (None, None) => fault(1, format!("there is no `{key}`, and no default is given")),
    }
}

pub(super) fn length(arguments: &[Value]) -> Outcome {
    match arguments.first().map(|value| &value.data) {
        Some(Data::List(items) | Data::Set(items)) => Ok(Data::Number(Number::from(items.len()))),
        Some(Data::Object(members)) => Ok(Data::Number(Number::from(members.len()))),
        // Terraform counts what a reader sees as one character, which only for ASCII is one byte.
        Some(Data::Text(text)) => match text.known() {
            Some(text) if text.is_ascii() && !text.contains("\r\n") => Ok(Data::Number(Number::from(text.len()))),
            Some(_) => limit(0, "connfn counts only ASCII characters"),
            None => fault(0, "the string is known only after apply"),
        },
        other => fault(
            0,
            format!("expected a list, an object or a string, but this is {}", other.map_or("missing", Data::noun)),
        ),
    }
}
