//! Function code to findings: what the runtime of CloudFront connection functions cannot run, what the connection object does not
//! have, and on which ways through a function nobody decides.
//!
//! [`check`] reads the code once (`parse`) into plain facts (`facts`), and each rule (`rules`, one file a rule) looks at the facts
//! alone. What the runtime has is a table ([`FEATURES`]) whose every row a user can override, since nobody here has tested AWS
//! itself. A rule that is not sure says nothing.
//!
//! # How it is wired
//!
//! - Rules tell all that they find. What is ignored is taken out, and only then what says the same is gathered.
//! - The caller has the code as a text and knows the runtime, whether a store is associated and whether mutual TLS is optional; what
//!   it does not know stays `None`, and the rules that depend on it are silent.
//! - A [`Finding`]'s spans are byte offsets into the code. Where the code is a heredoc, whoever knows the document maps them.
//! - [`Code`] has the numbers of `connfn_core::diagnostic::Code`, CF0310 to CF0351; the library face makes a finding a diagnostic.
//! - Empty code (CF0301), sizes (CF0302, CF0303) and runtime 1.0 itself (CF0304) are not told here: `connfn_core` does. Code of
//!   more than [`LARGEST`] bytes is not looked at at all.
//! - `// connfn-ignore CF0310 reason` silences that code on its own line, or on the next one if it stands alone.
//!
//! This crate does no I/O, and no input makes it panic or overflow the stack.
#![no_std]

extern crate alloc;

mod codes;
mod facts;
mod features;
mod flow;
mod ignore;
mod meaning;
mod outline;
mod parse;
mod rules;

pub use codes::{Code, Severity};
pub use facts::Span;
pub use features::{FEATURES, Feature, GLOBALS, Place, Support, feature};
pub use outline::{ImportPlace, Outline, StatementPlace, outline};

use alloc::{format, string::String, vec::Vec};

/// The size in bytes above which code is not looked at: the API refuses it.
pub const LARGEST: usize = 40_960;

/// The two runtimes that the API accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// `cloudfront-js-1.0`
    V1,
    /// `cloudfront-js-2.0`, the only one that AWS documents for connection functions.
    #[default]
    V2,
}

impl Runtime {
    /// The runtime of AWS's name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "cloudfront-js-1.0" => Some(Self::V1),
            "cloudfront-js-2.0" => Some(Self::V2),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::V1 => "cloudfront-js-1.0",
            Self::V2 => "cloudfront-js-2.0",
        }
    }
}

/// What is known about a function beside its code.
#[derive(Clone, Debug, Default)]
pub struct Context {
    pub runtime: Runtime,
    /// Whether a key value store is associated with the function. None: not known.
    pub store_associated: Option<bool>,
    /// Whether a viewer may connect without a certificate. None: not known.
    pub optional_mtls: Option<bool>,
    pub overrides: Overrides,
}

/// What a user says of features, against the table.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    entries: Vec<(String, Support)>,
}

impl Overrides {
    /// Says how far a feature can be relied on, in whichever runtime. False: the table has no such feature.
    #[must_use]
    pub fn set(&mut self, id: &str, support: Support) -> bool {
        if feature(id).is_none() {
            return false;
        }
        self.entries.retain(|(known, _)| known != id);
        self.entries.push((id.into(), support));
        true
    }

    /// How far a feature can be relied on: as the user says, or else as the table does.
    pub fn support(&self, feature: &Feature, runtime: Runtime) -> Support {
        let entry = self.entries.iter().find(|(id, _)| id == feature.id);
        entry.map_or_else(|| feature.support(runtime), |(_, support)| *support)
    }
}

/// Something worth knowing about the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    /// The way out.
    pub help: Option<String>,
    pub span: Span,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// The row of [`FEATURES`] that it comes from, by which it can be overridden.
    pub feature: Option<&'static str>,
    alike: Alike,
}

/// What becomes of findings that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alike {
    /// Each is told, as far as there are few.
    Each,
    /// The first is told.
    First,
    /// The first is told, with the places of others.
    FirstWithPlaces,
}

/// A second place, and what it has to do with the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub message: String,
    pub span: Span,
}

impl Finding {
    fn new(code: Code, message: impl Into<String>, span: Span) -> Self {
        let severity = code.severity();
        Self {
            code,
            severity,
            message: message.into(),
            help: None,
            span,
            related: Vec::new(),
            feature: None,
            alike: Alike::Each,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    const fn alike(mut self, alike: Alike) -> Self {
        self.alike = alike;
        self
    }

    fn related(mut self, message: impl Into<String>, span: Span) -> Self {
        self.related.push(Related { message: message.into(), span });
        self
    }
}

/// Checks a function's code. The findings are in the order of their places.
pub fn check(code: &str, context: &Context) -> Vec<Finding> {
    if code.len() > LARGEST {
        return Vec::new();
    }
    let facts = parse::parse(code);
    let mut findings = rules::all(&facts, context);
    ignore::apply(code, &facts, context, &mut findings);
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    gathered(findings)
}

/// How many findings that say the same are told. Code that was bundled may have thousands.
const MOST_ALIKE: usize = 25;

/// How many places are told of a finding.
const MOST_PLACES: usize = 5;

/// Findings that say the same.
struct Group {
    hash: u32,
    count: usize,
    /// The place among those that are told of the last one that is.
    last: usize,
}

/// Leaves out what says the same as a finding before it, or as many: the last of those says how many there are.
fn gathered(findings: Vec<Finding>) -> Vec<Finding> {
    let mut groups: Vec<Group> = Vec::new();
    let mut told: Vec<Finding> = Vec::new();
    for finding in findings {
        let hash = facts::hash(&finding.message);
        let same = |group: &&mut Group| {
            let other = told.get(group.last).filter(|_| group.hash == hash);
            other.is_some_and(|other| other.code == finding.code && other.message == finding.message)
        };
        match groups.iter_mut().find(same) {
            None => {
                groups.push(Group { hash, count: 1, last: told.len() });
                told.push(finding);
            }
            Some(group) => {
                group.count += 1;
                if finding.alike == Alike::Each && group.count <= MOST_ALIKE {
                    group.last = told.len();
                    told.push(finding);
                } else if let Some(first) = told.get_mut(group.last)
                    && finding.alike == Alike::FirstWithPlaces
                    && first.related.len() < MOST_PLACES
                {
                    first.related.push(Related { message: "and here".into(), span: finding.span });
                }
            }
        }
    }
    for Group { count, last, .. } in groups {
        let more = count.saturating_sub(MOST_ALIKE);
        if let (Some(finding), true) = (told.get_mut(last), more > 0)
            && finding.alike == Alike::Each
        {
            let places = if more == 1 { "place" } else { "places" };
            finding.message.push_str(&format!(", and so in {more} more {places}"));
        }
    }
    told
}

fn order(finding: &Finding) -> (u32, u32, Code, &str) {
    (finding.span.start, finding.span.end, finding.code, &finding.message)
}
