//! What was found: data, in a stable order, that is printed as JSON as it is. The text for people is [`human`]'s.

mod hindered;
mod human;
mod lived;

use crate::{answer::Identity, assumptions::By, examine::Need};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

pub(crate) use hindered::{Amount, Held};
pub use human::human;

/// The id of the finding that CloudFront cannot be reached.
pub(crate) const ENDPOINT: &str = "endpoint";

/// The version of the JSON document.
const FORMAT_VERSION: &str = "1.0";

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub format_version: &'static str,
    /// Whether nothing is wrong. What is unknown is not wrong.
    pub well: bool,
    pub account: Option<String>,
    pub caller: Option<String>,
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub partition: Option<String>,
    /// Where the credentials come from.
    pub credentials: Option<String>,
    pub findings: Vec<Finding>,
    #[serde(skip)]
    pub(crate) held: Held,
    /// Whether a live examination was begun.
    #[serde(skip)]
    pub(crate) was_changed: bool,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub area: Area,
    /// Of a permission its action, of an assumption its id, else a word.
    pub id: String,
    pub verdict: Verdict,
    /// What a permission is needed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<Need>,
    /// What it takes to check an assumption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    Identity,
    Clock,
    Permissions,
    Quotas,
    Assumptions,
    /// What a live examination left behind.
    Cleanup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Ok,
    /// It works, and soon may not.
    Warning,
    Wrong,
    /// It was looked at, and nothing is known.
    Unknown,
    NotChecked,
}

impl Finding {
    pub(crate) fn new(area: Area, id: impl Into<String>, verdict: Verdict, message: impl Into<String>) -> Self {
        Self { area, id: id.into(), verdict, need: None, by: None, message: message.into(), help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl Report {
    pub(crate) fn of(identity: Option<Identity>, findings: Vec<Finding>) -> Self {
        let (account, caller) = identity.map(|identity| (identity.account, identity.arn)).unzip();
        let report = Self {
            format_version: FORMAT_VERSION,
            well: true,
            account,
            caller,
            endpoint: None,
            region: None,
            partition: None,
            credentials: None,
            findings,
            held: Held::default(),
            was_changed: false,
        };
        report.judged()
    }

    /// Whether CloudFront was reached, takes the credentials, and considered what it was asked.
    pub fn reached(&self) -> bool {
        !self.findings.iter().any(|finding| finding.area == Area::Identity && finding.verdict == Verdict::Wrong)
    }

    fn judged(self) -> Self {
        Self { well: self.findings.iter().all(|finding| finding.verdict != Verdict::Wrong), ..self }
    }
}
