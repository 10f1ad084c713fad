//! What a configuration says of the checks of function code: what its author knows of AWS and connfn does not. Nothing is checked
//! here, and which features there are is not known here.

use crate::ordered::Map;
use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The name of the local value that says it, in Terraform's language.
pub const LOCAL: &str = "connfn_checks";

/// What the checks of function code go by, beside the code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// Whether a viewer may connect without a certificate. Nothing is said that depends on it unless it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub optional_mtls: Option<bool>,
    /// How far features of the runtime can be relied on, by their ids in the table, where the table is wrong.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub runtime_features: Map<String, FeatureState>,
}

impl Checks {
    /// The members, as a configuration writes them.
    pub const MEMBERS: [&'static str; 2] = ["optional_mtls", "runtime_features"];

    /// Whether they leave all as it is.
    pub fn is_empty(&self) -> bool {
        self.optional_mtls.is_none() && self.runtime_features.is_empty()
    }
}

/// How far a feature of the runtime can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FeatureState {
    /// Nothing is said of it.
    Works,
    /// It works, but AWS does not list it.
    Undocumented,
    /// It is accepted and then goes wrong.
    Unreliable,
    /// The runtime does not have it.
    Missing,
}

impl FeatureState {
    pub const ALL: [Self; 4] = [Self::Works, Self::Undocumented, Self::Unreliable, Self::Missing];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Undocumented => "undocumented",
            Self::Unreliable => "unreliable",
            Self::Missing => "missing",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

impl fmt::Display for FeatureState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
