//! Functions of lists, tuples and sets.

use super::{
    arguments::Arguments,
    collections::none_fits,
    outcome::{Fault, MOST_ITEMS, Outcome, fault, limit},
};
use crate::evaluate::{
    convert::convert,
    number::Number,
    types::Type,
    unify::unify,
    value::{Data, Items, Value},
};
use alloc::{format, rc::Rc, string::String, vec::Vec};
use connfn_core::ordered::sort_by;
use core::cmp::Ordering;

fn is_true(data: &Data) -> bool {
    data.to_bool() == Some(true)
}

pub(super) fn all_true(arguments: &Arguments) -> Outcome {
    Ok(Data::Bool(arguments.items(0)?.iter().all(|item| is_true(&item.data))))
}

pub(super) fn any_true(arguments: &Arguments) -> Outcome {
    let items = arguments.items(0)?;
    match items.iter().find_map(|item| item.data.reference()) {
        Some(cause) if !items.iter().any(|item| is_true(&item.data)) => Ok(Data::Later(cause)),
        _ => Ok(Data::Bool(items.iter().any(|item| is_true(&item.data)))),
    }
}

/// The items of a list or a tuple, and of what type each is if they are a list.
fn sequence(arguments: &Arguments, index: usize) -> Result<&Items, Fault> {
    match arguments.data(index)? {
        Data::List(items) => Ok(items),
        other => fault(index, format!("expected a list, but this is {}", other.noun())),
    }
}

/// The items as a list or a tuple, whichever they came from.
fn again(of: Option<&Type>, items: Vec<Value>) -> Data {
    match of {
        Some(of) => Data::list(of.clone(), items),
        None => Data::tuple(items),
    }
}

pub(super) fn chunk(arguments: &Arguments) -> Outcome {
    let items = sequence(arguments, 0)?;
    let of = items.of.clone().unwrap_or(Type::Any);
    let size = match usize::try_from(arguments.whole(1)?) {
        Ok(0) => items.len().max(1),
        Ok(size) => size,
        Err(_) => return fault(1, "the size of a chunk must not be negative"),
    };
    let chunks = items.chunks(size).map(|chunk| Value::new(arguments.place, Data::list(of.clone(), chunk.to_vec())));
    Ok(Data::list(Type::List(Rc::new(of.clone())), chunks.collect()))
}

pub(super) fn coalesce_list(arguments: &Arguments) -> Outcome {
    for (index, value) in arguments.values.iter().enumerate() {
        match &value.data {
            Data::List(items) | Data::Set(items) if items.is_empty() => {}
            Data::List(_) => return Ok(value.data.clone()),
            other => return fault(index, format!("expected a list, but this is {}", other.noun())),
        }
    }
    none_fits("every argument is an empty list")
}

pub(super) fn compact(arguments: &Arguments) -> Outcome {
    let items = arguments.items(0)?.iter().filter_map(|item| item.data.to_known_text());
    arguments.list_of_strings(items.filter(|text| !text.is_empty()))
}

pub(super) fn concat(arguments: &Arguments) -> Outcome {
    let mut items = Vec::new();
    let mut kinds = Vec::new();
    let mut all_lists = true;
    for index in 0..arguments.len() {
        let more = match arguments.data(index)? {
            Data::List(more) => more,
            other => return fault(index, format!("expected a list, but this is {}", other.noun())),
        };
        match &more.of {
            Some(of) => kinds.push(of.clone()),
            None => all_lists = false,
        }
        items.extend_from_slice(more);
    }
    if arguments.len() == 0 {
        return none_fits("at least one argument is wanted");
    }
    match unify(&kinds) {
        Some(of) if all_lists => {
            let items: Result<_, _> = items.into_iter().map(|item| convert(item, &of)).collect();
            items.map_or_else(|error| fault(0, error), |items| Ok(Data::list(of.clone(), items)))
        }
        _ => Ok(Data::tuple(items)),
    }
}

pub(super) fn contains(arguments: &Arguments) -> Outcome {
    let wanted = arguments.data(1)?;
    let items = arguments.items(0)?;
    // What is not known may be the one that is wanted, unless it is found anyway.
    let found = wanted.is_known() && items.iter().any(|item| item.data.is_known() && item.data.same(wanted));
    match wanted.reference().or_else(|| items.iter().find_map(|item| item.data.reference())) {
        Some(cause) if !found => Ok(Data::Later(cause)),
        _ if arguments.data(0)?.has_unknown() || wanted.has_unknown() => Ok(Data::Unknown),
        _ => Ok(Data::Bool(found)),
    }
}

pub(super) fn distinct(arguments: &Arguments) -> Outcome {
    let items = sequence(arguments, 0)?;
    let mut found: Vec<Value> = Vec::new();
    for item in items {
        if !found.iter().any(|before| before.data.same(&item.data)) {
            found.push(item.clone());
        }
    }
    Ok(again(items.of.as_ref(), found))
}

pub(super) fn element(arguments: &Arguments) -> Outcome {
    let items = sequence(arguments, 0)?;
    let index = arguments.whole(1)?;
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    if length == 0 {
        return fault(0, "an empty list has no elements");
    }
    let item = usize::try_from(index % length).ok().and_then(|index| items.get(index));
    item.map_or_else(|| fault(1, "there is no such element"), |item| Ok(item.data.clone()))
}

pub(super) fn flatten(arguments: &Arguments) -> Outcome {
    let mut flat = Vec::new();
    // Innermost first would need recursion; a stack of what is left does not.
    let mut left: Vec<&Value> = arguments.items(0)?.iter().rev().collect();
    while let Some(value) = left.pop() {
        match &value.data {
            Data::List(items) | Data::Set(items) => left.extend(items.iter().rev()),
            // What it is made of is not known, so neither is how many there are.
            Data::Later(cause) => return Ok(Data::Later(cause.clone())),
            Data::Unknown => return Ok(Data::Unknown),
            _ => flat.push(value.clone()),
        }
    }
    Ok(Data::tuple(flat))
}

pub(super) fn index(arguments: &Arguments) -> Outcome {
    let wanted = arguments.data(1)?;
    match arguments.items(0)?.iter().position(|item| item.data.same(wanted)) {
        Some(at) => Ok(Data::index(at)),
        None => fault(1, "the list does not hold this value"),
    }
}

pub(super) fn match_keys(arguments: &Arguments) -> Outcome {
    let items = sequence(arguments, 0)?;
    let (keys, wanted) = (arguments.items(1)?, arguments.items(2)?);
    if items.len() != keys.len() {
        return fault(1, format!("there are {} values, but {} keys", items.len(), keys.len()));
    }
    let kinds = [arguments.data(1)?.kind(), arguments.data(2)?.kind()];
    let Some(of) = unify(&kinds) else { return fault(2, "the keys and what is searched have no type in common") };
    let of = match of {
        Type::List(of) => (*of).clone(),
        _ => Type::Any,
    };
    let same = |value: &Value| convert(value.clone(), &of).unwrap_or_else(|_| value.clone()).data;
    let wanted: Vec<Data> = wanted.iter().map(same).collect();
    let found = items.iter().zip(keys).filter(|(_, key)| {
        let key = same(key);
        wanted.iter().any(|wanted| wanted.same(&key))
    });
    Ok(again(items.of.as_ref(), found.map(|(item, _)| item.clone()).collect()))
}

pub(super) fn one(arguments: &Arguments) -> Outcome {
    match arguments.data(0)? {
        Data::List(items) | Data::Set(items) => match &**items {
            [] => Ok(Data::Null(items.of.clone().unwrap_or(Type::Any))),
            [only] => Ok(only.data.clone()),
            _ => fault(0, format!("expected one item or none, but there are {}", items.len())),
        },
        other => fault(0, format!("expected a list, but this is {}", other.noun())),
    }
}

pub(super) fn range(arguments: &Arguments) -> Outcome {
    let zero = Number::from(0_i64);
    let number = |index| arguments.number(index).cloned();
    let (start, end, given) = match arguments.len() {
        1 => (zero.clone(), number(0)?, None),
        2 => (number(0)?, number(1)?, None),
        3 => (number(0)?, number(1)?, Some(number(2)?)),
        _ => return none_fits("one to three arguments are wanted"),
    };
    let down = end.compare(&start) == Ordering::Less;
    let step = given.unwrap_or_else(|| Number::from(if down { -1_i64 } else { 1 }));
    let forwards = step.compare(&zero);
    if forwards == Ordering::Equal {
        return fault(2, "the step must not be zero");
    }
    if arguments.len() == 3 && down != (forwards == Ordering::Less) && end.compare(&start) != Ordering::Equal {
        return fault(2, "the step leads away from the end");
    }
    let mut items = Vec::new();
    let mut next = start;
    while next.compare(&end) == forwards.reverse() {
        if items.len() >= 1024 {
            return fault(0, "a range has at most 1024 numbers");
        }
        let Some(after) = next.add(&step) else {
            return limit(0, "connfn does not compute with numbers of this size");
        };
        items.push(Value::new(arguments.place, Data::Number(core::mem::replace(&mut next, after))));
    }
    Ok(Data::list(Type::Number, items))
}

pub(super) fn reverse(arguments: &Arguments) -> Outcome {
    match arguments.data(0)? {
        Data::List(items) | Data::Set(items) => Ok(again(items.of.as_ref(), items.iter().rev().cloned().collect())),
        other => fault(0, format!("expected a list, but this is {}", other.noun())),
    }
}

pub(super) fn slice(arguments: &Arguments) -> Outcome {
    let items = sequence(arguments, 0)?;
    let bound =
        |index| usize::try_from(arguments.whole(index)?).or_else(|_| fault(index, "an index must not be negative"));
    let (start, end) = (bound(1)?, bound(2)?);
    if end > items.len() {
        return fault(2, format!("the end must not be behind the list, which has {} items", items.len()));
    }
    match items.get(start..end) {
        Some(found) => Ok(again(items.of.as_ref(), found.to_vec())),
        None => fault(1, "the start must not be behind the end"),
    }
}

pub(super) fn sort(arguments: &Arguments) -> Outcome {
    let mut texts: Vec<String> = arguments.strings(0)?.into_iter().map(String::from).collect();
    if texts.len() > MOST_ITEMS {
        return limit(0, format!("connfn sorts no lists of more than {MOST_ITEMS} items"));
    }
    sort_by(&mut texts, Ord::cmp);
    arguments.list_of_strings(texts)
}
