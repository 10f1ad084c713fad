//! Faults by rule: which calls, counted how, and which fault.

use serde::{Deserialize, Serialize};

use super::kind::FaultKind;
use super::target::Target;

/// One kind of trouble for some of the calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a rule: an object with a `fault`")]
pub struct FaultRule {
    /// The operation's AWS name; `None` for all that the fault can strike.
    #[serde(default)]
    pub operation: Option<String>,
    /// The name, id or ARN of the one resource that a call must be about; `None` for any. Calls that
    /// list resources are about none.
    #[serde(default)]
    pub resource: Option<String>,
    /// Which of the matching calls, counted from when the rules were set.
    #[serde(default)]
    pub when: When,
    /// How often it strikes at most; `None` for no end.
    #[serde(default)]
    pub times: Option<u32>,
    /// What happens to them.
    #[serde(rename = "fault")]
    pub kind: FaultKind,
}

impl FaultRule {
    /// A rule for one operation, by its AWS name.
    #[must_use]
    pub fn on(operation: &str, when: When, kind: FaultKind) -> Self {
        Self { operation: Some(operation.to_owned()), ..Self::on_all(when, kind) }
    }

    /// A rule for every operation.
    #[must_use]
    pub fn on_all(when: When, kind: FaultKind) -> Self {
        Self { operation: None, resource: None, when, times: None, kind }
    }

    /// The same for calls about one resource only, by its name, id or ARN.
    #[must_use]
    pub fn resource(self, resource: &str) -> Self {
        Self { resource: Some(resource.to_owned()), ..self }
    }

    /// The same for so many strikes at most.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    pub(super) fn matches(&self, target: &Target) -> bool {
        self.kind.suits(target.operation)
            && self.operation.as_deref().is_none_or(|wanted| wanted == target.operation.name())
            && self.resource.as_deref().is_none_or(|wanted| target.is(wanted))
    }
}

/// Which of the calls that a rule matches are hit. Counting begins at 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Every one.
    #[default]
    Always,
    /// The nth only.
    Nth(u32),
    /// The nth and each nth after it.
    Every(u32),
    /// The nth and all after it.
    From(u32),
}

impl When {
    pub(super) const fn hits(self, count: u32) -> bool {
        match self {
            Self::Always => true,
            Self::Nth(n) => count == n,
            Self::Every(n) => n != 0 && count.is_multiple_of(n),
            Self::From(n) => count >= n,
        }
    }
}
