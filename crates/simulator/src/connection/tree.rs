//! JSON whose members keep their order, so that an object reads as in AWS's documentation and a function that goes through it
//! meets its members in that order.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Object(Vec<(String, Tree)>),
    Array(Vec<Tree>),
    /// What holds nothing else.
    Leaf(Value),
}

pub(super) fn object(members: impl IntoIterator<Item = (&'static str, Tree)>) -> Tree {
    Tree::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

pub(super) fn text(text: impl Into<String>) -> Tree {
    Tree::Leaf(Value::String(text.into()))
}

impl Tree {
    pub(super) fn parse(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    /// The texts of all members of this name, wherever they stand, in their order.
    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        match self {
            Self::Object(members) => {
                members.iter().flat_map(|(other, value)| value.named(other == name, name)).collect()
            }
            Self::Array(items) => items.iter().flat_map(|item| item.texts(name)).collect(),
            Self::Leaf(_) => Vec::new(),
        }
    }

    fn named(&self, is_named: bool, name: &str) -> Vec<&str> {
        match self {
            Self::Leaf(Value::String(text)) if is_named => vec![text],
            _ => self.texts(name),
        }
    }

    /// With a merge patch (RFC 7396): members of objects are merged, `null` takes one out, and all else is replaced.
    pub(super) fn merged(self, patch: Self) -> Self {
        let Self::Object(changes) = patch else { return patch };
        let mut members = match self {
            Self::Object(members) => members,
            Self::Array(_) | Self::Leaf(_) => Vec::new(),
        };
        for (name, change) in changes {
            let place = members.iter().position(|(other, _)| *other == name);
            match (place, change) {
                (Some(place), Self::Leaf(Value::Null)) => drop(members.remove(place)),
                (None, Self::Leaf(Value::Null)) => {}
                (place, change) => put(&mut members, place, name, change),
            }
        }
        Self::Object(members)
    }
}

/// Merges into the member at this place, or adds one. What is added is merged too, which takes every `null` out of it.
fn put(members: &mut Vec<(String, Tree)>, place: Option<usize>, name: String, change: Tree) {
    match place.and_then(|place| members.get_mut(place)) {
        Some((_, value)) => *value = std::mem::replace(value, Tree::Leaf(Value::Null)).merged(change),
        None => members.push((name, Tree::Leaf(Value::Null).merged(change))),
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(members) => serializer.collect_map(members.iter().map(|(name, value)| (name, value))),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Leaf(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Leaf(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element()? {
            found.push(item);
        }
        Ok(Tree::Array(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut found = Vec::new();
        while let Some(member) = members.next_entry()? {
            found.push(member);
        }
        Ok(Tree::Object(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn merged(base: &str, patch: &str, expected: &str) {
        assert_eq!(Tree::parse(base).unwrap().merged(Tree::parse(patch).unwrap()).to_string(), expected);
    }

    #[test]
    fn a_patch_replaces_adds_and_takes_out() {
        merged(
            r#"{"b":1,"a":{"x":1,"y":2}}"#,
            r#"{"a":{"y":null,"z":3},"c":[null]}"#,
            r#"{"b":1,"a":{"x":1,"z":3},"c":[null]}"#,
        );
        merged(r#"{"a":"text"}"#, r#"{"a":{"b":{"c":null,"d":1}}}"#, r#"{"a":{"b":{"d":1}}}"#);
        merged(r#"{"a":[1,2]}"#, r#"{"a":[3]}"#, r#"{"a":[3]}"#);
        merged(r#"{"a":1}"#, r#"{"gone":null}"#, r#"{"a":1}"#);
    }

    #[test]
    fn numbers_and_texts_stay_as_they_are() {
        merged(
            r#"{"n":-1.5,"t":"\u0000\"","u":18446744073709551615}"#,
            "{}",
            r#"{"n":-1.5,"t":"\u0000\"","u":18446744073709551615}"#,
        );
    }
}
