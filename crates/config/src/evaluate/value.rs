//! Values of expressions, each with the place that it is written at. A string may hold references to attributes that only
//! CloudFront knows. Knows the types of Terraform's language and nothing of resources.

use super::number::Number;
use crate::problem::Place;
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::ordered::Map;
use connfn_core::ordered::sort_by;
use connfn_core::{
    desired::AttributeRef,
    text::{Part, Text},
};
use core::cmp::Ordering;

#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) place: Place,
    pub(crate) data: Data,
}

#[derive(Clone, Debug)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Number(Number),
    Text(Text<AttributeRef>),
    List(Vec<Value>),
    /// Sorted, each once.
    Set(Vec<Value>),
    Object(Map<String, Member>),
    /// The reason has been reported, or a file is still needed; whoever meets it is silent.
    Unknown,
}

/// A member of an object, and where its key stands.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: Place,
    pub(crate) value: Value,
}

impl Value {
    pub(crate) const fn new(place: Place, data: Data) -> Self {
        Self { place, data }
    }

    pub(crate) const fn unknown(place: Place) -> Self {
        Self { place, data: Data::Unknown }
    }
}

impl Data {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(Text::literal(text))
    }

    pub(crate) fn index(index: usize) -> Self {
        Self::Number(Number::from(index))
    }

    /// A set of the items: sorted, each once. If they are not of one type all become strings, as in Terraform. `None`
    /// if one is no known string, number or bool.
    pub(crate) fn set(items: Vec<Value>) -> Option<Self> {
        let bools = items.iter().all(|item| matches!(item.data, Self::Bool(_)));
        let numbers = items.iter().all(|item| matches!(item.data, Self::Number(_)));
        let mut sorted = Vec::new();
        for item in items {
            let text = String::from(item.data.to_text()?.known()?);
            let data = if bools || numbers { item.data } else { Self::text(text.clone()) };
            sorted.push((text, Value::new(item.place, data)));
        }
        sort_by(&mut sorted, |(a, first), (b, second)| match (&first.data, &second.data) {
            (Self::Number(a), Self::Number(b)) => a.compare(*b).unwrap_or(Ordering::Equal),
            _ => a.cmp(b),
        });
        sorted.dedup_by(|(a, _), (b, _)| a == b);
        Some(Self::Set(sorted.into_iter().map(|(_, value)| value).collect()))
    }

    pub(crate) fn object(members: impl IntoIterator<Item = (String, Place, Value)>) -> Self {
        Self::Object(members.into_iter().map(|(name, key, value)| (name, Member { key, value })).collect())
    }

    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Whether all of it is known: no error within, and nothing that only CloudFront knows.
    pub(crate) fn is_known(&self) -> bool {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) => true,
            Self::Text(text) => text.known().is_some(),
            Self::List(items) | Self::Set(items) => items.iter().all(|item| item.data.is_known()),
            Self::Object(members) => members.values().all(|member| member.value.data.is_known()),
            Self::Unknown => false,
        }
    }

    /// Whether an error or a needed file is somewhere within.
    pub(crate) fn has_unknown(&self) -> bool {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => false,
            Self::List(items) | Self::Set(items) => items.iter().any(|item| item.data.has_unknown()),
            Self::Object(members) => members.values().any(|member| member.value.data.has_unknown()),
            Self::Unknown => true,
        }
    }

    /// The first attribute within that only CloudFront knows.
    pub(crate) fn reference(&self) -> Option<&AttributeRef> {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Unknown => None,
            Self::Text(text) => text.references().next(),
            Self::List(items) | Self::Set(items) => items.iter().find_map(|item| item.data.reference()),
            Self::Object(members) => members.values().find_map(|member| member.value.data.reference()),
        }
    }

    /// How large it is: its parts, and 64 bytes of text are a part.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Unknown => 1,
            Self::Text(text) => text.parts().iter().map(part_size).sum::<usize>() + 1,
            Self::List(items) | Self::Set(items) => items.iter().map(|item| item.data.size()).sum::<usize>() + 1,
            Self::Object(members) => {
                members.iter().map(|(name, member)| name.len() / 64 + member.value.data.size()).sum::<usize>() + 1
            }
        }
    }

    /// How deep lists and objects are within each other.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Unknown | Self::Text(_) => 0,
            Self::List(items) | Self::Set(items) => items.iter().map(|item| item.data.depth()).max().unwrap_or(0) + 1,
            Self::Object(members) => members.values().map(|member| member.value.data.depth()).max().unwrap_or(0) + 1,
        }
    }

    /// What a person calls its type.
    pub(crate) const fn noun(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Set(_) => "a set",
            Self::Object(_) => "an object",
            Self::Unknown => "a value",
        }
    }

    /// The value as a string, as Terraform converts it. `None` if it has no string form.
    pub(crate) fn to_text(&self) -> Option<Text<AttributeRef>> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Bool(value) => Some(Text::literal(if *value { "true" } else { "false" })),
            Self::Number(number) => Some(Text::literal(number.to_string())),
            Self::Null | Self::List(_) | Self::Set(_) | Self::Object(_) | Self::Unknown => None,
        }
    }

    /// The value as a bool, as Terraform converts it.
    pub(crate) fn to_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Text(text) => match text.known()? {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value as a number, as Terraform converts it.
    pub(crate) fn to_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => Number::parse(text.known()?),
            _ => None,
        }
    }

    /// The value as a count or a position.
    pub(crate) fn to_index(&self) -> Option<usize> {
        self.to_number().and_then(Number::index)
    }

    /// Whether two known values are of one type and the same.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::List(a), Self::List(b)) | (Self::Set(a), Self::Set(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.data.same(&b.data))
            }
            (Self::Object(a), Self::Object(b)) => {
                a.len() == b.len()
                    && a.iter().zip(b).all(|((ka, a), (kb, b))| ka == kb && a.value.data.same(&b.value.data))
            }
            _ => false,
        }
    }
}

fn part_size(part: &Part<AttributeRef>) -> usize {
    match part {
        Part::Literal(text) => text.len() / 64,
        Part::Reference(_) => 8,
    }
}

/// Puts texts together.
pub(crate) fn join(texts: impl IntoIterator<Item = Text<AttributeRef>>) -> Text<AttributeRef> {
    Text::from_parts(texts.into_iter().flat_map(|text| text.parts().to_vec()).collect::<Vec<Part<AttributeRef>>>())
}
