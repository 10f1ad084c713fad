//! One function a verb. Each reads its arguments and calls the library face, and that is all it does.

use crate::{failure::Failure, options::RenderOptions, read::read};
use alloc::{string::String, vec::Vec};
use connfn::{
    CheckRequest, CheckResponse, Diagnostic, ImportRequest, ImportResponse, Mode, ObservedState, Plan, PlanRequest,
    PlanResponse, Receipt, Scope, ShownResource,
};
use serde::Serialize;

const A_PLAN: &str = "a plan";
const AN_OBSERVED_STATE: &str = "an observed state";
const OPTIONS: &str = "the options of rendering";

/// The version of connfn.
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// A value as JSON text, to cross to JavaScript in one piece.
pub fn json<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|_| Failure::internal("a result has no JSON form"))
}

pub fn check(request: &str) -> Result<CheckResponse, Failure> {
    Ok(connfn::check(&read::<CheckRequest>("a request to check", request)?))
}

pub fn plan(request: &str) -> Result<PlanResponse, Failure> {
    Ok(connfn::plan(&read::<PlanRequest>("a request to plan", request)?))
}

pub fn render_plan(plan: &str, options: &str) -> Result<String, Failure> {
    let options: RenderOptions = read(OPTIONS, options)?;
    Ok(connfn::render_plan(&read(A_PLAN, plan)?, options.palette()))
}

pub fn plan_to_json(plan: &str) -> Result<String, Failure> {
    Ok(connfn::plan_to_json(&read(A_PLAN, plan)?))
}

pub fn observed_to_json(observed: &str) -> Result<String, Failure> {
    Ok(connfn::observed_to_json(&read(AN_OBSERVED_STATE, observed)?))
}

pub fn receipt_to_json(receipt: &str) -> Result<String, Failure> {
    Ok(connfn::receipt_to_json(&read::<Receipt>("a receipt", receipt)?))
}

/// Reads a saved plan and trusts nothing in it.
pub fn read_plan(text: &str) -> Result<Plan, Failure> {
    Ok(connfn::read_plan(text)?)
}

pub fn read_observed(text: &str) -> Result<ObservedState, Failure> {
    Ok(connfn::read_observed(text)?)
}

pub fn empty_account() -> ObservedState {
    connfn::empty_account()
}

pub fn check_current(plan: &str, observed: &str) -> Result<Vec<Diagnostic>, Failure> {
    Ok(connfn::check_current(&read(A_PLAN, plan)?, &read(AN_OBSERVED_STATE, observed)?))
}

pub fn scope_of_request(stack: &str, checked: &str, mode: &str) -> Result<Scope, Failure> {
    let checked: CheckResponse = read("what `check` answered", checked)?;
    let mode: Mode = read("a mode", mode)?;
    let stack: String = read("the name of a stack", stack)?;
    Ok(connfn::scope_of_request(&stack, &checked, mode))
}

pub fn scope_of_plan(plan: &str) -> Result<Scope, Failure> {
    Ok(connfn::scope_of_plan(&read(A_PLAN, plan)?))
}

pub fn show(observed: &str) -> Result<Vec<ShownResource>, Failure> {
    Ok(connfn::show(&read(AN_OBSERVED_STATE, observed)?))
}

pub fn render_resources(resources: &str, observed: &str, options: &str) -> Result<String, Failure> {
    let options: RenderOptions = read(OPTIONS, options)?;
    let resources: Vec<ShownResource> = read("what `show` answered", resources)?;
    Ok(connfn::render_resources(&resources, &read(AN_OBSERVED_STATE, observed)?, options.palette()))
}

pub fn import_resource(request: &str) -> Result<ImportResponse, Failure> {
    Ok(connfn::import(&read::<ImportRequest>("a request to import", request)?)?)
}
