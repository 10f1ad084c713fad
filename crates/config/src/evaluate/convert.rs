//! Conversion of values to types, by the rules of Terraform's language.

use super::{
    types::Type,
    unify::unify,
    value::{Data, Member, Value},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::ordered::Map;

/// Converts a value. An error says what does not fit.
pub(crate) fn convert(value: Value, to: &Type) -> Result<Value, String> {
    let place = value.place;
    let data = match (to, value.data) {
        (_, Data::Sensitive(inside)) => convert(Value::new(place, *inside), to)?.data.hidden_if(true),
        (_, data @ (Data::Unknown | Data::Later(_))) | (Type::Any, data) => data,
        (to, Data::Null(_)) => Data::Null(to.clone()),
        (Type::String, data) => Data::Text(data.to_text().ok_or_else(|| expected("a string", &data))?),
        (Type::Number, data) => Data::Number(data.to_number().ok_or_else(|| expected("a number", &data))?),
        (Type::Bool, data) => Data::Bool(data.to_bool().ok_or_else(|| expected("a bool", &data))?),
        (Type::List(of), Data::List(items) | Data::Set(items)) => {
            let (of, items) = alike(items.into_vec(), of)?;
            Data::list(of, items)
        }
        (Type::Set(of), Data::List(items) | Data::Set(items)) => {
            let (of, items) = alike(items.into_vec(), of)?;
            Data::set(of, items)
        }
        (Type::Map(of), Data::Object(members)) => {
            let (names, values): (Vec<_>, Vec<_>) =
                members.into_iter().map(|(name, member)| ((name, member.key), member.value)).unzip();
            let (of, values) = alike(values, of)?;
            let members = names.into_iter().zip(values).map(|((name, key), value)| (name, Member { key, value }));
            Data::map(of, members.collect())
        }
        (Type::Tuple(types), Data::List(items)) if items.len() == types.len() => {
            let items: Result<_, _> = items.into_iter().zip(types.iter()).map(|(item, of)| convert(item, of)).collect();
            Data::tuple(items?)
        }
        (Type::Object(types), Data::Object(mut members)) => {
            let mut converted = Map::new();
            for (name, of) in types.iter() {
                let member = members.remove(name).ok_or_else(|| format!("the attribute `{name}` is missing"))?;
                let value = convert(member.value, of).map_err(|error| format!("`{name}`: {error}"))?;
                converted.insert(name.clone(), Member { value, ..member });
            }
            Data::Object(converted.into())
        }
        (to, data) => return Err(expected(to.noun(), &data)),
    };
    Ok(Value::new(place, data))
}

/// Converts values to one type, and where that leaves something open to what they have in common.
fn alike(values: Vec<Value>, of: &Type) -> Result<(Type, Vec<Value>), String> {
    let all =
        |values: Vec<Value>, of: &Type| values.into_iter().map(|value| convert(value, of)).collect::<Result<_, _>>();
    let values: Vec<Value> = all(values, of)?;
    if values.is_empty() || !of.is_open() {
        return Ok((of.clone(), values));
    }
    let kinds: Vec<_> = values.iter().map(|value| value.data.kind()).collect();
    // A null of no type keeps tuples and objects as they are.
    let loose = values.iter().any(|value| matches!(value.data, Data::Null(Type::Any)));
    let fits = |of: &Type| !kinds.iter().any(|kind| matches!(kind, Type::Tuple(_) | Type::Object(_)) && kind != of);
    let of = unify(&kinds).filter(|of| !loose || fits(of)).ok_or("its items have no type in common")?;
    Ok((of.clone(), all(values, &of)?))
}

pub(super) fn expected(wanted: &str, data: &Data) -> String {
    format!("expected {wanted}, but this is {}", data.noun())
}
