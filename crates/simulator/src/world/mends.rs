//! Makes right what the engine does otherwise than the language.

use super::define::{Native, function, member};
use crate::frames::Frame;
use crate::inspect;
use crate::state::Shared;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, JsSymbol, JsValue, NativeFunction, js_str, js_string,
};
use std::fmt::Write;

pub(super) fn install(context: &mut Context) -> JsResult<()> {
    mend_conversion(context)?;
    mend_source(context)?;
    mend_stack(context)
}

// Objects as texts and numbers.

/// While the engine converts an object, it takes that same object for `''` or `0`: a `toString` that asks for the number of its own
/// object got that. So it finds this, which stands before what the engine would do by itself.
fn mend_conversion(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let (object, date) = (constructors.object().prototype(), constructors.date().prototype());
    for (prototype, body) in [(object, primitive as Native), (date, date_primitive)] {
        let function = function("[Symbol.toPrimitive]", 1, body, context);
        member(&prototype, JsSymbol::to_primitive(), function.into(), context)?;
    }
    Ok(())
}

fn primitive(this: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    converted(this, wants(arguments, "string"), context)
}

/// A date is a text where nothing says what it should be.
fn date_primitive(this: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    converted(this, !wants(arguments, "number"), context)
}

fn wants(arguments: &[JsValue], hint: &str) -> bool {
    arguments.first().and_then(JsValue::as_string).is_some_and(|given| given == hint)
}

fn converted(this: &JsValue, text_first: bool, context: &mut Context) -> JsResult<JsValue> {
    let Some(object) = this.as_object() else { return Ok(this.clone()) };
    Shared::of(context).check_stack()?;
    let [text, value] = [js_string!("toString"), js_string!("valueOf")];
    for name in if text_first { [text, value] } else { [value, text] } {
        let Some(method) = object.get(name, context)?.as_callable() else { continue };
        let answer = method.call(this, &[], context)?;
        if !answer.is_object() {
            return Ok(answer);
        }
    }
    Err(JsNativeError::typ().with_message("cannot convert object to primitive value").into())
}

// The text of a regular expression.

/// The engine puts a backslash before each slash of a pattern, also where there is one.
fn mend_source(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().regexp().prototype();
    let mended = |_: &JsValue, escaped: JsString| source(&escaped.iter().collect::<Vec<u16>>());
    mend_text(&prototype, &js_string!("source"), mended, context)
}

/// Changes the text that a getter gives.
fn mend_text(
    prototype: &JsObject,
    name: &JsString,
    mended: impl Fn(&JsValue, JsString) -> JsString + Copy + 'static,
    context: &mut Context,
) -> JsResult<()> {
    let key = PropertyKey::from(name.clone());
    let property = prototype.borrow().properties().get(&key);
    let Some(get) = property.as_ref().and_then(|property| property.get()?.as_object()) else { return Ok(()) };
    let body = NativeFunction::from_copy_closure_with_captures(
        move |this, _, get: &JsObject, context| {
            let value = get.call(this, &[], context)?;
            Ok(value.as_string().map_or(value, |text| mended(this, text).into()))
        },
        get,
    );
    let name = js_string!(js_str!("get "), name);
    let function = FunctionObjectBuilder::new(context.realm(), body).name(name).build();
    prototype.define_property_or_throw(key, PropertyDescriptor::builder().get(function), context)?;
    Ok(())
}

/// Takes away the backslash that was put before each slash, and puts one where a literal needs it.
fn source(escaped: &[u16]) -> JsString {
    const SLASH: u16 = b'/' as u16;
    const BACKSLASH: u16 = b'\\' as u16;
    let mut text = Vec::with_capacity(escaped.len());
    let (mut in_class, mut is_escaped) = (false, false);
    for (at, unit) in escaped.iter().copied().enumerate() {
        if unit == BACKSLASH && escaped.get(at + 1) == Some(&SLASH) {
            continue;
        }
        if unit == SLASH && !is_escaped && !in_class {
            text.push(BACKSLASH);
        }
        text.push(unit);
        if is_escaped {
            is_escaped = false;
            continue;
        }
        is_escaped = unit == BACKSLASH;
        in_class = (in_class || unit == u16::from(b'[')) && unit != u16::from(b']');
    }
    JsString::from(text.as_slice())
}

// Where an error comes from.

/// The engine tells places in the code that it runs, which are not quite those of the user's, and not which error it is.
fn mend_stack(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().error().prototype();
    let mended = |this: &JsValue, frames: JsString| {
        let error = this.as_object().map(|object| inspect::error(&object)).unwrap_or_default();
        JsString::from(stack(&error, &frames.to_std_string_lossy()))
    };
    mend_text(&prototype, &js_string!("stack"), mended, context)
}

/// As njs tells it: the error, and the functions with their lines. Those that are built in are left out.
fn stack(error: &str, frames: &str) -> String {
    let mut text = error.to_owned();
    for frame in frames.lines().filter_map(Frame::read) {
        let function = if frame.function == Frame::NAMELESS { "anonymous" } else { frame.function };
        let _ = write!(text, "\n    at {function} (:{})", frame.line);
    }
    text
}
