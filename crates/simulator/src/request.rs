//! What is to be run.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The instant that a function sees if none is given.
pub const DEFAULT_NOW: &str = "2026-01-01T00:00:00Z";

/// A function, the connection that it decides on, and all else that it can see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub code: String,
    /// AWS's name: `cloudfront-js-2.0`.
    pub runtime: String,
    /// The connection, as the text of a JSON object.
    pub connection: String,
    /// The contents of the associated key value store. None: no store is associated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<BTreeMap<String, String>>,
    /// The instant at which the function runs, as RFC 3339 writes it, such as `2026-01-01T00:00:00Z`. Parts of a millisecond are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// How far features of the runtime can be relied on, where the user says other than the table: `works`, `undocumented`,
    /// `unreliable` or `missing` by the feature's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub runtime_features: BTreeMap<String, String>,
}
