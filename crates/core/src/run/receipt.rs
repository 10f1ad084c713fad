//! The receipt: what a run called, what came back, what was not done, and what was before it, so that it can be undone. A
//! saved document.

use crate::ordered::Map;
use crate::{
    address::Address,
    digest::Digest,
    observed::Code,
    plan::{Change, StepId},
    remote_test::RemoteTest,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// The version of the document.
pub const FORMAT_VERSION: u32 = 2;

/// The account of one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    pub format_version: u32,
    pub stack: String,
    /// The digest of the plan that was carried out.
    pub plan: Digest,
    pub result: RunResult,
    /// One record a step, in the plan's order.
    pub steps: Vec<StepRecord>,
    /// What the run was to change: each resource as it was before, and as it was to be.
    pub changes: Vec<Change>,
    /// The function code of what was before the run, in either stage, held once.
    pub code: Map<Digest, Code>,
    /// The digest of all the rest, to notice a receipt that was edited by hand.
    pub digest: Digest,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RunResult {
    /// The run has not ended.
    Unfinished,
    /// Every step is done.
    Complete,
    /// Something failed; what did not depend on it is done.
    Failed,
    /// It was told to stop before everything was done.
    Cancelled,
}

/// What became of one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepRecord {
    pub id: StepId,
    pub address: Address,
    pub operation: String,
    pub status: StepStatus,
    /// What the step was to show, if it was a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<RemoteTest>,
    pub calls: Vec<CallRecord>,
    /// What the step gave to later ones, by AWS's names.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub outputs: Map<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The way out of the error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StepStatus {
    /// Never begun.
    NotStarted,
    /// Begun and not settled, in a run that has not ended, was cancelled or was cut off.
    InProgress,
    Done,
    Failed,
    /// Not begun since something that it waits for failed.
    Skipped,
}

/// One call and what came back. It holds no code and no credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CallRecord {
    pub operation: String,
    pub sent_at_ms: u64,
    pub answered_at_ms: Option<u64>,
    /// `success`, AWS's error code, `unknown`, `not-sent`, or `in-flight` while there is no answer.
    pub result: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}
