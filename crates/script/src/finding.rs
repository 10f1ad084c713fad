//! Findings: what is said of the code. Which there are the rules decide.

use crate::codes::{Code, Severity};
use crate::facts::Span;
use alloc::{string::String, vec::Vec};

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
    /// The row of [`FEATURES`](crate::features::FEATURES) that it comes from, by which it can be overridden.
    pub feature: Option<&'static str>,
    pub(crate) alike: Alike,
}

/// What becomes of findings that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alike {
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
    pub(crate) fn new(code: Code, message: impl Into<String>, span: Span) -> Self {
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

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) const fn alike(mut self, alike: Alike) -> Self {
        self.alike = alike;
        self
    }

    pub(crate) fn related(mut self, message: impl Into<String>, span: Span) -> Self {
        self.related.push(Related { message: message.into(), span });
        self
    }
}
