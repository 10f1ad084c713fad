//! From Rust to JavaScript: results, errors and panics.

use connfn_bindings::{self as bindings, Failure};
use napi::bindgen_prelude::JsObjectValue;
use napi::{Env, Error, JsValue, Result};
use serde::Serialize;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The result of a verb as JSON text.
pub(crate) fn document<T: Serialize>(
    env: Env,
    verb: impl FnOnce() -> std::result::Result<T, Failure>,
) -> Result<String> {
    text(env, || Ok(bindings::json(&verb()?)))
}

/// The result of a verb. A panic is caught before it reaches Node, which would not survive it.
pub(crate) fn text<T>(env: Env, verb: impl FnOnce() -> std::result::Result<T, Failure>) -> Result<T> {
    caught(verb).map_err(|failure| thrown(env, &failure).unwrap_or_else(|error| error))
}

fn caught<T>(verb: impl FnOnce() -> std::result::Result<T, Failure>) -> std::result::Result<T, Failure> {
    // No verb shares anything with the next one but a `Run`, which is given up after a panic.
    catch_unwind(AssertUnwindSafe(verb))
        .unwrap_or_else(|_| Err(Failure::internal("connfn failed in a way that it never should")))
}

/// The `Error` for a failure.
fn thrown(env: Env, failure: &Failure) -> Result<Error> {
    let mut error = env.create_error(Error::from_reason(&failure.message))?;
    error.set_named_property("code", &failure.code)?;
    error.set_named_property("diagnostics", env.to_js_value(&failure.diagnostics)?)?;
    Ok(Error::from(error.to_unknown()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure_and_the_next_call_works() {
        assert_eq!(caught::<u8>(|| panic!("a fault")).unwrap_err().code, "internal");
        assert_eq!(caught(|| Ok(1)).unwrap(), 1);
    }
}
