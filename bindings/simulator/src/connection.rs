//! What a connection object is made of, as JavaScript says it.

use crate::{answer::Refusal, read::read};
use connfn_simulator::connection::{of_object, of_pem, of_preset};
use serde::Deserialize;

/// Objects are given as JSON texts, so that their members stay in order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    preset: Option<String>,
    pem: Option<String>,
    client_ip: Option<String>,
    object: Option<String>,
    /// A merge patch.
    changes: Option<String>,
}

/// The connection object that a request asks for, as JSON text.
pub(crate) fn of(request: &str) -> Result<String, Refusal> {
    let Request { preset, pem, client_ip, object, changes } = read("a request for a connection", request)?;
    let changes = changes.as_deref();
    match (preset, pem, object) {
        (None, Some(pem), None) => Ok(of_pem(&pem, client_ip.as_deref(), changes)?),
        _ if client_ip.is_some() => Err(Refusal::new("`client_ip` goes with `pem`; elsewhere `changes` can say it")),
        (Some(preset), None, None) => Ok(of_preset(&preset, changes)?),
        (None, None, Some(object)) => Ok(of_object(&object, changes)?),
        _ => Err(Refusal::new("the request has not exactly one of `preset`, `pem` and `object`")),
    }
}
