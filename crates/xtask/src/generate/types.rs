//! The JSON Schemas of the documents, and from the same descriptions the TypeScript types of the npm package. What a type's
//! JSON looks like is said once, by its Rust definition.
//!
//! Documents are described as connfn writes them: a member that is always written is always there. Requests, and what an SDK
//! answers, are described as connfn reads them: a member that may be left out is optional. The configuration has no Rust type: its
//! schema comes from the tables that it is read by.

use super::file::File;
use super::typescript;
use crate::outcome::Outcome;
use connfn::{
    CheckFunctionRequest, CheckFunctionResponse, CheckRequest, CheckResponse, ConvertRequest, ConvertResponse,
    DesiredState, EvaluateRequest, EvaluateResponse, Event, ImportAllResponse, ImportRequest, ImportResponse,
    ObservedState, OutputsRequest, OutputsResponse, Plan, PlanRequest, PlanResponse, Poll, Receipt, RollbackRequest,
    Scope, ShownResource, operation::Outcome as CallOutcome,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value};

const TYPES: &str = "npm/connfn/types.d.ts";

pub(super) fn files() -> Outcome<Vec<File>> {
    Ok(vec![
        ("npm/connfn/schema/configuration.json", pretty(&configuration_schema())?),
        ("npm/connfn/schema/desired.json", document::<DesiredState>()?),
        ("npm/connfn/schema/observed.json", document::<ObservedState>()?),
        ("npm/connfn/schema/plan.json", document::<Plan>()?),
        ("npm/connfn/schema/receipt.json", document::<Receipt>()?),
        ("npm/connfn/schema/tests.json", pretty(&connfn_config::test_schema())?),
        (TYPES, types()?),
    ])
}

/// The schema of one document.
fn document<T: JsonSchema>() -> Outcome<String> {
    pretty(&SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>())
}

fn pretty(schema: &Schema) -> Outcome<String> {
    Ok(serde_json::to_string_pretty(schema)? + "\n")
}

/// Every type that a JavaScript program meets, as TypeScript.
pub(super) fn types() -> Outcome<String> {
    let mut written = SchemaSettings::draft07().for_serialize().into_generator();
    let documents: [fn(&mut SchemaGenerator) -> Schema; 15] = [
        SchemaGenerator::subschema_for::<CheckResponse>,
        SchemaGenerator::subschema_for::<CheckFunctionResponse>,
        SchemaGenerator::subschema_for::<ConvertResponse>,
        SchemaGenerator::subschema_for::<EvaluateResponse>,
        SchemaGenerator::subschema_for::<Event>,
        SchemaGenerator::subschema_for::<ImportAllResponse>,
        SchemaGenerator::subschema_for::<ImportResponse>,
        SchemaGenerator::subschema_for::<ObservedState>,
        SchemaGenerator::subschema_for::<OutputsResponse>,
        SchemaGenerator::subschema_for::<Plan>,
        SchemaGenerator::subschema_for::<PlanResponse>,
        SchemaGenerator::subschema_for::<Poll>,
        SchemaGenerator::subschema_for::<Receipt>,
        SchemaGenerator::subschema_for::<Scope>,
        SchemaGenerator::subschema_for::<ShownResource>,
    ];
    let mut read = SchemaSettings::draft07().for_deserialize().into_generator();
    let requests: [fn(&mut SchemaGenerator) -> Schema; 10] = [
        SchemaGenerator::subschema_for::<CallOutcome>,
        SchemaGenerator::subschema_for::<CheckRequest>,
        SchemaGenerator::subschema_for::<CheckFunctionRequest>,
        SchemaGenerator::subschema_for::<ConvertRequest>,
        SchemaGenerator::subschema_for::<connfn_bindings::ScopeRequest>,
        SchemaGenerator::subschema_for::<EvaluateRequest>,
        SchemaGenerator::subschema_for::<ImportRequest>,
        SchemaGenerator::subschema_for::<OutputsRequest>,
        SchemaGenerator::subschema_for::<PlanRequest>,
        SchemaGenerator::subschema_for::<RollbackRequest>,
    ];
    for document in documents {
        document(&mut written);
    }
    for request in requests {
        request(&mut read);
    }
    let mut definitions: Map<String, Value> = read.take_definitions(true);
    // Of what is both written and read, TypeScript is told how it is written, which can also be read.
    definitions.extend(written.take_definitions(true));
    for (name, schema) in configuration()? {
        if definitions.insert(name.clone(), schema).is_some() {
            return Err(format!("two types are called `{name}`").into());
        }
    }
    typescript::declarations(&definitions)
}

fn configuration_schema() -> Schema {
    let features: Vec<&str> = connfn_script::FEATURES.iter().map(|feature| feature.id).collect();
    connfn_config::json_schema(&features)
}

/// The schema of the configuration, and those that it refers to, by name.
fn configuration() -> Outcome<Map<String, Value>> {
    let mut root = configuration_schema();
    let Some(Value::Object(mut definitions)) = root.remove("$defs") else {
        return Err("the schema of the configuration has no definitions".into());
    };
    definitions.insert("Configuration".to_owned(), root.into());
    Ok(definitions)
}
