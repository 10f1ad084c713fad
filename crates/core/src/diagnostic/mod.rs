//! The one shape of a problem on every surface: code, severity, message, address, place, help and related places.
//! Messages are lower case without a final period, quote user input in backticks and leave the way out to `help`.

mod codes;
mod position;

pub use codes::Code;
pub use position::{LineIndex, Location, Position, Span};

use crate::address::Address;
use crate::ordered::sort_by;
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// How much a diagnostic weighs. An error stops a plan; a warning and a note do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// One problem, or one thing worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    /// The resource that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Where it is, if it is somewhere in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The way out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Other places that matter, such as the first of two equal names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// A second place, and what it has to do with the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Related {
    pub message: String,
    pub location: Location,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            address: None,
            location: None,
            help: None,
            related: Vec::new(),
        }
    }

    #[must_use]
    pub fn at(mut self, location: impl Into<Option<Location>>) -> Self {
        self.location = location.into();
        self
    }

    #[must_use]
    pub fn about(mut self, address: &Address) -> Self {
        self.address = Some(address.clone());
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn related(mut self, message: impl Into<String>, location: Location) -> Self {
        self.related.push(Related { message: message.into(), location });
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics in the order of a reader: by file and place, those without a place last, then by address and code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    sort_by(diagnostics, |a, b| key(a).cmp(&key(b)));
}

type Key<'a> = (bool, Option<(&'a str, u32)>, Option<&'a Address>, Code, &'a str);

fn key(diagnostic: &Diagnostic) -> Key<'_> {
    let place = diagnostic.location.as_ref().map(|at| (at.file.as_str(), at.span.start.byte));
    (place.is_none(), place, diagnostic.address.as_ref(), diagnostic.code, &diagnostic.message)
}
