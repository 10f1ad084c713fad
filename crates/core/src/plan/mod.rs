//! The plan: what will be done, why, and under which conditions, as one saved document that leaves nothing to decide.
//!
//! [`document`] is the document, [`mod@check`] says whether one agrees with itself, [`read`] takes one from a file and trusts nothing in
//! it, [`make`] computes one from desired and observed state, and [`check_current`] says whether reality has overtaken one.

mod basis;
mod check;
mod document;
pub(crate) mod make;
mod read;
mod words;

pub use basis::check_current;
pub(crate) use check::check;
pub use document::{
    Action, Basis, Change, CodeInput, Drift, DriftKind, FORMAT_VERSION, LiveChange, LiveEffect, Mode, Note, OutputRef,
    Plan, Precondition, Report, Step, StepId, TestCounts, Until, Wait,
};
pub use make::{Options, failures, make, make_json, remarks};
pub use read::{MAX_BYTES, read};
