//! The connection: the members that the request gives it, and the methods by which a function decides.

use super::define::method;
use crate::assumptions;
use crate::outcome::Decision;
use crate::state::Shared;
use boa_engine::{Context, JsObject, JsResult, JsString, JsValue, js_string};

/// The text is known to be that of an object. The engine reads it, since it keeps the order of the members.
pub(crate) fn object(text: &str, context: &mut Context) -> JsResult<JsObject> {
    let json = context.intrinsics().objects().json();
    let parse = json.get(js_string!("parse"), context)?.as_callable().unwrap_or(json);
    let connection = parse.call(&JsValue::undefined(), &[JsString::from(text).into()], context)?.to_object(context)?;
    method(&connection, "allow", 0, allow, context)?;
    method(&connection, "deny", 0, deny, context)?;
    method(&connection, "logCustomData", 1, log_custom_data, context)?;
    Ok(connection)
}

fn allow(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(decide(Decision::Allow, context))
}

fn deny(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(decide(Decision::Deny, context))
}

fn decide(decision: Decision, context: &Context) -> JsValue {
    let shared = Shared::of(context);
    let mut state = shared.borrow();
    // Beyond the first two calls of each, more say nothing new.
    if state.calls.iter().filter(|call| **call == decision).count() < 2 {
        state.calls.push(decision);
    }
    JsValue::undefined()
}

fn log_custom_data(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = arguments.first().cloned().unwrap_or_default().to_string(context)?.to_std_string_lossy();
    let shared = Shared::of(context);
    let mut state = shared.borrow();
    let end = text.floor_char_boundary(assumptions::CUSTOM_DATA);
    if end < text.len() {
        let length = text.len();
        let kept = assumptions::CUSTOM_DATA;
        state.note(format!("`logCustomData` keeps {kept} bytes; it was given {length}, and the rest is cut off"));
    }
    if state.custom_data.is_some() {
        state.note("`logCustomData` was called more than once; the last call is told");
    }
    state.custom_data = Some(text.get(..end).unwrap_or_default().to_owned());
    Ok(JsValue::undefined())
}
