//! The functions that instrumented code calls. No global names them; the code is given them (`instrument`).

use super::define::{Native, function};
use super::natives::bytes_in;
use crate::state::Shared;
use boa_engine::{Context, JsResult, JsValue};

/// In the order in which the code takes them.
const ALL: [Native; 4] = [step, text, entry, import];

pub(crate) fn all(context: &Context) -> [JsValue; 4] {
    ALL.map(|body| function("", 1, body, context).into())
}

/// A statement begins, if there is a number; else a function, with its `this`, or a round of a loop.
fn step(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let shared = Shared::of(context);
    if let Some(number) = arguments.first().and_then(JsValue::as_i32).and_then(|number| usize::try_from(number).ok()) {
        let mut state = shared.borrow();
        state.last = Some(number);
        let now = state.steps + 1;
        if let Some(begun) = state.begun.get_mut(number) {
            *begun = now;
        }
    }
    shared.step()?;
    // Whatever made it: built-in functions make objects of functions too.
    arguments.get(1).map_or(Ok(()), |this| shared.check_links(this))?;
    Ok(JsValue::undefined())
}

/// A text was joined, or an object made that has another behind it or holds bytes; anything else is as it was.
fn text(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = arguments.first().cloned().unwrap_or_default();
    if let Some(text) = value.as_string() {
        Shared::of(context).made_text(text.len())?;
    } else if value.is_object() {
        let shared = Shared::of(context);
        shared.check_links(&value)?;
        shared.made_bytes(bytes_in(&value, context)?)?;
    }
    Ok(value)
}

/// The end of the code: what it has as `connectionHandler` and as `handler`.
fn entry(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callable = |at: usize| arguments.get(at).and_then(JsValue::as_callable);
    let shared = Shared::of(context);
    let mut state = shared.borrow();
    state.connection_handler = callable(0);
    state.has_handler = callable(1).is_some();
    Ok(JsValue::undefined())
}

/// What an import gives; the prelude knows the same names as the check that came before.
fn import(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = arguments.first().cloned().unwrap_or_default().to_string(context)?;
    let imports = Shared::of(context).borrow().imports.clone();
    imports.map_or(Ok(JsValue::undefined()), |imports| imports.get(name, context))
}
