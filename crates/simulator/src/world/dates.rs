//! Dates that are written as texts: those are read that njs reads.

use super::define::{member, method};
use crate::state::Shared;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::JsDate;
use boa_engine::property::PropertyDescriptor;
use boa_engine::value::PreferredType;
use boa_engine::{Context, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string};

/// The engine's reader cannot be changed, so a text is made into one that it reads before it sees it.
///
/// The constructor stands before that of the engine, and has the same prototype.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let engine = context.intrinsics().constructors().date().constructor();
    let prototype = context.intrinsics().constructors().date().prototype();
    let body = NativeFunction::from_copy_closure_with_captures(
        |new_target, arguments, engine: &JsObject, context| match new_target.as_object() {
            Some(target) => {
                let mut arguments = arguments.to_vec();
                if let [only] = arguments.as_mut_slice() {
                    *only = instant(only, context)?;
                }
                Ok(engine.construct(&arguments, Some(&target), context)?.into())
            }
            None => engine.call(&JsValue::undefined(), arguments, context),
        },
        engine.clone(),
    );
    let date: JsObject = FunctionObjectBuilder::new(context.realm(), body)
        .name(js_string!("Date"))
        .length(7)
        .constructor(true)
        .build()
        .into();
    for name in [js_string!("UTC"), js_string!("now")] {
        let method = engine.get(name.clone(), context)?;
        member(&date, name, method, context)?;
    }
    method(&date, "parse", 1, parse, context)?;
    let fixed = PropertyDescriptor::builder().value(prototype.clone()).writable(false).enumerable(false);
    date.define_property_or_throw(js_string!("prototype"), fixed.configurable(false), context)?;
    member(&prototype, js_string!("constructor"), date.clone().into(), context)?;
    let global = context.global_object();
    member(&global, js_string!("Date"), date.into(), context)
}

fn parse(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = arguments.first().cloned().unwrap_or_default().to_string(context)?;
    JsDate::parse(readable(&text, context).into(), context)
}

/// What a date is made of.
fn instant(value: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    if value.as_object().is_some_and(|object| JsDate::from_object(object).is_ok()) {
        return Ok(value.clone());
    }
    let value = value.to_primitive(context, PreferredType::Default)?;
    Ok(value.as_string().map_or(value, |text| readable(&text, context).into()))
}

/// A text that the engine reads as njs reads this one.
fn readable(text: &JsString, context: &Context) -> JsString {
    let known = text.to_std_string_lossy();
    match time_of_day(&known) {
        Some((_, time)) if time.contains(['+', '-']) => {
            Shared::of(context).borrow().note(
                "a date with a zone such as `+01:00` is invalid here, as it is in njs, which AWS's runtime resembles; \
                 one that ends in `Z` is read",
            );
            js_string!()
        }
        Some((before, time)) => JsString::from(format!("{before}{}", in_milliseconds(time))),
        None => text.clone(),
    }
}

/// What follows the `T` of a date such as `2026-01-01T10:00:00Z`, and before it what comes before.
fn time_of_day(text: &str) -> Option<(&str, &str)> {
    let (date, _) = text.split_once('T')?;
    let is_date = !date.is_empty() && date.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+'));
    is_date.then(|| text.split_at(date.len() + 1))
}

/// A time with three digits of a second, where it has any.
fn in_milliseconds(time: &str) -> String {
    let Some((seconds, rest)) = time.split_once('.') else { return time.to_owned() };
    let (fraction, zone) = rest.strip_suffix('Z').map_or((rest, ""), |fraction| (fraction, "Z"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return time.to_owned();
    }
    let digits: String = fraction.chars().chain("00".chars()).take(3).collect();
    format!("{seconds}.{digits}{zone}")
}
