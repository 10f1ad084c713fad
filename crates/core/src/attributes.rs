//! Attributes as a plan shows them: a resource's values before and after, by Terraform's names. For reading only; nothing
//! is decided from them.

use crate::{
    digest::Digest,
    json::{self, Error, Tree},
    ordered::Map,
    text::Text,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Deserializer, Serialize};

/// A value of an attribute. In JSON the plain value, but for code (`{"$code": digest}`) and what is known only after apply
/// (`{"$unknown": true}`); no tag key can begin with `$`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Attribute {
    Null,
    Bool(bool),
    String(String),
    Code {
        #[serde(rename = "$code")]
        code: Digest,
    },
    Unknown {
        #[serde(rename = "$unknown")]
        unknown: bool,
    },
    /// A nested block, given as often as it stands.
    Blocks(Vec<Map<String, Attribute>>),
    Map(Map<String, Attribute>),
}

impl Attribute {
    pub const UNKNOWN: Self = Self::Unknown { unknown: true };

    pub fn string(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    pub fn code(digest: &Digest) -> Self {
        Self::Code { code: digest.clone() }
    }

    /// A text's value, or unknown if a part of it is.
    pub fn text<R>(text: &Text<R>) -> Self {
        text.known().map_or(Self::UNKNOWN, Self::string)
    }

    pub fn map<V>(entries: &Map<String, V>, value: impl Fn(&V) -> Self) -> Self {
        Self::Map(entries.iter().map(|(key, entry)| (key.clone(), value(entry))).collect())
    }
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::read_by(deserializer, |tree| match tree {
            Tree::Null => Ok(Self::Null),
            Tree::Bool(value) => Ok(Self::Bool(*value)),
            Tree::String(_) => Ok(Self::String(tree.read()?)),
            Tree::Array(_) => Ok(Self::Blocks(tree.read()?)),
            Tree::Object(_) => tree
                .required("$code")
                .map(|code| Self::Code { code })
                .or_else(|_| tree.required("$unknown").map(|unknown| Self::Unknown { unknown }))
                .or_else(|_| tree.read().map(Self::Map)),
            Tree::Unsigned(_) | Tree::Negative(_) | Tree::Float(_) => Err(Error::no_form()),
        })
    }
}
