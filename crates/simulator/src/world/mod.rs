//! What a function finds: the globals of its runtime, and nothing of the machine that it runs on.
#![allow(clippy::unnecessary_wraps, reason = "this is the form of the functions that the engine calls")]

pub(crate) mod connection;
mod console;
mod dates;
mod define;
mod encoding;
pub(crate) mod engine;
mod guards;
mod mends;
mod natives;
pub(crate) mod probes;
mod surface;

use crate::refusal::Prepared;
use crate::request::Request;
use crate::state::Shared;
use boa_engine::{Context, JsObject, JsResult, JsValue, Source, js_string};
use connfn_script::Runtime;

/// Called with what only Rust can do, it makes the rest.
const PRELUDE: &str = include_str!("prelude.js");

/// Makes the globals, and gives the connection.
pub(crate) fn build(request: &Request, prepared: &Prepared, context: &mut Context) -> JsResult<JsObject> {
    let modern = prepared.runtime == Runtime::V2;
    mends::install(context)?;
    dates::install(context)?;
    let natives = natives::object(context)?;
    let prelude = context.eval(Source::from_bytes(PRELUDE))?.to_object(context)?;
    let host = prelude.call(&JsValue::undefined(), &[natives.into(), modern.into()], context)?.to_object(context)?;
    let hidden = host.get(js_string!("hidden"), context)?.to_object(context)?;
    Shared::of(context).borrow().imports = Some(host.get(js_string!("imports"), context)?.to_object(context)?);
    let connection = connection::object(&request.connection, context)?;
    console::install(context)?;
    surface::Surface { runtime: prepared.runtime, overrides: &prepared.overrides }.cut(&hidden, context)?;
    guards::install(&hidden, context)?;
    Ok(connection)
}
