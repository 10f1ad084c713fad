//! The JSON Schema of a test document, and of what the short form holds of one.

use super::{connection::SOURCES, document::MOST_CASES, object};
use alloc::{collections::BTreeMap, format, vec, vec::Vec};
use connfn_core::{
    limits::{STORE_KEY_MAX_BYTES, STORE_VALUE_MAX_BYTES},
    testing::{Decision, PRESETS},
};
use schemars::{Schema, json_schema};

/// The JSON Schema of a file `NAME.test.json` or `NAME.test.yaml`.
pub fn json_schema() -> Schema {
    let definitions: BTreeMap<&str, Schema> = definitions().into_iter().collect();
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "TestDocument",
        "description": "Tests of connection functions: the content of a file `NAME.test.json` or `NAME.test.yaml`.",
        "$ref": format!("#/$defs/{TESTS}"),
        "$defs": definitions,
    })
}

/// The definition of all that stands in a test document.
pub(crate) const TESTS: &str = "FunctionTests";

/// What the schema of tests refers to, by name.
pub(crate) fn definitions() -> Vec<(&'static str, Schema)> {
    let connection = reference("FunctionTestConnection", "The connection that the function decides about.");
    let store =
        reference("FunctionTestStore", "What the associated key value store holds. Nothing, if it is left out.");
    let store_file = json_schema!({
        "type": "string",
        "minLength": 1,
        "description": "A file with what the store holds, in AWS's import format. `store` counts over it.",
    });
    let now = json_schema!({
        "type": "string",
        "format": "date-time",
        "description": "The instant at which the function runs, as RFC 3339 writes it. The first of 2026, if it is left out.",
    });
    let expect = reference("FunctionTestExpectation", "What the function is to do.");
    let defaults = json_schema!({
        "type": "object",
        "description": "What the cases have unless they say something else.",
        "properties": { "//": { "description": "A comment." }, "connection": connection, "now": now, "store": store, "store_file": store_file },
        "additionalProperties": false,
    });
    let case = json_schema!({
        "type": "object",
        "properties": {
            "//": { "description": "A comment." },
            "name": { "type": "string", "minLength": 1, "description": "What the test shows, on one line." },
            "connection": connection,
            "now": now,
            "store": store,
            "store_file": store_file,
            "expect": expect,
        },
        "required": ["name", "expect"],
        "additionalProperties": false,
    });
    let cases = json_schema!({ "type": "array", "items": case, "maxItems": MOST_CASES });
    let document = json_schema!({
        "type": "object",
        "properties": { "//": { "description": "A comment." }, "cases": cases, "defaults": defaults },
        "required": ["cases"],
        "additionalProperties": false,
    });
    vec![
        (TESTS, json_schema!({ "anyOf": [cases, document] })),
        ("FunctionTestConnection", connection_schema()),
        ("FunctionTestExpectation", expectation()),
        (
            "FunctionTestStore",
            json_schema!({
                "type": "object",
                "propertyNames": { "minLength": 1, "maxLength": STORE_KEY_MAX_BYTES },
                "additionalProperties": { "type": "string", "maxLength": STORE_VALUE_MAX_BYTES },
            }),
        ),
    ]
}

/// The name of a preset, or a map.
fn connection_schema() -> Schema {
    let preset = json_schema!({ "enum": PRESETS, "description": "A connection that connfn knows by name." });
    let pem = "The viewer's certificate as PEM text, with the intermediates after it.";
    let file = "A file with the viewer's certificate, from the folder of this document.";
    let own = json_schema!({ "description": "A member of the connection object, as AWS documents it." });
    let mut properties: BTreeMap<&str, Schema> = object::members().map(|name| (name, own.clone())).collect();
    properties.extend([
        ("//", json_schema!({ "description": "A comment." })),
        ("preset", preset.clone()),
        ("pem", json_schema!({ "type": "string", "description": pem })),
        ("pem_file", json_schema!({ "type": "string", "description": file })),
    ]);
    let two_sources: Vec<_> = SOURCES
        .iter()
        .enumerate()
        .flat_map(|(at, one)| SOURCES.iter().skip(at + 1).map(move |other| json_schema!({ "required": [one, other] })))
        .collect();
    json_schema!({
        "anyOf": [
            preset,
            { "type": "object", "properties": properties, "additionalProperties": true, "not": { "anyOf": two_sources } },
        ],
    })
}

fn expectation() -> Schema {
    let decision = json_schema!({
        "enum": Decision::ALL.map(Decision::as_str),
        "description": "`none` is a function that calls neither `allow()` nor `deny()`.",
    });
    json_schema!({
        "anyOf": [
            decision,
            {
                "type": "object",
                "properties": {
                    "//": { "description": "A comment." },
                    "decision": decision,
                    "logs": {
                        "type": "array",
                        "items": { "type": "string" },
                        "description": "All that the function logs, line for line.",
                    },
                    "custom_data": { "type": "string", "description": "What it gives to `logCustomData()`." },
                    "error": {
                        "type": "string",
                        "description": "Part of the message of the exception that ends it. Without this none may.",
                    },
                },
                "anyOf": [{ "required": ["decision"] }, { "required": ["error"] }],
                "additionalProperties": false,
            },
        ],
    })
}

fn reference(name: &str, description: &str) -> Schema {
    json_schema!({ "$ref": format!("#/$defs/{name}"), "description": description })
}
