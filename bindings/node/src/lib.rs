//! connfn as a Node addon: converts in, calls, converts out.
//!
//! Arguments are JSON texts, for the reasons that `connfn-bindings` gives. So are results: Node's own `JSON.parse` makes an
//! object of a text several times faster than an addon can, member by member.
#![allow(unsafe_code, reason = "what `#[napi]` writes is unsafe; nothing here is")]
#![allow(clippy::needless_pass_by_value, reason = "`#[napi]` takes values by value")]

mod convert;
mod run;

use connfn_bindings as bindings;
use convert::{document, text};
use napi::{Env, Result};
use napi_derive::napi;

#[napi]
pub fn version() -> &'static str {
    bindings::version()
}

#[napi]
pub fn is_configuration(env: Env, name: String) -> Result<bool> {
    text(env, || Ok(bindings::is_configuration(&name)))
}

#[napi]
pub fn is_stack_name(env: Env, name: String) -> Result<bool> {
    text(env, || Ok(bindings::is_stack_name(&name)))
}

#[napi]
pub fn check(env: Env, request: String) -> Result<String> {
    document(env, || bindings::check(&request))
}

#[napi]
pub fn check_function(env: Env, request: String) -> Result<String> {
    document(env, || bindings::check_function(&request))
}

#[napi(js_name = "convert")]
pub fn convert_configuration(env: Env, request: String) -> Result<String> {
    document(env, || bindings::convert(&request))
}

#[napi]
pub fn evaluate(env: Env, request: String) -> Result<String> {
    document(env, || bindings::evaluate(&request))
}

#[napi]
pub fn plan(env: Env, request: String) -> Result<String> {
    text(env, || bindings::plan(&request))
}

#[napi]
pub fn render_plan(env: Env, plan: String, options: String) -> Result<String> {
    text(env, || bindings::render_plan(&plan, &options))
}

#[napi]
pub fn plan_to_json(env: Env, plan: String) -> Result<String> {
    text(env, || bindings::plan_to_json(&plan))
}

#[napi]
pub fn observed_to_json(env: Env, observed: String) -> Result<String> {
    text(env, || bindings::observed_to_json(&observed))
}

#[napi]
pub fn receipt_to_json(env: Env, receipt: String) -> Result<String> {
    text(env, || bindings::receipt_to_json(&receipt))
}

#[napi]
pub fn read_plan(env: Env, text: String) -> Result<String> {
    document(env, || bindings::read_plan(&text))
}

#[napi]
pub fn read_receipt(env: Env, text: String) -> Result<String> {
    document(env, || bindings::read_receipt(&text))
}

#[napi]
pub fn outputs(env: Env, request: String) -> Result<String> {
    document(env, || bindings::outputs(&request))
}

#[napi]
pub fn rollback(env: Env, request: String) -> Result<String> {
    document(env, || bindings::rollback(&request))
}

#[napi]
pub fn scope_of_rollback(env: Env, receipt: String) -> Result<String> {
    document(env, || bindings::scope_of_rollback(&receipt))
}

#[napi]
pub fn read_observed(env: Env, text: String) -> Result<String> {
    document(env, || bindings::read_observed(&text))
}

#[napi]
pub fn empty_account(env: Env) -> Result<String> {
    document(env, || Ok(bindings::empty_account()))
}

#[napi]
pub fn check_current(env: Env, plan: String, observed: String) -> Result<String> {
    document(env, || bindings::check_current(&plan, &observed))
}

#[napi]
pub fn scope_of_request(env: Env, request: String) -> Result<String> {
    document(env, || bindings::scope_of_request(&request))
}

#[napi]
pub fn scope_of_plan(env: Env, plan: String) -> Result<String> {
    document(env, || bindings::scope_of_plan(&plan))
}

#[napi]
pub fn show(env: Env, observed: String) -> Result<String> {
    document(env, || bindings::show(&observed))
}

#[napi]
pub fn render_resources(env: Env, resources: String, observed: String, options: String) -> Result<String> {
    text(env, || bindings::render_resources(&resources, &observed, &options))
}

#[napi]
pub fn import_all(env: Env, observed: String) -> Result<String> {
    document(env, || bindings::import_all(&observed))
}

#[napi]
pub fn import_resource(env: Env, request: String) -> Result<String> {
    document(env, || bindings::import_resource(&request))
}
