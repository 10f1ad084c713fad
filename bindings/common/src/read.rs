//! Reading arguments.

use crate::Failure;
use crate::place;
use alloc::{format, string::String};
use serde::de::DeserializeOwned;

/// Reads an argument; `what` names it in the message.
pub(crate) fn read<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| {
        let message = problem(&error);
        // `JSON.stringify` writes one line. A member that is too much is named by the message itself.
        let inside = place::of(text, error.column(), message.starts_with("unknown field"));
        let place = if inside.is_empty() { inside } else { format!("`{inside}`: ") };
        Failure::invalid_argument(format!("this is not {what}: {place}{message}"))
    })
}

/// What is wrong, in words that mean something to whoever gave an object: without a place in a text that they never saw, and
/// without the names of Rust's types.
fn problem(error: &serde_json::Error) -> String {
    let message = format!("{error}");
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    if message.starts_with("data did not match any variant") {
        return "a value has none of the forms that it may have".into();
    }
    let words = [
        ("unknown variant", "unknown value"),
        ("invalid type: map", "invalid type: object"),
        ("invalid type: sequence", "invalid type: array"),
        ("expected a map", "expected an object"),
        ("expected a sequence", "expected an array"),
    ];
    // What the user wrote stands in backticks behind these words, and keeps its own.
    let message = words.into_iter().fold(String::from(message), |text, (from, to)| text.replacen(from, to, 1));
    match message.split_once(", expected ") {
        Some((found, wanted)) if wanted.starts_with("struct ") => format!("{found}, expected an object"),
        Some((found, wanted)) if wanted.starts_with("enum ") || wanted.contains(" enum ") => {
            format!("{found}, expected one of the forms that it may have")
        }
        Some((found, "variant identifier" | "field identifier")) => format!("{found}, expected a name"),
        _ => message,
    }
}

/// A time or an id that JavaScript gives as a number.
pub(crate) fn whole_number(what: &str, number: f64) -> Result<u64, Failure> {
    // The greatest integer below which JavaScript counts exactly.
    const MAX: f64 = 9_007_199_254_740_991.0;
    if number % 1.0 == 0.0 && (0.0..=MAX).contains(&number) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and in range")]
        Ok(number as u64)
    } else {
        Err(Failure::invalid_argument(format!("{what} is not a whole number from 0 to 2^53 - 1: {number}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_is_wrong_and_not_where_in_a_text_that_nobody_saw() {
        let failure = read::<connfn::Scope>("a scope", r#"{"everything": 1}"#).unwrap_err();
        assert_eq!(failure.code, "invalid-argument");
        assert_eq!(failure.message, "this is not a scope: `everything`: invalid type: integer `1`, expected a boolean");
        let failure = read::<connfn::Scope>("a scope", "null").unwrap_err();
        assert_eq!(failure.message, "this is not a scope: invalid type: null, expected an object");
    }

    #[test]
    fn a_message_says_in_which_member_it_is() {
        let message = |text| read::<connfn::CheckRequest>("a request", text).unwrap_err().message;
        assert_eq!(
            message(r#"{"sources":{"files":{"a.tf":"","main.tf":{"type":"Buffer","data":[1]}}}}"#),
            "this is not a request: `sources.files[\"main.tf\"]`: invalid type: object, expected a string"
        );
        assert_eq!(
            message(r#"{"sources":{"main.tf":""}}"#),
            "this is not a request: `sources`: unknown field `main.tf`, expected `files` or `unavailable`"
        );
        assert_eq!(message("{}"), "this is not a request: missing field `sources`");
    }

    #[test]
    fn numbers_are_whole_and_exact() {
        assert_eq!(whole_number("x", 12.0).unwrap(), 12);
        for wrong in [f64::NAN, f64::INFINITY, -1.0, 0.5, 9_007_199_254_740_992.0] {
            assert_eq!(whole_number("x", wrong).unwrap_err().code, "invalid-argument");
        }
    }
}
