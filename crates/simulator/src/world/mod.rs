//! What a function finds: the globals of its runtime, and nothing of the machine that it runs on.
#![allow(clippy::unnecessary_wraps, reason = "this is the form of the functions that the engine calls")]

pub(crate) mod connection;
mod console;
pub(crate) mod engine;
mod probes;

use crate::refusal::Prepared;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::Attribute;
use boa_engine::{Context, JsObject, JsResult, JsString, JsValue, NativeFunction};

/// Makes the globals.
pub(crate) fn build(prepared: &Prepared, context: &mut Context) -> JsResult<()> {
    console::install(context)?;
    probes::install(&prepared.names, context)
}

type Native = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>;

/// A function of the world's.
fn function(name: &str, length: usize, body: Native, context: &Context) -> JsObject {
    let name = JsString::from(name);
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(body))
        .name(name)
        .length(length)
        .build()
        .into()
}

/// Gives an object a function that loops over its members do not meet.
fn method(object: &JsObject, name: &str, length: usize, body: Native, context: &mut Context) -> JsResult<()> {
    let function = function(name, length, body, context);
    let hidden = Attribute::WRITABLE | Attribute::CONFIGURABLE;
    let property = boa_engine::property::PropertyDescriptor::builder()
        .value(function)
        .writable(hidden.writable())
        .enumerable(false)
        .configurable(hidden.configurable());
    object.define_property_or_throw(JsString::from(name), property, context)?;
    Ok(())
}
