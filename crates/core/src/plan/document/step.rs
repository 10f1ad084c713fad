//! The calls of a plan, each with what it waits for and what must be so.

#[cfg(doc)]
use super::Plan;
use crate::{
    address::Address,
    digest::Digest,
    operation::{FunctionConfig, Operation},
    remote_test::RemoteTest,
    text::Text,
};
use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Serialize};

/// A call of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    pub id: StepId,
    pub address: Address,
    /// The operation by its AWS name, and its input but for `IfMatch`, which is the precondition's.
    #[serde(flatten)]
    pub operation: Operation<Text<OutputRef>, CodeInput>,
    /// The steps that must have succeeded before.
    pub after: Vec<StepId>,
    pub precondition: Option<Precondition>,
    /// For a read that is repeated until something is so.
    pub wait: Option<Wait>,
    /// For a test: what it is to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<RemoteTest>,
}

/// The id of a step: the resource's address, a slash and what is done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct StepId(pub String);

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value that an earlier step's answer gives, by AWS's name: `ARN`, `ConnectionFunctionArn`, `ETag`, `Id`, `Status`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutputRef {
    pub step: StepId,
    pub output: String,
}

/// The code of a function in a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum CodeInput {
    /// Known: an entry of [`Plan::code`].
    Held {
        #[serde(rename = "$code")]
        code: Digest,
    },
    /// Holds what only an earlier step gives.
    Text(Text<OutputRef>),
}

/// What must be so for a mutating call to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Precondition {
    /// The resource is at this version; sent as `IfMatch`.
    Etag(Text<OutputRef>),
    /// Nothing of this name exists; CloudFront refuses the creation otherwise.
    Absent { name: String },
}

/// How long to repeat a read, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Wait {
    pub until: Until,
    pub limit_seconds: u32,
}

/// What ends a wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// `Status` is one of these.
    Status(Vec<String>),
    /// The code that is read is this.
    Code(CodeInput),
    /// The configuration that is read is this.
    Config(FunctionConfig<Text<OutputRef>>),
}
