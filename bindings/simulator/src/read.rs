//! Reading arguments.

use crate::answer::Refusal;
use connfn_core::json;
use serde::Deserialize;

/// Reads an argument; `what` names it in the message.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(what: &str, text: &str) -> Result<T, Refusal> {
    json::read(text).map_err(|error| Refusal::new(format!("this is not {what}: {error}")))
}
