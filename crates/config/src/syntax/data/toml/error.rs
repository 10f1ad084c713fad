//! Syntax errors of TOML in the house style. The parser says where and what; most of the words are ours.

use crate::{
    problem::{Place, Problems},
    syntax::token::{token, word_before},
};
use alloc::{format, string::String};
use connfn_core::diagnostic::Code;

/// Reports why TOML could not be parsed.
pub(super) fn report(error: &toml_parser::ParseError, text: &str, file: usize, problems: &mut Problems) {
    let span = error.unexpected().or(error.context()).unwrap_or_default();
    let around = error.context().unwrap_or(span);
    let (context, bad) = (around.start()..around.end(), span.start()..span.end());
    let has = |part: &str| error.description().contains(part);
    let (range, found) = token(text, bad.start);
    let (range, message, help) = if has("unclosed") {
        (context.start..context.start + 1, String::from("a bracket is not closed"), None)
    } else if has("string") && bad.is_empty() && bad.start == context.end && !context.is_empty() {
        let help = "end it with the quotes that it starts with; three of them hold several lines";
        (context, String::from("a string is not closed"), Some(help))
    } else if has("basic string") || has("literal string") {
        (bad, String::from("a control character stands in a string"), Some("write it as `\\uNNNN` in double quotes"))
    } else if has("escape") || has("unicode") || (has("invalid value") && bad.start > context.start) {
        let backslash = text.get(context.start..bad.start).and_then(|before| before.rfind('\\')).unwrap_or_default();
        let start = context.start + backslash;
        let range = start..text.ceil_char_boundary(bad.start + 1);
        (range, String::from("not an escape sequence of TOML"), Some("within single quotes a `\\` stands for itself"))
    } else if has("must be quoted") && context.is_empty() {
        (range, format!("expected a value, but found {found}"), None)
    } else if has("must be quoted") || has("boolean") {
        (context, String::from("a text is written in quotes"), None)
    } else if has("with no value") {
        let (range, word) = word_before(text, bad.start);
        (range, format!("expected `=` after {word}"), Some("a member is `key = value`"))
    } else if has("key or value") || has("unexpected content") {
        (range, format!("expected a new line before {found}"), None)
    } else if has("extra") {
        (range, format!("did not expect {found}"), None)
    } else {
        (if bad.is_empty() { range } else { bad }, String::from(error.description()), None)
    };
    let problem = problems.add(Code::Syntax, Place::new(file, &range), message);
    if let Some(help) = help {
        problem.help(help);
    }
}
