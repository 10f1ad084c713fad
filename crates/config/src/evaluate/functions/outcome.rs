//! What becomes of a call: the value, or which argument is at fault and how; and the bounds of what functions make.

use crate::evaluate::value::Data;
use alloc::string::String;
use connfn_core::diagnostic::Code;

/// Why a function has no result: which argument is at fault, and how.
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) argument: Option<usize>,
    pub(super) message: String,
}

pub(super) type Outcome = Result<Data, Fault>;

pub(super) fn fault<T>(argument: usize, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { code: Code::FunctionArguments, argument: Some(argument), message: message.into() })
}

/// The argument is right, but connfn's own function does less than Terraform's.
pub(super) fn limit<T>(argument: usize, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { code: Code::UnsupportedExpression, argument: Some(argument), message: message.into() })
}

/// The longest string that a function may make of shorter ones.
pub(super) const MOST_BYTES: usize = 1 << 20;
/// The most items that a function may make of fewer ones.
pub(super) const MOST_ITEMS: usize = 1 << 16;
