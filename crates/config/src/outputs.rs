//! Outputs as whoever asks for them gets them: as text, as JSON and with their types.

use crate::evaluate::{Data, json_of, shown, type_as_json};
use alloc::string::String;
use connfn_core::ordered::Map;
use serde::{Deserialize, Serialize};

/// The value of an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// The value as Terraform prints it, also if it is sensitive.
    pub text: String,
    /// The value as JSON text. None if some of it is known only after apply.
    pub json: Option<String>,
    /// A string, a number or a bool as it is. None if it is something else, or not known.
    pub raw: Option<String>,
    /// The type as JSON text, in the form in which Terraform writes types: `"string"`, `["list","number"]`.
    pub kind: String,
    /// Whether it is to be shown only to whoever asks for it by its name.
    pub sensitive: bool,
}

/// The outputs as they are given out. What was reported is not among them.
pub(crate) fn given(outputs: Map<String, crate::resolve::Output>) -> Map<String, Output> {
    let known = outputs.into_iter().filter(|(_, output)| !output.value.data.has_unknown());
    let given = known.map(|(name, output)| {
        let mut data = output.value.data;
        let is_secret = data.reveal();
        let raw = match &data {
            Data::Text(_) | Data::Bool(_) | Data::Number(_) => {
                data.to_text().and_then(|text| text.known().map(String::from))
            }
            _ => None,
        };
        let output = Output {
            text: shown(&data),
            json: json_of(&data),
            raw,
            kind: type_as_json(&data.kind()),
            sensitive: output.sensitive || is_secret,
        };
        (name, output)
    });
    given.collect()
}
