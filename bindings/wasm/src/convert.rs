//! From Rust to JavaScript: results and errors.

use connfn_bindings::{self as bindings, Failure};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// What a function gives, or the `Error` that it throws.
pub(crate) type Thrown<T> = Result<T, JsValue>;

#[wasm_bindgen]
extern "C" {
    type Error;

    #[wasm_bindgen(constructor)]
    fn new(message: &str) -> Error;

    #[wasm_bindgen(method, setter)]
    fn set_code(this: &Error, code: &str);

    #[wasm_bindgen(method, setter)]
    fn set_diagnostics(this: &Error, diagnostics: JsValue);
}

/// The `Error` for a failure.
pub(crate) fn thrown(failure: Failure) -> JsValue {
    let error = Error::new(&failure.message);
    error.set_code(&failure.code);
    error.set_diagnostics(value(&failure.diagnostics).unwrap_or(JsValue::NULL));
    error.into()
}

/// A result as an object.
pub(crate) fn object<T: Serialize>(result: Result<T, Failure>) -> Thrown<JsValue> {
    value(&result.map_err(thrown)?)
}

/// A result as JSON text.
pub(crate) fn document<T: Serialize>(result: Result<T, Failure>) -> Thrown<String> {
    result.map(|value| bindings::json(&value)).map_err(thrown)
}

/// A value as what `JSON.parse` would make of its JSON.
fn value<T: Serialize>(value: &T) -> Thrown<JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
