//! The class `Run`.

use crate::convert::{Thrown, document, object, thrown};
use connfn_bindings as bindings;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
#[derive(Debug)]
pub struct Run(bindings::Run);

#[wasm_bindgen]
impl Run {
    #[wasm_bindgen(constructor)]
    pub fn new(plan: &str, options: &str) -> Thrown<Run> {
        bindings::Run::new(plan, options).map(Run).map_err(thrown)
    }

    pub fn poll(&mut self, now_ms: f64) -> Thrown<String> {
        document(self.0.poll(now_ms))
    }

    pub fn complete(&mut self, call: f64, outcome: &str, now_ms: f64) -> Thrown<()> {
        self.0.complete(call, outcome, now_ms).map_err(thrown)
    }

    pub fn cancel(&mut self) {
        self.0.cancel();
    }

    #[wasm_bindgen(js_name = takeEvents)]
    pub fn take_events(&mut self) -> Thrown<JsValue> {
        object(Ok(self.0.take_events()))
    }

    pub fn receipt(&self) -> Thrown<String> {
        document(Ok(self.0.receipt()))
    }
}
