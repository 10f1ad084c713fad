//! One function a verb. Each reads its arguments and calls the library face, and that is all it does.

use crate::{
    failure::Failure,
    options::{PlanFormat, PlanRenderOptions, RenderOptions},
    read::read,
};
use alloc::{string::String, vec::Vec};
use connfn::{
    CheckFunctionRequest, CheckFunctionResponse, CheckRequest, CheckResponse, ConvertRequest, ConvertResponse,
    Diagnostic, EvaluateRequest, EvaluateResponse, ImportAllResponse, ImportRequest, ImportResponse, Mode,
    ObservedState, OutputsRequest, OutputsResponse, Plan, PlanRequest, PlanResponse, Receipt, RollbackRequest, Scope,
    ShownResource, Sources,
};
use serde::{Deserialize, Serialize};

/// What a plan is to be computed for.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScopeRequest {
    pub sources: Sources,
    pub stack: String,
    #[serde(default)]
    pub mode: Mode,
}

/// The version of connfn.
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// A value as JSON text, to cross to JavaScript in one piece.
pub fn json<T: Serialize>(value: &T) -> String {
    connfn::json::compact(value)
}

pub fn is_configuration(name: &str) -> bool {
    connfn::is_configuration(name)
}

pub fn is_stack_name(name: &str) -> bool {
    connfn::is_stack_name(name)
}

pub fn check(request: &str) -> Result<CheckResponse, Failure> {
    Ok(connfn::check(&read::<CheckRequest>("a request to check", request)?))
}

/// Checks the code of one function, without a configuration.
pub fn check_function(request: &str) -> Result<CheckFunctionResponse, Failure> {
    Ok(connfn::check_function(&read::<CheckFunctionRequest>("a request to check a function", request)?))
}

pub fn convert(request: &str) -> Result<ConvertResponse, Failure> {
    Ok(connfn::convert(&read::<ConvertRequest>("a request to convert", request)?))
}

/// Evaluates expressions in a configuration's scope.
pub fn evaluate(request: &str) -> Result<EvaluateResponse, Failure> {
    Ok(connfn::evaluate(&read::<EvaluateRequest>("a request to evaluate", request)?))
}

/// Answers in JSON, which is where a large plan spends its time.
pub fn plan(request: &str) -> Result<String, Failure> {
    Ok(connfn::plan_as_json(&read::<PlanRequest>("a request to plan", request)?))
}

pub fn render_plan(plan: &str, options: &str) -> Result<String, Failure> {
    let options: PlanRenderOptions = read("the options of rendering", options)?;
    let plan = a_plan(plan)?;
    Ok(match options.format {
        PlanFormat::Text => connfn::render_plan(&plan, options.palette()),
        PlanFormat::Markdown => connfn::render_plan_markdown(Some(&plan), &options.diagnostics),
    })
}

pub fn plan_to_json(plan: &str) -> Result<String, Failure> {
    Ok(connfn::plan_to_json(&a_plan(plan)?))
}

pub fn observed_to_json(observed: &str) -> Result<String, Failure> {
    Ok(connfn::observed_to_json(&an_observed_state(observed)?))
}

pub fn receipt_to_json(receipt: &str) -> Result<String, Failure> {
    Ok(connfn::receipt_to_json(&a_receipt(receipt)?))
}

/// Reads a saved plan and trusts nothing in it.
pub fn read_plan(text: &str) -> Result<Plan, Failure> {
    Ok(connfn::read_plan(text)?)
}

/// Reads a saved receipt and trusts nothing in it.
pub fn read_receipt(text: &str) -> Result<Receipt, Failure> {
    Ok(connfn::read_receipt(text)?)
}

pub fn rollback(request: &str) -> Result<PlanResponse, Failure> {
    Ok(connfn::rollback(&read::<RollbackRequest>("a request to roll back", request)?))
}

pub fn outputs(request: &str) -> Result<OutputsResponse, Failure> {
    Ok(connfn::outputs(&read::<OutputsRequest>("a request for outputs", request)?))
}

pub fn scope_of_rollback(receipt: &str) -> Result<Scope, Failure> {
    Ok(connfn::scope_of_rollback(&a_receipt(receipt)?))
}

pub fn read_observed(text: &str) -> Result<ObservedState, Failure> {
    Ok(connfn::read_observed(text)?)
}

pub fn empty_account() -> ObservedState {
    connfn::empty_account()
}

pub fn check_current(plan: &str, observed: &str) -> Result<Vec<Diagnostic>, Failure> {
    Ok(connfn::check_current(&a_plan(plan)?, &an_observed_state(observed)?))
}

/// Reads the configuration itself, so that what it says does not have to cross twice.
pub fn scope_of_request(request: &str) -> Result<Scope, Failure> {
    let ScopeRequest { sources, stack, mode } = read("a request for a scope", request)?;
    Ok(connfn::scope_of_request(&stack, &connfn::check(&CheckRequest { sources }), mode))
}

pub fn scope_of_plan(plan: &str) -> Result<Scope, Failure> {
    Ok(connfn::scope_of_plan(&a_plan(plan)?))
}

pub fn show(observed: &str) -> Result<Vec<ShownResource>, Failure> {
    Ok(connfn::show(&an_observed_state(observed)?))
}

pub fn render_resources(resources: &str, observed: &str, options: &str) -> Result<String, Failure> {
    let options: RenderOptions = render_options(options)?;
    let resources: Vec<ShownResource> = read("what `show` answered", resources)?;
    Ok(connfn::render_resources(&resources, &an_observed_state(observed)?, options.palette()))
}

pub fn import_resource(request: &str) -> Result<ImportResponse, Failure> {
    Ok(connfn::import_resource(&read::<ImportRequest>("a request to import", request)?)?)
}

pub fn import_all(observed: &str) -> Result<ImportAllResponse, Failure> {
    Ok(connfn::import_all(&an_observed_state(observed)?))
}

// Each kind of document is read in one place, which keeps its reader from being compiled into every verb.

#[inline(never)]
fn a_plan(text: &str) -> Result<Plan, Failure> {
    read("a plan", text)
}

#[inline(never)]
fn a_receipt(text: &str) -> Result<Receipt, Failure> {
    read("a receipt", text)
}

#[inline(never)]
fn an_observed_state(text: &str) -> Result<ObservedState, Failure> {
    read("an observed state", text)
}

#[inline(never)]
fn render_options(text: &str) -> Result<RenderOptions, Failure> {
    read("the options of rendering", text)
}
