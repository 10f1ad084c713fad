//! Reading arguments.

use crate::Failure;
use alloc::format;
use serde::de::DeserializeOwned;

/// Reads an argument; `what` names it in the message.
pub(crate) fn read<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, Failure> {
    connfn::json::read(text).map_err(|error| Failure::invalid_argument(format!("this is not {what}: {error}")))
}

/// A time or an id that JavaScript gives as a number.
pub(crate) fn whole_number(what: &str, number: f64) -> Result<u64, Failure> {
    // The greatest integer below which JavaScript counts exactly.
    const MAX: f64 = 9_007_199_254_740_991.0;
    if number % 1.0 == 0.0 && (0.0..=MAX).contains(&number) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and in range")]
        Ok(number as u64)
    } else {
        Err(Failure::invalid_argument(format!("{what} is not a whole number from 0 to 2^53 - 1")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_is_wrong_and_not_where_in_a_text_that_nobody_saw() {
        let failure = read::<connfn::Scope>("a scope", r#"{"everything": 1}"#).unwrap_err();
        assert_eq!(failure.code, "invalid-argument");
        assert_eq!(failure.message, "this is not a scope: `everything`: expected a boolean, found a number");
        let failure = read::<connfn::Scope>("a scope", "null").unwrap_err();
        assert_eq!(failure.message, "this is not a scope: expected an object, found null");
    }

    #[test]
    fn a_message_says_in_which_member_it_is() {
        let message = |text| read::<connfn::CheckRequest>("a request", text).unwrap_err().message;
        assert_eq!(
            message(r#"{"sources":{"files":{"a.tf":"","main.tf":{"type":"Buffer","data":[1]}}}}"#),
            "this is not a request: `sources.files[\"main.tf\"]`: expected a string, found an object"
        );
        assert_eq!(
            message(r#"{"sources":{"main.tf":""}}"#),
            "this is not a request: `sources`: there is no member `main.tf`: expected `files`, `listings`, `unavailable`, `variables`"
        );
        assert_eq!(message("{}"), "this is not a request: the member `sources` is missing");
    }

    #[test]
    fn numbers_are_whole_and_exact() {
        assert_eq!(whole_number("x", 12.0).unwrap(), 12);
        for wrong in [f64::NAN, f64::INFINITY, -1.0, 0.5, 9_007_199_254_740_992.0] {
            assert_eq!(whole_number("x", wrong).unwrap_err().code, "invalid-argument");
        }
    }
}
