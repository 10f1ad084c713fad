//! What a connection object is made of, as JavaScript says it.

use connfn_simulator::connection::{self, Problem};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request<'a> {
    preset: Option<String>,
    pem: Option<String>,
    client_ip: Option<String>,
    #[serde(borrow)]
    object: Option<&'a RawValue>,
    /// A merge patch.
    #[serde(borrow)]
    changes: Option<&'a RawValue>,
}

/// The connection object that a request asks for, as JSON text.
pub(crate) fn of(request: &str) -> Result<String, Problem> {
    let request: Request<'_> =
        serde_json::from_str(request).map_err(|error| problem(&format!("the request is none: {error}")))?;
    let changes = request.changes.map(RawValue::get);
    match (request.preset, request.pem, request.object) {
        (None, Some(pem), None) => connection::of_pem(&pem, request.client_ip.as_deref(), changes),
        _ if request.client_ip.is_some() => Err(problem("`client_ip` goes with `pem`; elsewhere `changes` can say it")),
        (Some(preset), None, None) => connection::of_preset(&preset, changes),
        (None, None, Some(object)) => connection::of_object(object.get(), changes),
        _ => Err(problem("the request has not exactly one of `preset`, `pem` and `object`")),
    }
}

fn problem(message: &str) -> Problem {
    Problem { message: message.to_owned(), help: None }
}
