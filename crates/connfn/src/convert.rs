//! Converting a configuration to another format.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use connfn_config::{Format, Sources};
use connfn_core::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

/// A configuration to write in another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConvertRequest {
    pub sources: Sources,
    pub to: Format,
}

/// A configuration in another format, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConvertResponse {
    /// What stands in the way. Whether the configuration makes sense is not looked at.
    pub diagnostics: Vec<Diagnostic>,
    /// The name that a file with the text has.
    pub name: String,
    /// The documents of the configuration's folder as one document that says the same. Absent if one of the diagnostics is an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Writes a configuration in another format. Expressions are copied and not worked out, and the folders of modules are left alone.
pub fn convert(request: &ConvertRequest) -> ConvertResponse {
    let conversion = connfn_config::convert(&request.sources, request.to);
    ConvertResponse {
        diagnostics: conversion.diagnostics,
        name: request.to.file_name().to_string(),
        text: conversion.text,
    }
}
