//! Syntax errors in the house style. The parsers say where and roughly what; the words are ours.

use crate::problem::{Place, Problems};
use alloc::{format, string::String};
use connfn_core::diagnostic::Code;
use core::ops::Range;
use hcl_edit::parser::Error;
use jsonc_parser::{
    ParseStringErrorKind,
    errors::{ParseError, ParseErrorKind},
};

/// Reports why HCL could not be parsed.
pub(super) fn hcl(error: &Error, text: &str, place: impl Fn(Range<usize>) -> Place, problems: &mut Problems) {
    // hcl-edit points at the last byte if the text ends too early; what is wrong then is the end.
    let offset = error.location().offset();
    let message = error.message();
    let at_end = text.get(offset..).is_none_or(|rest| rest.trim().is_empty());
    let start = if at_end { text.trim_end().len() } else { offset };
    let (range, found) = token(text, start);
    let place = place(range);
    let has = |part: &str| message.contains(part);
    if has("redefined") {
        problems
            .add(Code::DuplicateArgument, place, format!("{found} is given twice"))
            .help("remove one of the two; nothing after it in this file was read");
        return;
    }
    let (message, help) = if has("nesting depth") {
        (String::from("the nesting is too deep"), Some("connfn reads at most 64 levels of expressions and blocks"))
    } else if has("128 chained") {
        (String::from("too many operators in one expression"), Some("connfn reads at most 128 in a row"))
    } else if has("escape sequence") {
        (
            format!(
                "`\\{}` is not an escape sequence",
                text.get(start..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
            ),
            Some(
                "the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`; a backslash itself is `\\\\`",
            ),
        )
    } else if has("hex code") {
        (
            String::from("a Unicode escape needs its hexadecimal digits"),
            Some("write `\\u` and four digits, or `\\U` and eight"),
        )
    } else if has("heredoc end delimiter") {
        (String::from("a heredoc is not ended"), Some("end it with its delimiter on a line of its own"))
    } else if has("invalid structure") {
        (
            format!("expected `=`, `{{` or a label before {found}"),
            Some("an argument is `name = value`, a block is `name { … }`"),
        )
    } else if has("invalid block body") {
        (
            format!("expected an argument, a block or `}}` before {found}"),
            Some("a block that holds more than one argument has each on a line of its own"),
        )
    } else if has("invalid object value assignment") {
        (format!("expected `=` or `:` before {found}"), Some("an item of an object is `key = value`"))
    } else if has("invalid object item") {
        (format!("expected `,`, `}}` or a new line before {found}"), None)
    } else if has("invalid traversal operator") {
        (format!("expected a name or an index after the `.`, but found {found}"), None)
    } else if has("invalid expression") {
        (format!("expected a value, but found {found}"), None)
    } else if has("expected newline") {
        (
            format!("expected a new line before {found}"),
            Some("each argument and each block stands on a line of its own"),
        )
    } else if has("expected `]`") {
        (format!("expected `,` or `]` before {found}"), None)
    } else if has("expected `)`") || has("or expression") {
        (format!("expected `,` or `)` before {found}"), None)
    } else if has("expected `}`") {
        (format!("expected `}}` before {found}"), None)
    } else if has("expected `:`") {
        (format!("expected `:` before {found}"), Some("a conditional is `condition ? value : other`"))
    } else if found == "`\"`" {
        (String::from("a string is not closed"), Some("end it with `\"`; a `\"` inside it is written `\\\"`"))
    } else {
        (format!("did not expect {found}"), None)
    };
    let problem = problems.add(Code::Syntax, place, message);
    if let Some(help) = help {
        problem.help(help);
    }
}

/// The word, number or single character at an offset, and how to name it.
fn token(text: &str, start: usize) -> (Range<usize>, String) {
    let rest = text.get(start..).unwrap_or_default();
    let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    match rest.chars().next() {
        None => (start..start, String::from("the end of the file")),
        Some('\n' | '\r') => (start..start, String::from("the end of the line")),
        Some(c) => {
            let length = if word == 0 { c.len_utf8() } else { word };
            (start..start + length, format!("`{}`", rest.get(..length).unwrap_or_default()))
        }
    }
}

/// Reports why JSON could not be parsed.
pub(super) fn json(error: &ParseError, file: usize, problems: &mut Problems) {
    use ParseErrorKind as Kind;
    let range = error.range();
    let message = match error.kind() {
        Kind::CommentsNotAllowed => "JSON has no comments",
        Kind::ExpectedColonAfterObjectKey => "expected `:` after the key",
        Kind::ExpectedObjectValue => "expected a value after the `:`",
        Kind::ExpectedStringObjectProperty => "a key is written in double quotes",
        Kind::ExpectedComma => "expected `,`",
        Kind::MultipleRootJsonValues => "a document holds one JSON value",
        Kind::SingleQuotedStringsNotAllowed => "strings are written in double quotes",
        Kind::String(ParseStringErrorKind::UnterminatedStringLiteral) => "a string is not closed",
        Kind::String(_) => "not an escape sequence of JSON",
        Kind::TrailingCommasNotAllowed => "no `,` may follow the last item",
        Kind::UnterminatedArray => "a list is not closed",
        Kind::UnterminatedObject => "an object is not closed",
        Kind::NestingDepthExceeded => "the nesting is too deep",
        Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral
        | Kind::BareDecimalPointNumbersNotAllowed
        | Kind::HexadecimalNumbersNotAllowed
        | Kind::NonFiniteNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed => "not a number of JSON",
        _ => "this is not JSON",
    };
    let problem = problems.add(Code::Syntax, Place::new(file, &(range.start..range.end)), message);
    match error.kind() {
        Kind::CommentsNotAllowed => {
            problem.help("a member named `\"//\"` is ignored wherever a block may stand");
        }
        Kind::NestingDepthExceeded => {
            problem.help("connfn reads at most 512 levels");
        }
        _ => {}
    }
}
