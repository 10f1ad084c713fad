//! The outputs of a configuration.

use alloc::{string::String, vec::Vec};
use connfn_config::{Output, Sources};
use connfn_core::{diagnostic::Diagnostic, exported, observed::ObservedState, ordered::Map};
use serde::{Deserialize, Serialize};

/// Outputs by name.
pub type Outputs = Map<String, Output>;

/// A configuration whose outputs are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutputsRequest {
    pub sources: Sources,
    /// The stack whose resources count as the configuration's.
    #[serde(default)]
    pub stack: String,
    /// What exists. Without it everything that CloudFront sets is known only after apply.
    #[serde(default)]
    pub observed: Option<ObservedState>,
}

/// The outputs of a configuration and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutputsResponse {
    pub diagnostics: Vec<Diagnostic>,
    /// As in [`crate::CheckResponse::needs`].
    pub needs: Vec<String>,
    /// An output with an error is not among them.
    pub outputs: Outputs,
}

/// Works the outputs of a configuration out. What CloudFront sets of a resource that exists is as it was observed.
pub fn outputs(request: &OutputsRequest) -> OutputsResponse {
    let mut reading = connfn_config::read(&request.sources);
    if let (Some(observed), true) = (&request.observed, reading.needs.is_empty()) {
        let known = exported::of_desired(&request.stack, &reading.desired, observed);
        if !known.is_empty() {
            reading = connfn_config::read_with(&request.sources, &known);
        }
    }
    OutputsResponse { diagnostics: reading.diagnostics, needs: reading.needs, outputs: reading.outputs }
}
