//! The plan document. Users save it and programs read it, so every change here is a change of a contract: see
//! [`FORMAT_VERSION`].

mod change;
mod report;
mod step;

pub use change::{Action, Change, LiveChange, LiveEffect};
pub use report::{Drift, DriftKind, Note, Report, TestCounts};
pub use step::{CodeInput, OutputRef, Precondition, Step, StepId, Until, Wait};

use crate::{
    diagnostic::{Code as DiagnosticCode, Diagnostic},
    digest::Digest,
    observed::Code,
    ordered::Map,
    sealed,
};
use alloc::{format, string::String, vec::Vec};
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
