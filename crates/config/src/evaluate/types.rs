//! The types that values have, by the rules of Terraform's language. Which type several values have in common [`super::unify`]
//! says.

use alloc::{rc::Rc, string::String, vec::Vec};
use connfn_core::ordered::Map;

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
    pub(super) fn is_open(&self) -> bool {
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
