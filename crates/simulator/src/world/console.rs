//! `console`, whose one method is `log`.

use super::define::method;
use crate::inspect;
use crate::limits;
use crate::state::Shared;
use boa_engine::property::Attribute;
use boa_engine::{Context, JsObject, JsResult, JsValue, js_string};

pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let console = JsObject::with_object_proto(context.intrinsics());
    method(&console, "log", 0, log, context)?;
    context.register_global_property(js_string!("console"), console, Attribute::WRITABLE | Attribute::CONFIGURABLE)
}

fn log(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let shared = Shared::of(context);
    let mut line = String::new();
    for (position, value) in arguments.iter().enumerate() {
        if position > 0 {
            line.push(' ');
        }
        inspect::value(value, &mut line, context)?;
    }
    let mut state = shared.borrow();
    let room = limits::LOG.saturating_sub(state.log_bytes);
    // A line has an end too.
    if line.len() + 1 > room {
        state.note(format!("the log is cut off after {} bytes", limits::LOG));
        let end = line.floor_char_boundary(room.saturating_sub(1));
        line.truncate(end);
        state.log_bytes = limits::LOG;
        if line.is_empty() {
            return Ok(JsValue::undefined());
        }
    } else {
        state.log_bytes += line.len() + 1;
    }
    state.logs.push(line);
    Ok(JsValue::undefined())
}
