//! Gives objects members as built-in ones are: a loop over the members does not meet them.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsObject, JsResult, JsString, JsValue, NativeFunction};

pub(super) type Native = fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>;

/// A function of the world's.
pub(super) fn function(name: &str, length: usize, body: Native, context: &Context) -> JsObject {
    let name = JsString::from(name);
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(body))
        .name(name)
        .length(length)
        .build()
        .into()
}

pub(super) fn method(
    object: &JsObject,
    name: &str,
    length: usize,
    body: Native,
    context: &mut Context,
) -> JsResult<()> {
    let function = function(name, length, body, context);
    member(object, JsString::from(name), function.into(), context)
}

pub(super) fn member(
    object: &JsObject,
    key: impl Into<PropertyKey>,
    value: JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let property = PropertyDescriptor::builder().value(value).writable(true).enumerable(false).configurable(true);
    object.define_property_or_throw(key, property, context)?;
    Ok(())
}
