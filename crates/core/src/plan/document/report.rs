//! What a plan says beside its changes.

use crate::{
    address::Address,
    diagnostic::Diagnostic,
    ordered::{Map, Set},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// What the plan does not do, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What stays as it is and why, and what to know besides.
    pub notes: Vec<Note>,
    /// What stands in the way. A plan with any of these has no steps and cannot be applied.
    pub blocked: Vec<Diagnostic>,
    /// What became of the tests of the functions that have some.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tests: Map<Address, TestCounts>,
    /// What is in the configuration or owned by the stack and was not looked at, since it was not asked for.
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    pub left_out: Set<Address>,
    /// Where CloudFront is not what the configuration says, if that is all that was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drift: Vec<Drift>,
}

/// How many tests of a function passed, failed, and were not run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestCounts {
    pub passed: u32,
    pub failed: u32,
    pub not_run: u32,
}

/// One way in which one resource is not what the configuration says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Drift {
    pub address: Address,
    pub kind: DriftKind,
    pub message: String,
}

/// What of a resource is not what the configuration says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DriftKind {
    /// It does not exist.
    Missing,
    /// The stack owns it, and the configuration does not have it.
    NotInConfiguration,
    /// It exists, and no stack owns it.
    NotOwned,
    OwnedByOtherStack,
    /// It has another name.
    Renamed,
    /// What a function's DEVELOPMENT stage holds.
    Development,
    /// What a function's LIVE stage holds, or that it holds nothing.
    Live,
    /// What a store's arguments are.
    Settings,
    Tags,
    /// The tags that say whose it is.
    Ownership,
}

/// One thing to know about one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub address: Address,
    pub message: String,
}
