//! Functions of sets.

use super::{
    arguments::Arguments,
    collections::none_fits,
    outcome::{Fault, MOST_ITEMS, Outcome, fault, limit},
};
use crate::evaluate::{
    convert::convert,
    types::Type,
    unify::unify,
    value::{Data, Value},
};
use alloc::{format, rc::Rc, vec::Vec};

/// The items of each set after conversion to the one type that all have, and that type.
fn alike(arguments: &Arguments) -> Result<(Type, Vec<Vec<Value>>), Fault> {
    let kinds: Vec<Type> = arguments.values.iter().map(|value| value.data.kind()).collect();
    let Some(Type::Set(of)) = unify(&kinds) else {
        return none_fits("at least one set is wanted, and the items of all have one type");
    };
    let mut sets = Vec::new();
    for index in 0..arguments.len() {
        let items: Result<Vec<_>, _> = arguments.items(index)?.iter().map(|item| convert(item.clone(), &of)).collect();
        match items {
            Ok(items) => sets.push(items),
            Err(error) => return fault(index, error),
        }
    }
    Ok(((*of).clone(), sets))
}

fn holds(set: &[Value], item: &Value) -> bool {
    set.iter().any(|other| other.data.same(&item.data))
}

pub(super) fn union(arguments: &Arguments) -> Outcome {
    let (of, sets) = alike(arguments)?;
    Ok(Data::set(of, sets.into_iter().flatten().collect()))
}

pub(super) fn intersection(arguments: &Arguments) -> Outcome {
    let (of, sets) = alike(arguments)?;
    let (first, others) = sets.split_first().map_or((&[][..], &[][..]), |(first, others)| (first, others));
    let items = first.iter().filter(|item| others.iter().all(|other| holds(other, item)));
    Ok(Data::set(of, items.cloned().collect()))
}

pub(super) fn subtract(arguments: &Arguments) -> Outcome {
    let (of, sets) = alike(arguments)?;
    let (first, others) = sets.split_first().map_or((&[][..], &[][..]), |(first, others)| (first, others));
    let items = first.iter().filter(|item| !others.iter().any(|other| holds(other, item)));
    Ok(Data::set(of, items.cloned().collect()))
}

pub(super) fn product(arguments: &Arguments) -> Outcome {
    if arguments.len() < 2 {
        return none_fits("at least two arguments are wanted");
    }
    let mut rows: Vec<Vec<Value>> = [Vec::new()].into();
    let mut types = Vec::new();
    let mut is_list = true;
    for index in 0..arguments.len() {
        let data = arguments.data(index)?;
        is_list &= matches!(data, Data::List(_));
        let kinds: Vec<Type> = arguments.items(index)?.iter().map(|item| item.data.kind()).collect();
        let Some(of) = unify(&kinds) else { return fault(index, "its items have no type in common") };
        let items: Result<Vec<_>, _> = arguments.items(index)?.iter().map(|item| convert(item.clone(), &of)).collect();
        let items = match items {
            Ok(items) => items,
            Err(error) => return fault(index, error),
        };
        types.push(of);
        if rows.len().saturating_mul(items.len()).saturating_mul(arguments.len()) > MOST_ITEMS {
            return limit(index, format!("connfn makes no products of more than {MOST_ITEMS} values"));
        }
        rows = rows
            .into_iter()
            .flat_map(|row| {
                items.iter().map(move |item| {
                    let mut longer = row.clone();
                    longer.push(item.clone());
                    longer
                })
            })
            .collect();
    }
    let items = rows.into_iter().map(|row| Value::new(arguments.place, Data::tuple(row))).collect();
    let of = Type::Tuple(Rc::new(types));
    Ok(if is_list { Data::list(of, items) } else { Data::set(of, items) })
}
