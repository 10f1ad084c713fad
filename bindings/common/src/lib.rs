//! The library face as the bindings call it: arguments are JSON texts, results are plain values, and whatever goes wrong is
//! a [`Failure`] that either binding can throw.
//!
//! Arguments are texts because only `JSON.stringify` reads a JavaScript object the way JSON would have it: an object that a
//! binding reads itself may run a getter that throws while Rust is on the stack, answers from its prototype for members that
//! it lacks, and hides members that nobody knows from `deny_unknown_fields`.
#![no_std]

extern crate alloc;

mod failure;
mod options;
mod read;
mod run;
mod verbs;

pub use failure::Failure;
pub use run::Run;
pub use verbs::{
    ScopeRequest, check, check_current, check_function, convert, empty_account, evaluate, import_all, import_resource,
    is_configuration, is_stack_name, json, observed_to_json, outputs, plan, plan_to_json, read_observed, read_plan,
    read_receipt, receipt_to_json, render_plan, render_resources, rollback, scope_of_plan, scope_of_request,
    scope_of_rollback, show, version,
};
