//! What is not run at all: what the runtime would refuse, and what is no request.

use crate::instrument::{Instrumented, Names, instrument, position};
use crate::outcome::{ErrorKind, ScriptError};
use crate::request::{DEFAULT_NOW, Request};
use connfn_script::{Context, Finding, Overrides, Runtime, Severity, Support};
use serde_json::Value;
use std::collections::BTreeMap;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// What is ready to be run.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) runtime: Runtime,
    /// In milliseconds since 1970.
    pub(crate) now: i64,
    pub(crate) code: Instrumented,
    pub(crate) overrides: Overrides,
}

/// The largest connection, in bytes. AWS takes 40,960 for a test; a chain of certificates may be longer.
const LARGEST_CONNECTION: usize = 1 << 20;

pub(crate) fn check(request: &Request) -> Result<Prepared, ScriptError> {
    let runtime = Runtime::from_name(&request.runtime).ok_or_else(|| {
        refused(format!("`{}` is not a runtime", request.runtime)).help("the runtime is `cloudfront-js-2.0`")
    })?;
    check_connection(&request.connection)?;
    let now = instant(request.now.as_deref().unwrap_or(DEFAULT_NOW))?;
    let code = &request.code;
    if code.len() > connfn_script::LARGEST {
        return Err(refused(format!("the code is longer than {} bytes", connfn_script::LARGEST)));
    }
    let overrides = overrides(&request.runtime_features)?;
    let context = Context { runtime, store_associated: Some(request.store.is_some()), overrides, optional_mtls: None };
    let findings = connfn_script::check(code, &context);
    if let Some(finding) = findings.iter().find(|finding| finding.severity == Severity::Error) {
        return Err(found(code, finding));
    }
    let outline = connfn_script::outline(code).ok_or_else(|| refused("the code does not parse"))?;
    let names = Names::free_in(code);
    Ok(Prepared { runtime, now, code: instrument(code, &outline, &names), overrides: context.overrides })
}

fn overrides(features: &BTreeMap<String, String>) -> Result<Overrides, ScriptError> {
    let mut overrides = Overrides::default();
    for (id, state) in features {
        let support = Support::from_name(state).ok_or_else(|| {
            refused(format!("`{state}` is no state of a feature"))
                .help("it is one of `works`, `undocumented`, `unreliable` and `missing`")
        })?;
        if !overrides.set(id, support) {
            return Err(refused(format!("there is no feature `{id}`")));
        }
    }
    Ok(overrides)
}

fn check_connection(text: &str) -> Result<(), ScriptError> {
    if text.len() > LARGEST_CONNECTION {
        return Err(refused(format!("the connection is longer than {LARGEST_CONNECTION} bytes")));
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(_)) => Ok(()),
        Ok(_) => Err(refused("the connection is not a JSON object")),
        Err(error) => Err(refused(format!("the connection is not JSON: {error}"))),
    }
}

/// Milliseconds since 1970.
fn instant(text: &str) -> Result<i64, ScriptError> {
    let read = OffsetDateTime::parse(text, &Rfc3339).ok();
    read.and_then(|instant| i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000_000)).ok()).ok_or_else(|| {
        refused(format!("`{text}` is not an instant"))
            .help(format!("write it as RFC 3339 does, such as `{DEFAULT_NOW}`"))
    })
}

fn found(code: &str, finding: &Finding) -> ScriptError {
    let mut error = refused(&finding.message).at(Some(position(code, finding.span.start as usize)));
    error.help.clone_from(&finding.help);
    error.code = Some(finding.code.to_string());
    error
}

pub(crate) fn refused(message: impl Into<String>) -> ScriptError {
    ScriptError::new(ErrorKind::RefusedBeforeRun, message)
}
