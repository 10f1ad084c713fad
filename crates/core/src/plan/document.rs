//! The plan document. Users save it and programs read it, so every change here is a change of a contract: see
//! [`FORMAT_VERSION`].

use crate::{
    address::{Address, ResourceType},
    attributes::Attribute,
    diagnostic::{Code as DiagnosticCode, Diagnostic},
    digest::Digest,
    observed::Code,
    operation::{FunctionConfig, Operation},
    ordered::{Map, Set},
    remote_test::RemoteTest,
    sealed,
    text::Text,
};
use alloc::{format, string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Serialize};

/// The version of the document. A reader refuses any other.
pub const FORMAT_VERSION: u32 = 1;

/// What is to be done to make CloudFront what a configuration asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub format_version: u32,
    /// The stack that owns what the plan makes.
    pub stack: String,
    pub mode: Mode,
    /// The digest of the desired state that the plan came from.
    pub configuration: Digest,
    /// The addresses that were asked for, if not all were: the plan is then about these and what belongs to them, and about
    /// nothing else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
    /// The digest of the plan whose run this one undoes, if it is to undo one: it is then about what that run was to change, and
    /// about nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollback: Option<Digest>,
    /// What was observed of the resources that the plan is about.
    pub basis: Basis,
    /// Every resource that is in the configuration or owned by the stack, by address; of a plan with targets, every one that it
    /// is about.
    pub changes: Vec<Change>,
    /// The calls, each after those that it waits for.
    pub steps: Vec<Step>,
    pub report: Report,
    /// Function code, held once.
    pub code: Map<Digest, Code>,
    /// The digest of all the rest, to notice a plan that was edited by hand.
    pub digest: Digest,
}

/// What a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Make CloudFront what the configuration says.
    #[default]
    Normal,
    /// Delete all that the stack owns.
    Destroy,
    /// Say where CloudFront is not what the configuration says, and change nothing.
    RefreshOnly,
}

/// What was observed of the resources that a plan is about, to tell later whether it still holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// By function name: the digest of what was there, or null for nothing.
    pub functions: Map<String, Option<Digest>>,
    /// By store name: the digest of what was there, or null for nothing.
    pub stores: Map<String, Option<Digest>>,
}

/// What becomes of one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub address: Address,
    #[serde(rename = "type")]
    pub resource_type: ResourceType,
    pub action: Action,
    /// Whether the address means another resource now and this is an older one that still carries it, as after a replacement
    /// that was cut short.
    pub deposed: bool,
    /// Whether the existing resource comes under this stack.
    pub adopt: bool,
    /// Whether the resource leaves this stack and stays, as one does that a run adopted which is undone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub release: bool,
    /// The address that the resource's tags name so far, if it is another one of this stack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Address>,
    /// Attributes before, null if the resource does not exist.
    pub before: Option<Map<String, Attribute>>,
    /// Attributes after, null if the resource will not exist.
    pub after: Option<Map<String, Attribute>>,
    /// The attributes whose change cannot be made in place.
    pub replace_because: Vec<String>,
    /// What happens to the LIVE stage, for a function that has one or gets one.
    pub live: Option<LiveChange>,
    /// The tests that CloudFront runs on DEVELOPMENT once it holds what it is to hold. A publication waits for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remote_tests: Vec<RemoteTest>,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// What is done to a resource, by Terraform's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    NoOp,
    Create,
    /// It comes under this stack, and nothing else of it changes.
    Adopt,
    /// It leaves this stack, and nothing else of it changes.
    Release,
    Update,
    /// A new one is created before the old one is deleted.
    Replace,
    Delete,
}

/// What happens to a function's LIVE stage, the one that viewers meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LiveChange {
    pub effect: LiveEffect,
    /// What LIVE holds now, null if it holds nothing: `comment`, `connection_function_code`, `key_value_store_arn`, `runtime`.
    pub before: Option<Map<String, Attribute>>,
    /// What LIVE will hold, null if nothing.
    pub after: Option<Map<String, Attribute>>,
}

/// What a plan does to a LIVE stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LiveEffect {
    /// DEVELOPMENT, as it will be, is copied over LIVE.
    Publish,
    /// LIVE stays as it is although DEVELOPMENT differs from it.
    Stays,
    /// LIVE is as DEVELOPMENT will be; nothing happens.
    Same,
    /// LIVE goes with the function.
    Removed,
}

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

impl Plan {
    pub fn has_changes(&self) -> bool {
        !self.steps.is_empty() || !self.report.blocked.is_empty() || self.has_drift()
    }

    /// Whether a plan that was to say so found CloudFront unlike the configuration.
    pub fn has_drift(&self) -> bool {
        !self.report.drift.is_empty()
    }

    /// Whether the plan is about some resources only.
    pub fn is_partial(&self) -> bool {
        !self.targets.is_empty() || self.rollback.is_some()
    }

    pub fn is_applicable(&self) -> bool {
        self.report.blocked.is_empty()
    }

    /// Why the plan cannot be carried out, if it cannot.
    pub fn check_applicable(&self) -> Result<(), Vec<Diagnostic>> {
        if self.mode == Mode::RefreshOnly {
            let problem = "the plan only reports drift, and there is nothing in it to apply";
            return Err(Vec::from([Diagnostic::new(DiagnosticCode::PlanOfNothing, problem)
                .help("make a plan without `--refresh-only` to set right what it reports")]));
        }
        if !self.is_applicable() {
            let problem = match self.report.blocked.len() {
                1 => "the plan is blocked by a problem".into(),
                blocked => format!("the plan is blocked by {blocked} problems"),
            };
            return Err(Vec::from([Diagnostic::new(DiagnosticCode::PlanBlocked, problem)
                .help("solve what blocks it, then make a new plan")]));
        }
        Ok(())
    }

    /// Writes into the plan the digest of everything but the digest itself, and returns what stood there. Code that is text
    /// counts by its own digest, under which it is held.
    pub(crate) fn seal(&mut self) -> Digest {
        sealed::seal(self)
    }

    /// Seals the plan, and gives it as compact JSON.
    pub(super) fn seal_to_json(&mut self) -> String {
        sealed::seal_to_json(self)
    }

    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }
}

impl Change {
    /// A change in which nothing happens yet.
    pub(super) fn unchanged(
        address: &Address,
        before: Option<Map<String, Attribute>>,
        after: Option<Map<String, Attribute>>,
    ) -> Self {
        Self {
            address: address.clone(),
            resource_type: address.resource_type(),
            action: Action::NoOp,
            deposed: false,
            adopt: false,
            release: false,
            moved_from: None,
            before,
            after,
            replace_because: Vec::new(),
            live: None,
            remote_tests: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// The resource's name: the one that it has, or else the one that it will have.
    pub fn name(&self) -> Option<&str> {
        match self.before.as_ref().or(self.after.as_ref())?.get("name") {
            Some(Attribute::String(name)) => Some(name),
            _ => None,
        }
    }

    pub fn publishes(&self) -> bool {
        self.live.as_ref().is_some_and(|live| live.effect == LiveEffect::Publish)
    }
}
