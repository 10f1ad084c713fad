//! What a run asks of its caller: which calls to make, and when to ask again.

use crate::{operation::Operation, plan::StepId};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// How to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunOptions {
    /// Most calls in flight at once.
    pub concurrency: usize,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self { concurrency: 8 }
    }
}

/// Names a call of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CallId(pub(super) u64);

/// A call to make now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Call {
    pub id: CallId,
    /// The step that it is for. A step may need several calls.
    pub step: StepId,
    #[serde(flatten)]
    pub operation: Operation<String, String>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Poll {
    /// Calls to make now, at once.
    pub calls: Vec<Call>,
    /// When to poll again if no call is answered before.
    pub wake_at_ms: Option<u64>,
    /// The run is over: no call is in flight and none will come.
    pub finished: bool,
}

/// An outcome was given for a call that is not in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unexpected;
