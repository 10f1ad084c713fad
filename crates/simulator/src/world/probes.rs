//! The functions that instrumented code calls.

use crate::instrument::Names;
use crate::state::Shared;
use boa_engine::property::Attribute;
use boa_engine::{Context, JsResult, JsString, JsValue};

pub(super) fn install(names: &Names, context: &mut Context) -> JsResult<()> {
    let functions: [(&str, super::Native); 4] =
        [(&names.step, step), (&names.text, text), (&names.entry, entry), (&names.import, import)];
    for (name, body) in functions {
        let function = super::function("", 1, body, context);
        context.register_global_property(JsString::from(name), function, Attribute::empty())?;
    }
    Ok(())
}

/// A statement begins, if there is a number; else a function or a round of a loop.
fn step(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let shared = Shared::of(context);
    if let Some(number) = arguments.first().and_then(JsValue::as_i32).and_then(|number| usize::try_from(number).ok()) {
        let mut state = shared.borrow();
        state.last = Some(number);
        if let Some(hit) = state.hit.get_mut(number) {
            *hit = true;
        }
    }
    shared.step()?;
    Ok(JsValue::undefined())
}

/// A text was joined, or an object made that has another behind it; anything else is as it was.
fn text(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = arguments.first().cloned().unwrap_or_default();
    if let Some(text) = value.as_string() {
        Shared::of(context).made_text(text.len())?;
    } else if value.is_object() {
        Shared::of(context).check_links(&value)?;
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
