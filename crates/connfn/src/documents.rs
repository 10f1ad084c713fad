//! The documents that users keep: observed state, plans, receipts. Written indented, with a newline at the end.

use alloc::{format, string::String};
use connfn_core::{
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    json,
    observed::{self, ObservedState},
    plan::{self, Plan},
    run::{self, Receipt},
};

/// Why a document was refused.
pub type ReadError = Diagnostic;

/// An account in which nothing exists.
pub fn empty_account() -> ObservedState {
    ObservedState::default()
}

/// Reads a plan and trusts nothing in it: it must be whole, of this version and as it was made.
pub fn read_plan(text: &str) -> Result<Plan, ReadError> {
    plan::read(text)
}

/// Reads a receipt and trusts nothing in it: it must be whole, of this version and as the run left it.
pub fn read_receipt(text: &str) -> Result<Receipt, ReadError> {
    run::read(text)
}

/// Reads an observed state: it must be whole, of this version, and hold its code under the digests of that code.
pub fn read_observed(text: &str) -> Result<ObservedState, ReadError> {
    let state: ObservedState =
        json::read(text).map_err(|error| invalid(format!("this is not an observed state: {error}")))?;
    check_version(&state)?;
    let is_other = |(digest, code): &(&Digest, &observed::Code)| {
        code.as_text().is_some_and(|text| Digest::of(text.as_bytes()) != **digest)
    };
    match state.code.iter().find(is_other) {
        Some((digest, _)) => Err(invalid(format!("the code under `{digest}` in the observed state is other code"))),
        None => Ok(state),
    }
}

/// An observed state of another version means something else.
pub(crate) fn check_version(state: &ObservedState) -> Result<(), ReadError> {
    if state.format_version == observed::FORMAT_VERSION {
        return Ok(());
    }
    Err(invalid(format!(
        "the observed state has format version {}, and this connfn reads version {}",
        state.format_version,
        observed::FORMAT_VERSION
    )))
}

fn invalid(problem: String) -> ReadError {
    Diagnostic::new(Code::ObservedInvalid, problem).help("write it with `connfn observe`")
}

pub fn plan_to_json(plan: &Plan) -> String {
    json::indented(plan)
}

pub fn observed_to_json(state: &ObservedState) -> String {
    json::indented(state)
}

pub fn receipt_to_json(receipt: &Receipt) -> String {
    json::indented(receipt)
}
