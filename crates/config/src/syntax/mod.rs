//! From text to the document tree, one file at a time. It must not look at other files or know any resource.

mod brackets;
mod error;
mod hcl;
mod json;
mod recover;
mod template;
mod tree;

pub(crate) use json::blocks_of;
pub(crate) use tree::*;

use crate::problem::{Place, Problems};
use alloc::{borrow::Cow, string::String};

/// Parses one document. The second value says whether all of it was understood.
pub(crate) fn parse(file: usize, name: &str, text: &str, problems: &mut Problems) -> (Body, bool) {
    let mark = problems.mark();
    let text = without_mark(text);
    let body = match name.strip_suffix(".json") {
        Some(name) if name.strip_suffix(".tfvars").is_some() => json::parse_assignments(file, &text, problems),
        Some(_) => json::parse(file, &text, problems),
        None => hcl::parse(file, &text, problems),
    };
    (body, !problems.failed_since(mark))
}

/// Parses a file of values of variables, which may have any name. The second value says whether all of it was understood.
pub(crate) fn parse_values(file: usize, name: &str, text: &str, problems: &mut Problems) -> (Body, bool) {
    let mark = problems.mark();
    let text = without_mark(text);
    let body = match name.strip_suffix(".json") {
        Some(_) => json::parse_assignments(file, &text, problems),
        None => hcl::parse(file, &text, problems),
    };
    (body, !problems.failed_since(mark))
}

/// Parses an expression that stands in a file from some byte on to its end. `None` if that was reported.
pub(crate) fn parse_expression(file: usize, text: &str, start: usize, problems: &mut Problems) -> Option<Expression> {
    hcl::parse_reported_expression(file, text, hcl::Origin::Decoded((start..=start + text.len()).collect()), problems)
}

/// Replaces a byte order mark by spaces of the same length, so that every offset stays true.
fn without_mark(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            let mut blank = String::from("   ");
            blank.push_str(rest);
            Cow::Owned(blank)
        }
        None => Cow::Borrowed(text),
    }
}

/// The expression that a JSON string holds where the language wants a reference and not a value.
pub(crate) fn expression_in(text: &str, string: Place) -> Option<Expression> {
    let offsets = (0..=text.len()).map(|byte| (string.start + 1 + byte).min(string.end)).collect();
    hcl::parse_expression(string.file, text, hcl::Origin::Decoded(offsets))
}
