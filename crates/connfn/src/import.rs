//! Importing: the configuration and the code file of what exists, to be owned from then on.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_config::{self as config, ImportedFunction, ImportedStore};
use connfn_core::ordered::Map;
use connfn_core::{
    address::{Address, ResourceType},
    diagnostic::{Code, Diagnostic},
    observed::{self, ObservedFunction, ObservedState, ObservedStore},
    ownership::without_own_tags,
};
use serde::{Deserialize, Serialize};

/// What to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportRequest {
    pub observed: ObservedState,
    /// A function's id, ARN or name, or a store's name or ARN.
    pub id: String,
    /// The label in the configuration; made of the resource's name if absent.
    #[serde(default)]
    pub label: Option<String>,
}

/// The files to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportResponse {
    pub address: Address,
    /// By path, relative to the configuration's folder: the configuration with its `import` block, and the function's code.
    pub files: Map<String, String>,
    /// What to know besides.
    pub notes: Vec<String>,
}

/// Writes the configuration of a resource that exists. Planning what is written changes nothing of the resource but to
/// bring it under a stack.
pub fn import_resource(request: &ImportRequest) -> Result<ImportResponse, Diagnostic> {
    let id = request.id.as_str();
    let functions = &request.observed.functions;
    // An id is exact; a name is only a convenience and so comes second.
    let function = functions.get_key_value(id).or_else(|| functions.iter().find(|(_, f)| f.arn == id || f.name == id));
    if let Some((id, function)) = function {
        return import_function(request, id, function);
    }
    match request.observed.stores.iter().find(|(name, store)| *name == id || store.arn == id || store.id == id) {
        Some((name, store)) => import_store(request, name, store),
        None => Err(Diagnostic::new(Code::ImportNotFound, format!("nothing has the id or name `{id}`"))
            .help("`connfn show` lists what exists")),
    }
}

fn import_function(
    request: &ImportRequest,
    id: &str,
    function: &ObservedFunction,
) -> Result<ImportResponse, Diagnostic> {
    let (label, address) = named(request, ResourceType::ConnectionFunction, &function.name)?;
    let held = function.development.content.as_ref().and_then(|content| request.observed.code.get(&content.code));
    let code = held.and_then(observed::Code::as_text).ok_or_else(|| {
        Diagnostic::new(
            Code::ObservedIncomplete,
            format!("the code of `{}` was not read or is not text", function.name),
        )
        .help("observe with everything")
    })?;
    let mut tags = without_own_tags(&function.tags);
    // AWS sets these and lets nobody else.
    tags.retain(|key, _| !key.starts_with("aws:"));
    let code_file = format!("{label}.js");
    let unlike_live = function.live.is_some() && !config::is_published(function);
    let notes = unlike_live.then(|| {
        "LIVE differs from DEVELOPMENT, whose code this is; `publish` is left out, so that LIVE stays as it is"
            .to_string()
    });
    let notes = notes.into_iter().collect();
    let written = config::write_function(&ImportedFunction {
        label: &label,
        id,
        function,
        tags: &tags,
        code_file: &code_file,
        store: None,
    });
    Ok(ImportResponse {
        address,
        files: Map::from([(format!("{label}.tf"), written), (code_file, code.to_string())]),
        notes,
    })
}

fn import_store(request: &ImportRequest, name: &str, store: &ObservedStore) -> Result<ImportResponse, Diagnostic> {
    let (label, address) = named(request, ResourceType::KeyValueStore, name)?;
    let written = config::write_store(&ImportedStore { label: &label, name, comment: &store.comment });
    Ok(ImportResponse { address, files: Map::from([(format!("{label}.tf"), written)]), notes: Vec::new() })
}

/// The label that was asked for or that the name suggests, and the address that it makes.
fn named(request: &ImportRequest, kind: ResourceType, name: &str) -> Result<(String, Address), Diagnostic> {
    let label = request.label.clone().unwrap_or_else(|| config::label(name));
    match Address::parse(&format!("{kind}.{label}")) {
        Some(address) if config::label(&label) == label => Ok((label, address)),
        _ => Err(Diagnostic::new(Code::InvalidLabels, format!("`{label}` cannot be a resource's label"))
            .help("a label is letters, digits, `_` and `-`, and begins with a letter or `_`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PlanRequest, Sources};
    use connfn_core::{
        digest::Digest,
        observed::{Content, ObservedStage},
        plan::Action,
    };

    fn account() -> ObservedState {
        let code = "async function connectionHandler(connection) {\n  connection.allow(`${1}%{x}`);\n}\n";
        let digest = Digest::of(code.as_bytes());
        let stage = |etag: &str| ObservedStage {
            comment: "a \"comment\" ${x}".into(),
            runtime: "cloudfront-js-2.0".into(),
            store_arns: [].into(),
            content: Some(Content { etag: etag.into(), code: digest.clone() }),
        };
        let function = ObservedFunction {
            name: "gate".into(),
            arn: "arn:aws:cloudfront::123456789012:connection-function/cf_1".into(),
            status: "UNASSOCIATED".into(),
            tags: Map::from([("Team".into(), "web".into()), ("aws:x".into(), "y".into())]),
            development: stage("E1"),
            live: Some(stage("E2")),
            distributions: None,
        };
        ObservedState {
            functions: Map::from([("cf_1".into(), function)]),
            code: Map::from([(digest, observed::Code::Text(code.into()))]),
            ..ObservedState::default()
        }
    }

    #[test]
    fn what_is_imported_plans_to_an_adoption_and_nothing_else() {
        let observed = account();
        for id in ["cf_1", "gate", "arn:aws:cloudfront::123456789012:connection-function/cf_1"] {
            let request = ImportRequest { observed: observed.clone(), id: id.into(), label: None };
            let imported = import_resource(&request).unwrap();
            let request = PlanRequest {
                sources: Sources { files: imported.files, ..Sources::default() },
                observed: observed.clone(),
                stack: "site".into(),
                ..PlanRequest::default()
            };
            let planned = crate::plan(&request);
            assert_eq!(planned.diagnostics, []);
            let plan = planned.plan.unwrap();
            assert_eq!(plan.changes.iter().map(|change| change.action).collect::<Vec<_>>(), [Action::Adopt]);
            assert_eq!(plan.steps.len(), 1);
        }
    }

    #[test]
    fn a_label_must_be_one() {
        let request = ImportRequest { observed: account(), id: "gate".into(), label: Some("no label".into()) };
        assert_eq!(import_resource(&request).unwrap_err().code, Code::InvalidLabels);
        let request = ImportRequest { observed: account(), id: "other".into(), label: None };
        assert_eq!(import_resource(&request).unwrap_err().code, Code::ImportNotFound);
    }
}
