//! Syntax errors of JSON in the house style.

use crate::problem::{Place, Problems};
use connfn_core::diagnostic::Code;
use jsonc_parser::{
    ParseStringErrorKind,
    errors::{ParseError, ParseErrorKind},
};

/// Reports why JSON could not be parsed.
pub(super) fn report(error: &ParseError, text: &str, file: usize, problems: &mut Problems) {
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
            problem.help("connfn reads values of at most 64 levels");
        }
        _ => {}
    }
}
