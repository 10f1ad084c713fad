//! The one type that several values are converted to where Terraform wants one, as in both results of a conditional.

use super::value::Data;
use connfn_core::ordered::Set;

/// What becomes of values that are to have one type.
pub(super) enum Unified {
    /// They stay as they are.
    Same,
    /// All become strings.
    Strings,
    /// They have no common type.
    Never,
    /// Terraform would convert within lists and objects, which connfn does not.
    Beyond,
}

pub(super) fn unify<'a>(values: impl IntoIterator<Item = &'a Data, IntoIter: Clone>) -> Unified {
    let values = values.into_iter();
    if values.clone().zip(values.clone().skip(1)).all(|(one, next)| alike(one, next)) {
        return Unified::Same;
    }
    let mut kinds = Set::new();
    let mut leaves = Set::new();
    for value in values {
        if !matches!(value, Data::Null | Data::Unknown) {
            kinds.insert(kind(value));
            collect(value, &mut leaves);
        }
    }
    let simple = kinds.iter().filter(|kind| **kind < Kind::List).count();
    match (simple, kinds.len()) {
        // All simple: they are converted only to strings.
        (simple, all) if simple == all => match all {
            0 | 1 => Unified::Same,
            _ if kinds.contains(&Kind::String) => Unified::Strings,
            _ => Unified::Never,
        },
        (0, 1) if leaves.len() <= 1 => Unified::Same,
        (0, 1) => Unified::Beyond,
        _ => Unified::Never,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Bool,
    Number,
    String,
    List,
    Object,
}

fn kind(data: &Data) -> Kind {
    match data {
        Data::Bool(_) => Kind::Bool,
        Data::Number(_) => Kind::Number,
        Data::List(_) | Data::Set(_) => Kind::List,
        Data::Object(_) => Kind::Object,
        Data::Text(_) | Data::Null | Data::Unknown => Kind::String,
    }
}

/// Whether two values are of one type, down to every part.
fn alike(one: &Data, other: &Data) -> bool {
    match (one, other) {
        (Data::List(one), Data::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(&one.data, &other.data))
        }
        (Data::Object(one), Data::Object(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((name, one), (other_name, other))| {
                    name == other_name && alike(&one.value.data, &other.value.data)
                })
        }
        (Data::List(_) | Data::Set(_) | Data::Object(_), _) | (_, Data::List(_) | Data::Set(_) | Data::Object(_)) => {
            false
        }
        _ => {
            kind(one) == kind(other)
                && !matches!((one, other), (Data::Null | Data::Unknown, _) | (_, Data::Null | Data::Unknown))
        }
    }
}

/// The types of the simple values within.
fn collect(data: &Data, leaves: &mut Set<Kind>) {
    match data {
        Data::Null | Data::Unknown => {}
        Data::Bool(_) | Data::Number(_) | Data::Text(_) => {
            leaves.insert(kind(data));
        }
        Data::List(items) | Data::Set(items) => items.iter().for_each(|item| collect(&item.data, leaves)),
        Data::Object(members) => members.values().for_each(|member| collect(&member.value.data, leaves)),
    }
}
