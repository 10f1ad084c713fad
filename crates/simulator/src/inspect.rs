//! Values as texts, in the manner of njs: what `console.log` prints, and what is said of a value that was thrown.

use boa_engine::{Context, JsResult, JsValue};

/// What `console.log` prints of a value.
pub(crate) fn value(value: &JsValue, out: &mut String, context: &mut Context) -> JsResult<()> {
    out.push_str(&value.to_string(context)?.to_std_string_lossy());
    Ok(())
}

/// What is said of a value that was thrown.
pub(crate) fn thrown(value: &JsValue, context: &mut Context) -> String {
    let text = value.to_string(context).map(|text| text.to_std_string_lossy());
    text.unwrap_or_else(|_| "something that cannot be made a text".to_owned())
}
