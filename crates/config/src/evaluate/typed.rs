//! The types that values have, and conversion to them, by the rules of Terraform's language. Which type several values have in
//! common [`super::unify`] says.

use super::{
    unify::unify,
    value::{Data, Items, Member, Value},
};
use alloc::{
    format,
    rc::Rc,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::ordered::{Map, sort_by};
use core::cmp::Ordering;

/// The type of a value. `Any` is that of a null without a type, and of what is not known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Any,
    Bool,
    Number,
    String,
    List(Rc<Self>),
    Set(Rc<Self>),
    Map(Rc<Self>),
    Tuple(Rc<Vec<Self>>),
    Object(Rc<Map<String, Self>>),
}

impl Type {
    /// What a person calls it.
    pub(crate) const fn noun(&self) -> &'static str {
        match self {
            Self::Any => "a value",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List(_) => "a list",
            Self::Set(_) => "a set",
            Self::Map(_) => "a map",
            Self::Tuple(_) => "a tuple",
            Self::Object(_) => "an object",
        }
    }

    /// Whether `any` is within it.
    fn is_open(&self) -> bool {
        match self {
            Self::Any => true,
            Self::List(of) | Self::Set(of) | Self::Map(of) => of.is_open(),
            Self::Tuple(items) => items.iter().any(Self::is_open),
            Self::Object(members) => members.values().any(Self::is_open),
            Self::Bool | Self::Number | Self::String => false,
        }
    }

    /// Whether every value of another type might be converted to it, whatever it holds.
    pub(super) fn takes(&self, from: &Self) -> bool {
        match (self, from) {
            (Self::Any, _)
            | (_, Self::Any)
            | (Self::String, Self::Bool | Self::Number | Self::String)
            | (Self::Bool, Self::String | Self::Bool)
            | (Self::Number, Self::String | Self::Number) => true,
            (Self::List(to) | Self::Set(to), Self::List(from) | Self::Set(from)) | (Self::Map(to), Self::Map(from)) => {
                to.takes(from)
            }
            (Self::List(to) | Self::Set(to), Self::Tuple(from)) => from.iter().all(|from| to.takes(from)),
            (Self::Map(to), Self::Object(from)) => from.values().all(|from| to.takes(from)),
            (Self::Tuple(to), Self::Tuple(from)) => {
                to.len() == from.len() && to.iter().zip(from.iter()).all(|(to, from)| to.takes(from))
            }
            (Self::Object(to), Self::Object(from)) => {
                to.iter().all(|(name, to)| from.get(name).is_some_and(|from| to.takes(from)))
            }
            _ => false,
        }
    }
}

impl Data {
    /// The type of the value.
    pub(crate) fn kind(&self) -> Type {
        match self {
            Self::Null(of) => of.clone(),
            Self::Bool(_) => Type::Bool,
            Self::Number(_) => Type::Number,
            Self::Text(_) => Type::String,
            Self::List(items) => match &items.of {
                Some(of) => Type::List(Rc::new(of.clone())),
                None => Type::Tuple(Rc::new(items.iter().map(|item| item.data.kind()).collect())),
            },
            Self::Set(items) => Type::Set(Rc::new(items.of.clone().unwrap_or(Type::Any))),
            Self::Object(members) => match &members.of {
                Some(of) => Type::Map(Rc::new(of.clone())),
                None => Type::Object(Rc::new(
                    members.iter().map(|(name, member)| (name.clone(), member.value.data.kind())).collect(),
                )),
            },
            Self::Sensitive(inside) => inside.kind(),
            Self::Later(_) | Self::Unknown => Type::Any,
        }
    }

    /// A set of items of one type. What is known only after apply may be equal to anything, so the set is then too.
    pub(crate) fn set(of: Type, mut items: Vec<Value>) -> Self {
        let mut sensitive = false;
        for item in &mut items {
            if item.data.has_unknown() {
                return Self::Unknown;
            }
            if let Some(cause) = item.data.reference() {
                return Self::Later(cause);
            }
            sensitive |= item.data.reveal();
        }
        let mut keyed: Vec<(String, Value)> = items
            .into_iter()
            .map(|item| {
                let mut key = String::new();
                hash(&item.data, &mut key);
                (key, item)
            })
            .collect();
        sort_by(&mut keyed, |(key, first), (other, second)| match (&first.data, &second.data) {
            (Self::Null(_), Self::Null(_)) => Ordering::Equal,
            (Self::Null(_), _) => Ordering::Greater,
            (_, Self::Null(_)) => Ordering::Less,
            (Self::Number(first), Self::Number(second)) => first.compare(second),
            (Self::Text(first), Self::Text(second)) => first.known().cmp(&second.known()),
            _ => key.cmp(other),
        });
        keyed.dedup_by(|(_, one), (_, other)| one.data.same(&other.data));
        Self::Set(Items::set(of, keyed.into_iter().map(|(_, item)| item).collect())).hidden_if(sensitive)
    }
}

/// What Terraform orders the items of a set by if they are neither strings nor numbers.
fn hash(data: &Data, out: &mut String) {
    match data {
        Data::Null(_) | Data::Unknown | Data::Later(_) => out.push('?'),
        Data::Bool(value) => out.push(if *value { '1' } else { '0' }),
        Data::Number(number) => out.push_str(&number.to_string()),
        Data::Text(text) => {
            out.push('"');
            out.push_str(text.known().unwrap_or_default());
            out.push('"');
        }
        Data::List(items) | Data::Set(items) => {
            let (open, close) = if items.of.is_some() { ('[', ']') } else { ('<', '>') };
            out.push(open);
            for item in items {
                hash(&item.data, out);
                out.push(';');
            }
            out.push(close);
        }
        Data::Object(members) => {
            let (open, close) = if members.of.is_some() { ('{', '}') } else { ('<', '>') };
            out.push(open);
            for (name, member) in members {
                if members.of.is_some() {
                    out.push('"');
                    out.push_str(name);
                    out.push_str("\":");
                }
                hash(&member.value.data, out);
                out.push(';');
            }
            out.push(close);
        }
        Data::Sensitive(inside) => hash(inside, out),
    }
}

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
