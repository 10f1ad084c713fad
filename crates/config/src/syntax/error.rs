//! Syntax errors in the house style. The parsers say where and roughly what; the words are ours.

use super::brackets::{Open, open_at};
use crate::{
    problem::{Place, Problems},
    suggest::printable,
};
use alloc::{format, string::String};
use connfn_core::diagnostic::Code;
use core::ops::Range;
use hcl_edit::parser::Error;
use jsonc_parser::{
    ParseStringErrorKind,
    errors::{ParseError, ParseErrorKind},
};

/// Whether the error is an argument or a key that is given twice, and where the second one stands.
pub(super) fn repeated(error: &Error) -> Option<usize> {
    error.message().contains("redefined").then(|| error.location().offset())
}

/// Reports why HCL could not be parsed.
pub(super) fn hcl(error: &Error, text: &str, place: impl Fn(Range<usize>) -> Place, problems: &mut Problems) {
    let message = error.message();
    // hcl-edit points at the last byte if the text ends too early; what is wrong then is the end.
    let offset = error.location().offset();
    let ends = text.get(offset..).is_none_or(|rest| rest.trim().is_empty());
    let start = if ends { text.len() } else { offset };
    // A string that is not closed makes hcl-edit step back to the name before it, so the line is looked at to its end.
    let line_end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| start + length);
    let mut template = None;
    let open = match open_at(text, line_end) {
        Some(Open::Bracket(range)) => {
            // So does an interpolation that runs on behind its line.
            template = (range.len() == 2 && range.start > start).then_some(range);
            open_at(text, start)
        }
        Some(Open::Early(_)) | None => open_at(text, start),
        open => open,
    };
    match open {
        Some(Open::String(range)) => {
            problems
                .add(Code::Syntax, place(range), "a string is not closed on its line")
                .help("end it with `\"`; a `\"` inside is written `\\\"`, a line break `\\n`");
        }
        Some(Open::Comment(range)) => {
            problems.add(Code::Syntax, place(range), "a comment is not closed").help("end it with `*/`");
        }
        Some(Open::Heredoc(range, delimiter)) => {
            problems
                .add(Code::Syntax, place(range), "a heredoc is not ended")
                .help(format!("end it with `{delimiter}` on a line of its own"));
        }
        Some(Open::Early(delimiter)) => {
            let (range, _) = token(text, start);
            problems
                .add(Code::Syntax, place(range), format!("a line of a heredoc starts with its delimiter `{delimiter}`"))
                .help("Terraform reads on, but connfn does not: choose another delimiter");
        }
        _ if template.is_some() => {
            let range = template.unwrap_or_default();
            problems.add(Code::Syntax, place(range), "an interpolation is not closed").help("end it with `}`");
        }
        open => {
            let (range, found) = token(text, start);
            let (range, message, help) = explain(message, text, range, &found);
            let wants_end = found == END_OF_FILE || message.starts_with("expected `,` or");
            let problem = problems.add(Code::Syntax, place(range), message);
            if let Some(help) = help {
                problem.help(help);
            }
            if let (true, Some(Open::Bracket(range))) = (wants_end, open) {
                let bracket = text.get(range.clone()).unwrap_or_default();
                problem.related(format!("the `{bracket}` that is open"), place(range));
            }
        }
    }
}

fn explain(
    message: &str,
    text: &str,
    range: Range<usize>,
    found: &str,
) -> (Range<usize>, String, Option<&'static str>) {
    let has = |part: &str| message.contains(part);
    let (message, help) = if has("nesting depth") {
        (String::from("the nesting is too deep"), Some("connfn reads at most 64 levels of expressions and blocks"))
    } else if has("128 chained") {
        (String::from("too many operators in one expression"), Some("connfn reads at most 128 in a row"))
    } else if has("escape sequence") || has("hex code") {
        // hcl-edit points behind the backslash.
        let start = text.get(..range.start).and_then(|before| before.rfind('\\')).unwrap_or(range.start);
        let end = if has("hex code") { range.end } else { range.start };
        let escape = text.get(start..end).unwrap_or_default();
        return (
            start..end,
            format!("`{escape}` is not an escape sequence"),
            Some("the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`"),
        );
    } else if has("heredoc end delimiter") {
        (String::from("a heredoc is not ended"), Some("end it with its delimiter on a line of its own"))
    } else if has("invalid structure") {
        let help = if found == END_OF_LINE {
            "the `=` of an argument and the `{` of a block stand on the line of its name"
        } else {
            "an argument is `name = value`, a block is `name { … }`"
        };
        (format!("expected `=`, `{{` or a label before {found}"), Some(help))
    } else if has("redefined") {
        (format!("{found} is given twice"), Some("remove one of the two"))
    } else if has("invalid block body") {
        let help = (found != END_OF_FILE).then_some("a block of more than one argument has each on a line of its own");
        (format!("expected an argument, a block or `}}` before {found}"), help)
    } else if has("invalid object value assignment") {
        (format!("expected `=` or `:` before {found}"), Some("an item of an object is `key = value`"))
    } else if has("invalid object item") {
        (format!("expected `,`, `}}` or a new line before {found}"), None)
    } else if has("invalid traversal operator") {
        (format!("expected a name or an index after the `.`, but found {found}"), None)
    } else if has("invalid expression") {
        let help = (found == "`'`").then_some("a string is written in double quotes");
        (format!("expected a value, but found {found}"), help)
    } else if has("expected newline") {
        (format!("expected a new line before {found}"), Some("each argument and each block has a line of its own"))
    } else if has("expected `]`") {
        (format!("expected `,` or `]` before {found}"), None)
    } else if has("expected `)`") || has("or expression") {
        (format!("expected `,` or `)` before {found}"), None)
    } else if has("expected `}`") {
        (format!("expected `}}` before {found}"), None)
    } else if has("expected `:`") {
        (format!("expected `:` before {found}"), Some("a conditional is `condition ? value : other`"))
    } else {
        (format!("did not expect {found}"), None)
    };
    (range, message, help)
}

const END_OF_LINE: &str = "the end of the line";
const END_OF_FILE: &str = "the end of the file";

/// The word, number or single character at an offset, and how to name it.
fn token(text: &str, start: usize) -> (Range<usize>, String) {
    let rest = text.get(start..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let (start, rest) = (start + blanks, rest.get(blanks..).unwrap_or_default());
    let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    match rest.chars().next() {
        None => (start..start, END_OF_FILE.into()),
        Some('\n' | '\r') => (start..start, END_OF_LINE.into()),
        Some(c) => {
            let length = if word == 0 { c.len_utf8() } else { word };
            (start..start + length, format!("`{}`", printable(rest.get(..length).unwrap_or_default())))
        }
    }
}

/// Reports why JSON could not be parsed.
pub(super) fn json(error: &ParseError, text: &str, file: usize, problems: &mut Problems) {
    use ParseErrorKind as Kind;
    let (start, end) = (error.range().start, error.range().end);
    let mut range = start..end;
    let message = match error.kind() {
        Kind::CommentsNotAllowed => "JSON has no comments",
        Kind::ExpectedColonAfterObjectKey => "expected `:` after the key",
        Kind::ExpectedObjectValue => "expected a value after the `:`",
        Kind::ExpectedStringObjectProperty => "a key is written in double quotes",
        Kind::ExpectedComma => "expected `,`",
        Kind::MultipleRootJsonValues => "a document holds one JSON value",
        Kind::SingleQuotedStringsNotAllowed => "strings are written in double quotes",
        Kind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
            let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            range = start..start + line.len();
            "a string is not closed on its line"
        }
        Kind::String(_) => "not an escape sequence of JSON",
        Kind::TrailingCommasNotAllowed => "no `,` may follow the last item",
        Kind::UnterminatedArray => {
            range = start..text.ceil_char_boundary(start + 1);
            "a list is not closed"
        }
        Kind::UnterminatedObject => {
            range = start..text.ceil_char_boundary(start + 1);
            "an object is not closed"
        }
        Kind::NestingDepthExceeded => {
            range = start..text.ceil_char_boundary(start + 1);
            "the nesting is too deep"
        }
        Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral
        | Kind::BareDecimalPointNumbersNotAllowed
        | Kind::HexadecimalNumbersNotAllowed
        | Kind::NonFiniteNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed => "not a number of JSON",
        _ => "this is not JSON",
    };
    let problem = problems.add(Code::Syntax, Place::new(file, &range), message);
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
