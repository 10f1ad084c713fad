//! A run, as JavaScript asks for it.

use connfn_simulator::Request;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// As [`Request`], with the connection as an object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked<'a> {
    code: String,
    runtime: String,
    #[serde(borrow)]
    connection: &'a RawValue,
    store: Option<BTreeMap<String, String>>,
    now: Option<String>,
    #[serde(default)]
    runtime_features: BTreeMap<String, String>,
}

pub(crate) fn request(json: &str) -> Result<Request, serde_json::Error> {
    let Asked { code, runtime, connection, store, now, runtime_features } = serde_json::from_str(json)?;
    Ok(Request { code, runtime, connection: connection.get().to_owned(), store, now, runtime_features })
}
