//! The parser's errors in words of our own.

use crate::facts::SyntaxError;
use alloc::{format, string::String, vec::Vec};
use oxc_diagnostics::Diagnostics;

/// How many errors are told. What follows these is mostly their consequence.
const MOST: usize = 5;

pub(super) fn worded(code: &str, diagnostics: &Diagnostics) -> Vec<SyntaxError> {
    let mut errors: Vec<SyntaxError> = Vec::new();
    for diagnostic in diagnostics.errors() {
        let (start, end) = diagnostic.labels.first().map_or((0, 0), |label| {
            let start = label.offset() as usize;
            (start, start + label.len() as usize)
        });
        let (start, end) = clamp(code, start, end);
        let text = code.get(start..end).unwrap_or_default();
        let span = u32::try_from(start).unwrap_or(u32::MAX)..u32::try_from(end).unwrap_or(u32::MAX);
        if errors.iter().any(|error| error.span == span) {
            continue;
        }
        let (message, help) = words(&diagnostic.message, text);
        let help = help.or_else(|| is_typescript(code).then_some(TYPESCRIPT));
        errors.push(SyntaxError { message, help, span, related: None, too_deep: false });
        if errors.len() == MOST {
            break;
        }
    }
    errors
}

const TYPESCRIPT: &str = "types are not part of JavaScript: compile TypeScript first";

/// Whether code that does not parse looks like TypeScript.
fn is_typescript(code: &str) -> bool {
    code.lines().map(str::trim_start).any(|line| {
        let begins = ["interface ", "type ", "import type ", "export interface ", "export type "];
        let declares = begins.iter().any(|word| line.starts_with(word)) && line.contains(['{', '=']);
        // `): void {` and `connection: Connection)`
        let annotated =
            line.split(':').skip(1).any(|after| after.trim_start().starts_with(|c: char| c.is_ascii_uppercase()));
        declares || line.contains("): ") || (line.contains("function ") && annotated)
    })
}

fn clamp(code: &str, start: usize, end: usize) -> (usize, usize) {
    let mut start = start.min(code.len());
    while !code.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = end.clamp(start, code.len());
    while !code.is_char_boundary(end) {
        end += 1;
    }
    (start, end)
}

/// What our messages say of those of the parser that people meet. The rest is told by the place alone.
const WORDS: &[(&str, &str, Option<&str>)] = &[
    (
        "Unexpected end of file",
        "the code ends in the middle of something",
        Some("look for a bracket that is never closed"),
    ),
    ("Unterminated string", "a text is not closed on its line", Some("close the quote, or use `\\n` for a line break")),
    ("Unterminated multiline comment", "a comment is never closed", Some("close it with `*/`")),
    ("Unterminated regular expression", "a regular expression is not closed on its line", None),
    (
        "Missing initializer in const declaration",
        "a constant has no value",
        Some("give it one, or declare it with `let`"),
    ),
    ("Missing catch or finally clause", "`try` has neither `catch` nor `finally`", None),
    ("Cannot assign to this expression", "this cannot be assigned to", None),
    ("Invalid left-hand side in assignment", "this cannot be assigned to", Some("`==` and `===` compare")),
    ("Invalid escape sequence", "an escape that does not exist", None),
    ("Invalid Unicode escape sequence", "a Unicode escape that is not complete", None),
    ("Invalid characters after number", "a name directly after a number", None),
    ("Expected a semicolon", "a semicolon or a new line is missing here", None),
    ("Expected function name", "a function declaration has no name", None),
    ("Expected function body", "a function has no body", None),
    ("Unexpected new.target expression", "`new.target` stands outside a function", None),
    ("HTML comments are not allowed in modules", "a comment in HTML's manner", Some("write `//` or `/* */`")),
    ("A rest parameter must be last in a parameter list", "a rest parameter is not the last one", None),
];

fn words(theirs: &str, text: &str) -> (String, Option<&'static str>) {
    if let Some((_, ours, help)) = WORDS.iter().find(|(known, ..)| theirs.starts_with(known)) {
        return (String::from(*ours), *help);
    }
    if theirs.starts_with("Identifier `") && theirs.ends_with("has already been declared") {
        return (format!("`{text}` is declared twice"), None);
    }
    // The parser says what it expects: "Expected `,` or `)` but found `;`".
    if let Some((expected, _)) = theirs.strip_prefix("Expected ").and_then(|rest| rest.split_once(" but found")) {
        return match text.trim() {
            "" => {
                (format!("the code ends where {expected} is expected"), Some("look for a bracket that is never closed"))
            }
            // `connection: Connection`
            ":" if expected.ends_with("`)`") => (format!("{expected} is expected before `:`"), Some(TYPESCRIPT)),
            _ => (format!("{expected} is expected before {}", quoted(text)), None),
        };
    }
    if text == "await" {
        return ("`await` stands in a function that is not `async`".into(), Some("write `async` before the function"));
    }
    match text.trim() {
        "" => ("something is missing here".into(), None),
        _ => (format!("{} cannot stand here", quoted(text)), None),
    }
}

/// A text from the code, in one line and not long.
fn quoted(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 && line.len() == text.len() {
        return format!("`{line}`");
    }
    format!("`{}…`", line.chars().take(40).collect::<String>())
}
