//! From text to the document tree, one file at a time. It must not look at other files or know any resource.

pub(crate) mod data;
pub(crate) mod hcl;
mod kinds;
pub(crate) mod node;
mod token;
mod tree;

pub(crate) use data::NULL_IN_TOML;
#[cfg(feature = "schema")]
pub(crate) use data::{SHORT_FUNCTION, SHORT_STORE};
pub(crate) use data::{blocks_of, offsets};
pub(crate) use hcl::{is_open, parse_question};
pub(crate) use kinds::{BLOCKS, labels_of};
pub(crate) use node::{Node, Value as Datum};
pub(crate) use tree::*;

use crate::{
    problem::{Place, Problems},
    sources::is_whole,
};
use alloc::{borrow::Cow, format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use data::{json, toml, yaml};

/// Parses one document. The second value says whether all of it was understood.
pub(crate) fn parse(file: usize, name: &str, text: &str, problems: &mut Problems) -> (Body, bool) {
    if is_override(name) {
        problems
            .add(Code::UnsupportedBlock, Place::new(file, &(0..0)), format!("connfn does not merge `{name}`"))
            .help("Terraform lays a file of this name over the others: rename it, or write its arguments into them");
        return (Body::default(), false);
    }
    let mark = problems.mark();
    let text = without_mark(text);
    let body = match reader(name) {
        None => hcl::parse(file, &text, problems),
        Some(read) => match read(file, &text, problems) {
            Some(root) if name.ends_with(".tfvars.json") => data::assignments(&text, &root, problems),
            Some(root) if is_whole(name) => {
                let tests = data::tests_of(&root);
                let mut body = data::document(&text, &data::written_out(root, problems), problems);
                body.tests = tests;
                body
            }
            Some(root) => data::document(&text, &root, problems),
            None => Body::of_json(),
        },
    };
    (body, !problems.failed_since(mark))
}

/// Whether Terraform lays a file over the others, so that what it declares is no second declaration.
fn is_override(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    let stem = name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tf");
    stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"))
}

/// A document before its blocks are told from its values: a tree of HCL, or data.
#[derive(Debug)]
pub(crate) enum Raw {
    Hcl(Body),
    Data(Node),
}

/// Parses one document. `None` if that failed, which is reported.
pub(crate) fn parse_raw(file: usize, name: &str, text: &str, problems: &mut Problems) -> Option<Raw> {
    let mark = problems.mark();
    let text = without_mark(text);
    let raw = match reader(name) {
        None => Raw::Hcl(hcl::parse(file, &text, problems)),
        Some(read) => Raw::Data(read(file, &text, problems)?),
    };
    (!problems.failed_since(mark)).then_some(raw)
}

/// Parses a file that holds data, whatever its name says: JSON if nothing else. `None` if that failed, which is reported.
pub(crate) fn parse_data(file: usize, name: &str, text: &str, problems: &mut Problems) -> Option<Node> {
    let mark = problems.mark();
    let root = reader(name).unwrap_or(json::parse)(file, &without_mark(text), problems)?;
    (!problems.failed_since(mark)).then_some(root)
}

/// Parses a file of values of variables, which may have any name. The second value says whether all of it was understood.
pub(crate) fn parse_values(file: usize, name: &str, text: &str, problems: &mut Problems) -> (Body, bool) {
    let mark = problems.mark();
    let text = without_mark(text);
    let body = match name.strip_suffix(".json") {
        Some(_) => match json::parse(file, &text, problems) {
            Some(root) => data::assignments(&text, &root, problems),
            None => Body::of_json(),
        },
        None => hcl::parse(file, &text, problems),
    };
    (body, !problems.failed_since(mark))
}

/// Parses an expression that stands in a file from some byte on to its end. `None` if that was reported.
pub(crate) fn parse_expression(file: usize, text: &str, start: usize, problems: &mut Problems) -> Option<Expression> {
    hcl::parse_reported_expression(file, text, hcl::Origin::Decoded((start..=start + text.len()).collect()), problems)
}

/// Reads a document of data; `None` if it is none, which is reported.
type ReadData = fn(file: usize, text: &str, problems: &mut Problems) -> Option<Node>;

/// The reader of what a file's name says that it holds. None if that is HCL.
fn reader(name: &str) -> Option<ReadData> {
    match name.rsplit_once('.')?.1 {
        "json" => Some(json::parse),
        "yaml" | "yml" => Some(yaml::parse),
        "toml" => Some(toml::parse),
        _ => None,
    }
}

/// Reads data in a value of the configuration; an error says what is wrong with it, in words.
pub(crate) fn data(text: &str, yaml: bool) -> Result<Node, String> {
    let mut problems = Problems::default();
    let read: ReadData = if yaml { yaml::parse } else { json::parse };
    match (read(0, text, &mut problems), problems.first_message()) {
        (Some(node), None) => Ok(node),
        (_, problem) => Err(problem.unwrap_or_default()),
    }
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

/// The parts of a template that stands in a file of its own, or in a value: then `exact` is false, and all of it has that value's
/// place. `None` if it is none, which is reported.
pub(crate) fn template(text: &str, place: Place, exact: bool, problems: &mut Problems) -> Option<Vec<Part>> {
    let origin = if exact { hcl::Origin::Same } else { hcl::Origin::Whole(place) };
    match hcl::parse_template(place.file, text, origin, place, problems).kind {
        Kind::Template(parts) => Some(parts),
        _ => None,
    }
}

/// The expression that a JSON string holds where the language wants a reference and not a value.
pub(crate) fn expression_in(text: &str, string: Place) -> Option<Expression> {
    // A plain scalar of YAML is as long as its text and has no quotes.
    let quote = usize::from(string.end.saturating_sub(string.start) > text.len());
    let offsets = (0..=text.len()).map(|byte| (string.start + quote + byte).min(string.end)).collect();
    hcl::parse_expression(string.file, text, hcl::Origin::Decoded(offsets))
}
