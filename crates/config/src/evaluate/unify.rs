//! The one type that several values are converted to where Terraform wants one, as in both results of a conditional. It looks
//! at types alone, never at values.

use super::types::Type;
use alloc::{rc::Rc, string::String, vec::Vec};
use connfn_core::ordered::Map;

/// The type that values of all these types can be converted to. `None` if there is none.
pub(super) fn unify(types: &[Type]) -> Option<Type> {
    let types: Vec<&Type> = types.iter().filter(|one| **one != Type::Any).collect();
    let Some(first) = types.first() else { return Some(Type::Any) };
    if types.iter().all(|one| one == first) {
        return Some((*first).clone());
    }
    let count = |wanted: fn(&Type) -> bool| types.iter().filter(|one| wanted(one)).count();
    let maps = count(|one| matches!(one, Type::Map(_)));
    let objects = count(|one| matches!(one, Type::Object(_)));
    let lists = count(|one| matches!(one, Type::List(_)));
    let tuples = count(|one| matches!(one, Type::Tuple(_)));
    let sets = count(|one| matches!(one, Type::Set(_)));
    let all = types.len();
    let within = || unify(&parts(&types)).map(Rc::new);
    if maps > 0 && maps + objects == all {
        return within().map(Type::Map);
    }
    if lists > 0 && lists + tuples == all {
        return within().map(Type::List);
    }
    if sets == all {
        return within().map(Type::Set);
    }
    if objects == all {
        return match columns(&types) {
            Some(columns) => each(columns).map(|types| Type::Object(Rc::new(types))),
            None => within().map(Type::Map),
        };
    }
    if tuples == all {
        return match rows(&types) {
            Some(rows) => {
                rows.iter().map(|row| unify(row)).collect::<Option<Vec<_>>>().map(|types| Type::Tuple(Rc::new(types)))
            }
            None => within().map(Type::List),
        };
    }
    // Strings before what can become one, lists before sets.
    let preferred = |one: &Type| match one {
        Type::String | Type::List(_) => 0,
        _ => 1,
    };
    (0..2)
        .flat_map(|turn| types.iter().filter(move |one| preferred(one) == turn))
        .find(|wanted| types.iter().all(|one| wanted.takes(one)))
        .map(|found| (*found).clone())
}

/// The types of what is within values of the types.
fn parts(types: &[&Type]) -> Vec<Type> {
    let mut parts = Vec::new();
    for one in types {
        match one {
            Type::List(of) | Type::Set(of) | Type::Map(of) => parts.push((**of).clone()),
            Type::Tuple(items) => parts.extend(items.iter().cloned()),
            Type::Object(members) => parts.extend(members.values().cloned()),
            _ => {}
        }
    }
    parts
}

/// The types of each attribute, if all have the same attributes.
fn columns(types: &[&Type]) -> Option<Map<String, Vec<Type>>> {
    let mut columns: Map<String, Vec<Type>> = Map::new();
    for one in types {
        let Type::Object(members) = one else { return None };
        for (name, of) in members.iter() {
            columns.entry(name.clone()).or_default().push(of.clone());
        }
    }
    let complete = columns.values().all(|column| column.len() == types.len());
    complete.then_some(columns)
}

fn each(columns: Map<String, Vec<Type>>) -> Option<Map<String, Type>> {
    columns.into_iter().map(|(name, column)| Some((name, unify(&column)?))).collect()
}

/// The types at each position, if all are equally long.
fn rows(types: &[&Type]) -> Option<Vec<Vec<Type>>> {
    let mut rows: Vec<Vec<Type>> = Vec::new();
    for (at, one) in types.iter().enumerate() {
        let Type::Tuple(items) = one else { return None };
        if at == 0 {
            rows = items.iter().map(|_| Vec::new()).collect();
        }
        if items.len() != rows.len() {
            return None;
        }
        for (row, of) in rows.iter_mut().zip(items.iter()) {
            row.push(of.clone());
        }
    }
    Some(rows)
}
