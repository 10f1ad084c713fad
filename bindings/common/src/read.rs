//! Reading arguments.

use crate::Failure;
use alloc::{format, string::String};
use serde::de::DeserializeOwned;

/// Reads an argument; `what` names it in the message.
pub(crate) fn read<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, Failure> {
    serde_json::from_str(text)
        .map_err(|error| Failure::invalid_argument(format!("this is not {what}: {}", problem(&error))))
}

/// What is wrong, without the line and column: the caller gave an object and never saw the text.
fn problem(error: &serde_json::Error) -> String {
    let message = format!("{error}");
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).into()
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
        assert_eq!(failure.message, "this is not a scope: invalid type: integer `1`, expected a boolean");
    }

    #[test]
    fn numbers_are_whole_and_exact() {
        assert_eq!(whole_number("x", 12.0).unwrap(), 12);
        for wrong in [f64::NAN, f64::INFINITY, -1.0, 0.5, 9_007_199_254_740_992.0] {
            assert_eq!(whole_number("x", wrong).unwrap_err().code, "invalid-argument");
        }
    }
}
