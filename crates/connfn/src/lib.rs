//! connfn's library face: one function a verb, with plain request and response types that are the same on every surface.
//!
//! Whoever checks or plans, such as the command and the bindings, calls this crate and none that it is made of. Functions are run
//! elsewhere, by `connfn-testing`. Configurations come in as a map of path to text, observed state and plans as documents; nothing
//! here reads a file, a clock or the network.
//!
//! ```
//! use connfn::{CheckRequest, Sources};
//!
//! let mut sources = Sources::default();
//! sources.files.insert(
//!     "main.tf".into(),
//!     r#"resource "aws_cloudfront_key_value_store" "allowed" { name = "allowed-devices" }"#.into(),
//! );
//! let checked = connfn::check(&CheckRequest { sources });
//! assert!(checked.diagnostics.is_empty());
//! assert_eq!(checked.desired.stores.len(), 1);
//! ```
#![no_std]

extern crate alloc;

mod check;
mod convert;
mod documents;
mod evaluate;
mod function_code;
mod import;
mod outputs;
mod planning;
mod rollback;
mod show;

pub use check::{CheckRequest, CheckResponse, check};
pub use connfn_config::{
    Answer, Format, Output, Sources, Unavailable, VariableOrigin, VariableValue, is_configuration, is_unfinished,
};
pub use connfn_core::{
    address::{Address, ResourceType},
    attributes::Attribute,
    checks::{Checks, FeatureState},
    desired::DesiredState,
    diagnostic::{Code, Diagnostic, LineIndex, Location, Position, Related, Severity, Span},
    digest::Digest,
    json, limits,
    limits::Runtime,
    observed,
    observed::ObservedState,
    operation,
    ordered::{Map, Set},
    ownership::{ADDRESS_TAG, STACK_TAG, is_stack_name},
    plan::{Action, Change, Drift, DriftKind, LiveChange, LiveEffect, Mode, Note, Plan, Step, StepId},
    remote_test::RemoteTest,
    render::{Palette, visible},
    run::{
        Call, CallId, CallRecord, Event, EventKind, Poll, Receipt, Run, RunOptions, RunResult, StepRecord, StepStatus,
        Unexpected,
    },
    scope::Scope,
    testing,
};
pub use convert::{ConvertRequest, ConvertResponse, convert};
pub use documents::{
    ReadError, empty_account, observed_to_json, plan_to_json, read_observed, read_plan, read_receipt, receipt_to_json,
};
pub use evaluate::{EvaluateRequest, EvaluateResponse, evaluate};
pub use function_code::{CheckFunctionRequest, CheckFunctionResponse, check_function, code_lines};
pub use import::{ImportAllResponse, ImportRequest, ImportResponse, import_all, import_all_beside, import_resource};
pub use outputs::{Outputs, OutputsRequest, OutputsResponse, outputs};
pub use planning::{
    PlanRequest, PlanResponse, check_current, failed_tests, plan, plan_as_json, render_plan, render_plan_markdown,
    scope_of_plan, scope_of_request,
};
pub use rollback::{RollbackRequest, rollback, scope_of_rollback};
pub use show::{ShownResource, render_resources, show};
