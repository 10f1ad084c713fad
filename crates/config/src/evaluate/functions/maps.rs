//! Functions of maps and objects.

use super::{
    arguments::Arguments,
    outcome::{Outcome, fault},
};
use crate::evaluate::{
    convert::convert,
    types::Type,
    value::{Data, Member, Members, Value},
};
use alloc::{format, rc::Rc, string::String, vec::Vec};
use connfn_core::ordered::Map;

pub(super) fn keys(arguments: &Arguments) -> Outcome {
    let members = arguments.members(0)?;
    let keys = members.iter().map(|(key, member)| Value::new(member.key, Data::text(key.clone()))).collect();
    Ok(if members.of.is_some() { Data::list(Type::String, keys) } else { Data::tuple(keys) })
}

pub(super) fn values(arguments: &Arguments) -> Outcome {
    let members = arguments.members(0)?;
    let values = members.values().map(|member| member.value.clone()).collect();
    Ok(match &members.of {
        Some(of) => Data::list(of.clone(), values),
        None => Data::tuple(values),
    })
}

pub(super) fn lookup(arguments: &Arguments) -> Outcome {
    let members = arguments.members(0)?;
    let key = match arguments.data(1)? {
        Data::Later(cause) => return Ok(Data::Later(cause.clone())),
        data => match data.to_known_text() {
            Some(key) => key,
            None => return Ok(data.reference().map_or(Data::Unknown, Data::Later)),
        },
    };
    let default = arguments.values.get(2);
    let default = match (default, &members.of) {
        (Some(default), Some(of)) => match convert(default.clone(), of) {
            Ok(value) => Some(value.data),
            Err(error) => return fault(2, format!("the default has the type of the map's values: {error}")),
        },
        (default, _) => default.map(|value| value.data.clone()),
    };
    match (members.get(&key), default) {
        (Some(member), _) => Ok(member.value.data.clone()),
        (None, Some(default)) => Ok(default),
        (None, None) => fault(1, format!("there is no `{key}`, and no default is given")),
    }
}

pub(super) fn merge(arguments: &Arguments) -> Outcome {
    let mut merged: Map<String, Member> = Map::new();
    let mut first: Option<&Members> = None;
    let mut same = true;
    for index in 0..arguments.len() {
        if arguments.data(index)?.is_null() {
            continue;
        }
        let members = arguments.members(index)?;
        same &= members.of.is_some() && first.is_none_or(|first| first.of == members.of);
        first = first.or(Some(members));
        merged.extend(members.iter().map(|(key, member)| (key.clone(), member.clone())));
    }
    Ok(match first.and_then(|first| first.of.clone()) {
        Some(of) if same => Data::map(of, merged),
        _ => Data::Object(merged.into()),
    })
}

pub(super) fn transpose(arguments: &Arguments) -> Outcome {
    let mut turned: Map<String, Vec<String>> = Map::new();
    for (key, member) in arguments.members(0)? {
        let Data::List(items) = &member.value.data else {
            return fault(0, format!("expected lists of strings, but `{key}` is {}", member.value.data.noun()));
        };
        for item in items {
            let Some(text) = item.data.to_known_text() else {
                return fault(0, format!("expected lists of strings, but an item of `{key}` is {}", item.data.noun()));
            };
            turned.entry(text).or_default().push(key.clone());
        }
    }
    let place = arguments.place;
    let members = turned
        .into_iter()
        .map(|(key, items)| (key, Member { key: place, value: Value::new(place, Data::strings(place, items)) }));
    Ok(Data::map(Type::List(Rc::new(Type::String)), members.collect()))
}

pub(super) fn zip_map(arguments: &Arguments) -> Outcome {
    let keys = arguments.items(0)?;
    let Data::List(values) = arguments.data(1)? else {
        return fault(1, format!("expected a list, but this is {}", arguments.data(1)?.noun()));
    };
    if keys.len() != values.len() {
        return fault(1, format!("there are {} keys, but {} values", keys.len(), values.len()));
    }
    let mut members = Map::new();
    for (key, value) in keys.iter().zip(values) {
        match key.data.to_known_text() {
            Some(name) => {
                members.insert(name, Member { key: key.place, value: value.clone() });
            }
            None => match key.data.reference() {
                Some(cause) => return Ok(Data::Later(cause)),
                None if key.data.is_unknown() => return Ok(Data::Unknown),
                None => return fault(0, format!("a key is a string, but one is {}", key.data.noun())),
            },
        }
    }
    Ok(match &values.of {
        Some(of) => Data::map(of.clone(), members),
        None => Data::Object(members.into()),
    })
}
