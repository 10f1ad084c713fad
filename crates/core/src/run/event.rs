//! What a run reports while it goes on, for a progress display or a log.

use crate::{address::Address, plan::StepId};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Something happened to a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    pub at_ms: u64,
    pub step: StepId,
    pub address: Address,
    /// The step's operation by its AWS name.
    pub operation: String,
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum EventKind {
    Started,
    /// A wait is not over; `status` is what CloudFront says now.
    Waiting {
        status: String,
    },
    /// The effect of a call is not known, or a call failed in a way that may pass; looking or trying again.
    Retrying {
        because: String,
    },
    Done,
    Failed {
        error: String,
    },
    /// Not done since something that it waits for failed.
    Skipped {
        because: StepId,
    },
}
