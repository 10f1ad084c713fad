//! Bounds on what one call of a built-in function may do. The code itself is counted step by step; a built-in function that goes
//! through a long list, or makes a long text, would go on unseen, so it is counted before it begins.

use super::define::member;
use super::natives::bytes_in;
use crate::limits::{self, Stop};
use crate::state::Shared;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string};

/// What is looked at before a call.
type Check = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<()>;

/// Objects, their functions, and what is looked at.
const GUARDED: &[(&str, &str, Check)] = &[
    (
        "Array.prototype",
        "copyWithin every fill filter find findIndex forEach includes indexOf keys lastIndexOf map reduce reduceRight reverse \
         shift slice some splice unshift entries values toString",
        this_list,
    ),
    ("Array.prototype", "sort", sorted),
    ("Array.prototype", "concat", all_lists),
    ("Array.prototype", "join", joined),
    ("Array", "from", first_list),
    (
        "TypedArray.prototype",
        "copyWithin every fill filter find findIndex forEach includes indexOf join lastIndexOf map reduce reduceRight reverse set \
         slice some toString",
        this_list,
    ),
    ("TypedArray.prototype", "sort", sorted),
    ("TypedArray", "from", first_list),
    (
        "String.prototype",
        "charAt endsWith includes indexOf lastIndexOf match search slice split startsWith substr substring toLowerCase \
         toUpperCase trim trimEnd trimStart concat",
        this_text,
    ),
    ("String.prototype", "repeat", repeated),
    ("String.prototype", "padStart padEnd", padded),
    ("String.prototype", "replace replaceAll", replaced),
    ("RegExp.prototype", "exec test", first_text),
    ("Promise", "all allSettled any race", first_list),
    ("Promise.prototype", "then catch finally", later),
    ("Function.prototype", "apply", second_list),
    ("Function.prototype", "bind", bound),
    (
        "Object",
        "assign defineProperties entries freeze getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols isFrozen \
         isSealed keys seal values",
        all_members,
    ),
    ("Object", "create", first_link),
    ("Object", "setPrototypeOf", second_link),
    ("JSON", "parse", parsed),
    ("JSON", "stringify", stringified),
    (
        "",
        "encodeURIComponent encodeURI decodeURIComponent decodeURI escape unescape parseInt parseFloat atob btoa",
        first_text,
    ),
];

pub(super) fn install(hidden: &JsObject, context: &mut Context) -> JsResult<()> {
    for (path, names, check) in GUARDED {
        let Some(object) = super::surface::resolve(path, hidden, context)? else { continue };
        for name in names.split_whitespace() {
            guard(&object, name, *check, context)?;
        }
    }
    guard_prototype(context)
}

/// Puts a function in the place of another, which it calls after the check.
fn guard(object: &JsObject, name: &str, check: Check, context: &mut Context) -> JsResult<()> {
    let key = JsString::from(name);
    let Some(original) = object.get(key.clone(), context)?.as_callable() else { return Ok(()) };
    let length = original.get(js_string!("length"), context)?.to_length(context)?;
    let body = NativeFunction::from_copy_closure_with_captures(
        move |this, arguments, original: &JsObject, context| {
            let shared = Shared::of(context);
            shared.check_stack()?;
            shared.count(limits::STEPS_A_CALL)?;
            check(this, arguments, context)?;
            let answer = original.call(this, arguments, context)?;
            if let Some(text) = answer.as_string() {
                shared.made_text(text.len())?;
            }
            shared.made_bytes(bytes_in(&answer, context)?)?;
            Ok(answer)
        },
        original,
    );
    let length = usize::try_from(length).unwrap_or_default();
    let function = FunctionObjectBuilder::new(context.realm(), body).name(key.clone()).length(length).build();
    member(object, key, function.into(), context)
}

// Lists.

fn length_of(value: &JsValue, context: &mut Context) -> JsResult<u64> {
    if let Some(text) = value.as_string() {
        return Ok(u64::try_from(text.len()).unwrap_or(u64::MAX));
    }
    match value.as_object() {
        Some(object) => object.get(js_string!("length"), context)?.to_length(context),
        None => Ok(0),
    }
}

fn list(value: &JsValue, context: &mut Context) -> JsResult<()> {
    let length = length_of(value, context)?;
    Shared::of(context).walks(length)
}

fn this_list(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    list(this, context)
}

/// Sorting compares each item many times.
fn sorted(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    list(this, context)?;
    let length = length_of(this, context)?;
    Shared::of(context).count(length.saturating_mul(2))
}

fn first_list(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    arguments.first().map_or(Ok(()), |first| list(first, context))
}

fn second_list(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    arguments.get(1).map_or(Ok(()), |second| list(second, context))
}

fn all_lists(this: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    let mut total = length_of(this, context)?;
    for argument in arguments.iter().filter(|argument| argument.is_object()) {
        total = total.saturating_add(length_of(argument, context)?);
    }
    Shared::of(context).walks(total)
}

/// What goes through the members of all that it is given.
fn all_members(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    let mut total = 0_u64;
    for argument in arguments {
        let members = match argument.as_object() {
            Some(object) => object.own_property_keys(context)?.len(),
            None => argument.as_string().map_or(0, |text| text.len()),
        };
        total = total.saturating_add(u64::try_from(members).unwrap_or(u64::MAX));
    }
    // Each is looked up, and may be made anew.
    Shared::of(context).walks(total)?;
    Shared::of(context).count(total)
}

/// What waits for a promise is several objects, and a job.
fn later(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    Shared::of(context).count(limits::STEPS_A_JOB)
}

fn joined(this: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    list(this, context)?;
    let Some(object) = this.as_object() else { return Ok(()) };
    let separator = match arguments.first() {
        Some(separator) if !separator.is_undefined() => separator.to_string(context)?.len(),
        _ => 1,
    };
    let mut total = 0_usize;
    for at in 0..length_of(this, context)? {
        let element = object.get(at, context)?;
        if element.as_object().is_some_and(|element| JsObject::equals(&element, &object)) {
            // njs does not end either; the engine would leave it out.
            return Err(Shared::of(context).stop(Stop::Depth));
        }
        total = total.saturating_add(separator).saturating_add(element.as_string().map_or(0, |text| text.len()));
    }
    Shared::of(context).made_text(total.saturating_sub(separator))
}

// Texts.

fn text(value: &JsValue, context: &Context) -> JsResult<()> {
    let length = value.as_string().map_or(0, |text| text.len());
    Shared::of(context).made_text(length)
}

fn this_text(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    text(this, context)
}

fn first_text(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    arguments.first().map_or(Ok(()), |first| text(first, context))
}

fn number(arguments: &[JsValue], context: &mut Context) -> JsResult<f64> {
    arguments.first().map_or(Ok(0.0), |first| first.to_number(context))
}

/// A length that a text would have, as far as it is one.
fn made(length: f64, context: &Context) -> JsResult<()> {
    let most = f64::from(u32::MAX);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between the bounds")]
    let length = if length.is_nan() { 0 } else { length.clamp(0.0, most) as u32 };
    Shared::of(context).made_text(usize::try_from(length).unwrap_or(usize::MAX))
}

#[expect(clippy::cast_precision_loss, reason = "lengths of texts are far below")]
fn length(value: &JsValue, context: &mut Context) -> JsResult<f64> {
    Ok(value.to_string(context)?.len() as f64)
}

fn repeated(this: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    let count = number(arguments, context)?;
    // That an infinite count is refused is for the function itself to say.
    let length = if count.is_finite() && !this.is_null_or_undefined() { length(this, context)? } else { 0.0 };
    made(length * count, context)
}

fn padded(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    let length = number(arguments, context)?;
    made(length, context)
}

fn replaced(this: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    text(this, context)?;
    let (Some(text), Some(by)) = (this.as_string(), arguments.get(1).and_then(JsValue::as_string)) else {
        return Ok(());
    };
    // Each character may be replaced, and each `$` may stand for the whole text.
    let dollars = by.iter().filter(|unit| *unit == u16::from(b'$')).count();
    let once = by.len().saturating_add(dollars.saturating_mul(text.len()));
    if once.saturating_mul(text.len() + 1) > limits::REPLACED {
        return Err(Shared::of(context).stop(Stop::Text));
    }
    Ok(())
}

/// The engine follows prototypes by recursion, and the functions that others are bound to.
fn first_link(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    arguments.first().map_or(Ok(()), |object| Shared::of(context).check_links(object))
}

fn second_link(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    arguments.get(1).map_or(Ok(()), |object| Shared::of(context).check_links(object))
}

/// Puts a check before the setter of `__proto__`.
fn guard_prototype(context: &mut Context) -> JsResult<()> {
    let object = context.intrinsics().constructors().object().prototype();
    let key = PropertyKey::from(js_string!("__proto__"));
    let property = object.borrow().properties().get(&key);
    let Some(set) = property.as_ref().and_then(|property| property.set()?.as_object()) else { return Ok(()) };
    let body = NativeFunction::from_copy_closure_with_captures(
        |this, arguments, set: &JsObject, context| {
            first_link(this, arguments, context)?;
            set.call(this, arguments, context)
        },
        set,
    );
    let function =
        FunctionObjectBuilder::new(context.realm(), body).name(js_string!("set __proto__")).length(1).build();
    object.define_property_or_throw(key, PropertyDescriptor::builder().set(function), context)?;
    Ok(())
}

/// What is bound cannot be followed, so it is counted.
fn bound(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<()> {
    Shared::of(context).chain()
}

// JSON.

/// njs reads no more than some levels, and the engine reads by recursion.
fn parsed(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    let Some(json) = arguments.first().and_then(JsValue::as_string) else { return Ok(()) };
    Shared::of(context).made_text(json.len())?;
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for unit in &json {
        match u8::try_from(unit).unwrap_or_default() {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits::LEVELS {
            return Err(JsNativeError::syntax().with_message("the JSON is nested too deeply").into());
        }
    }
    Ok(())
}

/// As much as a text may be long, counted before it is made; a value that lies in another many times is written as often.
fn stringified(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<()> {
    let indented = arguments.get(2).is_some_and(|indent| !indent.is_null_or_undefined());
    let Some(value) = arguments.first().filter(|value| value.is_object()) else { return Ok(()) };
    let mut size = 0_usize;
    let mut waiting = vec![(value.clone(), 0_usize)];
    while let Some((value, depth)) = waiting.pop() {
        if depth > limits::LEVELS {
            return Err(JsNativeError::typ().with_message("the value is nested too deeply, or in itself").into());
        }
        size += if indented { 2 + 10 * depth } else { 1 };
        size += value.as_string().map_or(4, |text| text.len());
        if size > limits::TEXT {
            return Err(Shared::of(context).stop(Stop::Text));
        }
        let Some(object) = value.as_object().filter(|object| !object.is_callable()) else { continue };
        if object.is_array() && length_of(&value, context)? > limits::LIST {
            return Err(Shared::of(context).stop(Stop::List));
        }
        for key in object.own_property_keys(context)? {
            // A getter's value is made only when it is written, and then step by step.
            if let crate::inspect::Member::Value(member) = crate::inspect::member(&object, &key) {
                waiting.push((member, depth + 1));
            }
        }
    }
    Shared::of(context).made_text(size)
}
