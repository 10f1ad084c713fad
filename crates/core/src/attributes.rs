//! Attributes as a plan shows them: a resource's values before and after, by Terraform's names. For reading only; nothing
//! is decided from them.

use crate::ordered::Map;
use crate::{digest::Digest, text::Text};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// A value of an attribute. In JSON the plain value, but for code (`{"$code": digest}`) and what is known only after apply
/// (`{"$unknown": true}`); no tag key can begin with `$`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
