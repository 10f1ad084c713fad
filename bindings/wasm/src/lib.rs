//! connfn as WASM: converts in, calls, converts out.
//!
//! Arguments are JSON texts, for the reasons that `connfn-bindings` gives. Results that connfn alone words, such as diagnostics,
//! are objects. Documents are JSON texts: they hold members that a user named, such as tags, and one that is called
//! `__proto__` would be lost on the way into an object that is built by assignment. They are also what is large, and the
//! engine's own `JSON.parse` is several times faster than building them member by member.
#![allow(unsafe_code, reason = "what `#[wasm_bindgen]` writes is unsafe; nothing here is")]
#![allow(clippy::needless_pass_by_value, reason = "`#[wasm_bindgen]` takes values by value")]

mod convert;
mod run;

use connfn_bindings as bindings;
use convert::{Thrown, document, object, thrown};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn version() -> String {
    bindings::version().to_owned()
}

#[wasm_bindgen(js_name = isConfiguration)]
pub fn is_configuration(name: &str) -> bool {
    bindings::is_configuration(name)
}

#[wasm_bindgen(js_name = isStackName)]
pub fn is_stack_name(name: &str) -> bool {
    bindings::is_stack_name(name)
}

#[wasm_bindgen]
pub fn check(request: &str) -> Thrown<String> {
    document(bindings::check(request))
}

#[wasm_bindgen(js_name = checkFunction)]
pub fn check_function(request: &str) -> Thrown<JsValue> {
    object(bindings::check_function(request))
}

#[wasm_bindgen(js_name = convert)]
pub fn convert_configuration(request: &str) -> Thrown<String> {
    document(bindings::convert(request))
}

#[wasm_bindgen]
pub fn evaluate(request: &str) -> Thrown<String> {
    document(bindings::evaluate(request))
}

#[wasm_bindgen]
pub fn plan(request: &str) -> Thrown<String> {
    bindings::plan(request).map_err(thrown)
}

#[wasm_bindgen(js_name = renderPlan)]
pub fn render_plan(plan: &str, options: &str) -> Thrown<String> {
    bindings::render_plan(plan, options).map_err(thrown)
}

#[wasm_bindgen(js_name = planToJson)]
pub fn plan_to_json(plan: &str) -> Thrown<String> {
    bindings::plan_to_json(plan).map_err(thrown)
}

#[wasm_bindgen(js_name = observedToJson)]
pub fn observed_to_json(observed: &str) -> Thrown<String> {
    bindings::observed_to_json(observed).map_err(thrown)
}

#[wasm_bindgen(js_name = receiptToJson)]
pub fn receipt_to_json(receipt: &str) -> Thrown<String> {
    bindings::receipt_to_json(receipt).map_err(thrown)
}

#[wasm_bindgen(js_name = readPlan)]
pub fn read_plan(text: &str) -> Thrown<String> {
    document(bindings::read_plan(text))
}

#[wasm_bindgen(js_name = readReceipt)]
pub fn read_receipt(text: &str) -> Thrown<String> {
    document(bindings::read_receipt(text))
}

#[wasm_bindgen]
pub fn outputs(request: &str) -> Thrown<String> {
    document(bindings::outputs(request))
}

#[wasm_bindgen]
pub fn rollback(request: &str) -> Thrown<String> {
    document(bindings::rollback(request))
}

#[wasm_bindgen(js_name = scopeOfRollback)]
pub fn scope_of_rollback(receipt: &str) -> Thrown<JsValue> {
    object(bindings::scope_of_rollback(receipt))
}

#[wasm_bindgen(js_name = readObserved)]
pub fn read_observed(text: &str) -> Thrown<String> {
    document(bindings::read_observed(text))
}

#[wasm_bindgen(js_name = emptyAccount)]
pub fn empty_account() -> Thrown<String> {
    document(Ok(bindings::empty_account()))
}

#[wasm_bindgen(js_name = checkCurrent)]
pub fn check_current(plan: &str, observed: &str) -> Thrown<JsValue> {
    object(bindings::check_current(plan, observed))
}

#[wasm_bindgen(js_name = scopeOfRequest)]
pub fn scope_of_request(request: &str) -> Thrown<JsValue> {
    object(bindings::scope_of_request(request))
}

#[wasm_bindgen(js_name = scopeOfPlan)]
pub fn scope_of_plan(plan: &str) -> Thrown<JsValue> {
    object(bindings::scope_of_plan(plan))
}

#[wasm_bindgen]
pub fn show(observed: &str) -> Thrown<String> {
    document(bindings::show(observed))
}

#[wasm_bindgen(js_name = renderResources)]
pub fn render_resources(resources: &str, observed: &str, options: &str) -> Thrown<String> {
    bindings::render_resources(resources, observed, options).map_err(thrown)
}

#[wasm_bindgen(js_name = importAll)]
pub fn import_all(observed: &str) -> Thrown<String> {
    document(bindings::import_all(observed))
}

#[wasm_bindgen(js_name = importResource)]
pub fn import_resource(request: &str) -> Thrown<String> {
    document(bindings::import_resource(request))
}
