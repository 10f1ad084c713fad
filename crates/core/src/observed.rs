//! Observed state: what CloudFront holds, as read. A saved and shared document, so it carries a version; whoever reads
//! an account writes this and nothing else, and the planner believes it.

use crate::{
    digest::Digest,
    json::{self, Error, Tree},
    ordered::Map,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Deserializer, Serialize};

/// The version of the document that this build reads and writes.
pub const FORMAT_VERSION: u32 = 1;

/// What exists in an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObservedState {
    pub format_version: u32,
    /// Connection functions by id.
    pub functions: Map<String, ObservedFunction>,
    /// Key value stores by name.
    pub stores: Map<String, ObservedStore>,
    /// Function code, held once.
    pub code: Map<Digest, Code>,
}

/// An existing connection function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObservedFunction {
    pub name: String,
    pub arn: String,
    /// `UNPUBLISHED`, `UNASSOCIATED`, `PUBLISHING`, `IN_PROGRESS` or `DEPLOYED`; the API model leaves it open.
    pub status: String,
    pub tags: Map<String, String>,
    pub development: ObservedStage,
    /// Absent until the function is first published.
    pub live: Option<ObservedStage>,
    /// The ids of the distributions that use it. Absent if nobody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distributions: Option<Vec<String>>,
}

/// What one stage of a function holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObservedStage {
    pub comment: String,
    /// One of [`Runtime`](crate::limits::Runtime)'s names, or one that is newer than this build.
    pub runtime: String,
    /// ARNs of the associated key value stores.
    pub store_arns: Vec<String>,
    /// ETag and code digest. Absent if only the summary was read, as for a function that is no concern of the plan.
    pub content: Option<Content>,
}

/// The part of a stage that a listing does not carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Content {
    pub etag: String,
    pub code: Digest,
}

/// An existing key value store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObservedStore {
    pub id: String,
    pub arn: String,
    pub comment: String,
    /// `PROVISIONING` or `READY`; the API model leaves it open.
    pub status: String,
    pub last_modified_time: String,
    /// Absent if only the listing was read, as for a store that is no concern of the plan.
    pub etag: Option<String>,
    pub tags: Map<String, String>,
}

/// Function code as CloudFront holds it, which need not be text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FunctionCode"))]
#[serde(untagged)]
pub enum Code {
    Text(String),
    Binary { base64: String },
}

impl Code {
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Binary { .. } => None,
        }
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::read_by(deserializer, |tree| match tree {
            Tree::String(_) => Ok(Self::Text(tree.read()?)),
            _ if tree.member("base64").is_some() => Ok(Self::Binary { base64: tree.required("base64")? }),
            _ => Err(Error::no_form()),
        })
    }
}

impl Default for ObservedState {
    /// An empty account.
    fn default() -> Self {
        Self { format_version: FORMAT_VERSION, functions: Map::new(), stores: Map::new(), code: Map::new() }
    }
}

impl ObservedState {
    pub fn store_by_arn(&self, arn: &str) -> Option<(&String, &ObservedStore)> {
        self.stores.iter().find(|(_, store)| store.arn == arn)
    }
}
