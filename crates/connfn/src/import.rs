//! Importing: the configuration and the code file of what exists, to be owned from then on.

use alloc::{collections::BTreeMap, string::String};
use connfn_core::{address::Address, diagnostic::Diagnostic, observed::ObservedState};
use serde::{Deserialize, Serialize};

/// What to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportRequest {
    pub observed: ObservedState,
    /// A function's id or ARN, or a store's name.
    pub id: String,
    /// The label in the configuration; the resource's name if absent.
    #[serde(default)]
    pub label: Option<String>,
}

/// The files to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportResponse {
    pub address: Address,
    /// By path, relative to the configuration's folder: the configuration with its `import` block, and the function's code.
    pub files: BTreeMap<String, String>,
}
