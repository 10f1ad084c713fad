//! Importing: the configuration and the code file of what exists, to be owned from then on.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_config::{self as config, ImportedFunction, ImportedStore};
use connfn_core::ordered::{Map, Set, sort_by};
use connfn_core::{
    address::{Address, ResourceType},
    diagnostic::{Code, Diagnostic},
    observed::{self, ObservedFunction, ObservedState, ObservedStore},
    ownership::{STACK_TAG, without_own_tags},
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
    let store = request.observed.stores.iter().find(|(name, store)| *name == id || store.arn == id || store.id == id);
    match (function, store) {
        (Some((_, function)), Some((_, store))) => {
            Err(Diagnostic::new(Code::ImportNotFound, format!("`{id}` is both a function and a store"))
                .help(format!("name the function by `{}`, or the store by `{}`", function.arn, store.arn)))
        }
        (Some((id, function)), None) => import_function(request, id, function),
        (None, Some((name, store))) => import_store(request, name, store),
        (None, None) => Err(Diagnostic::new(Code::ImportNotFound, format!("nothing has the id or name `{id}`"))
            .help("`connfn show` lists what exists")),
    }
}

/// What the plan of another stack will say of a resource.
fn about_owner(tags: &Map<String, String>) -> Option<String> {
    let stack = tags.get(STACK_TAG)?;
    Some(format!("stack `{stack}` owns it, and any other stack's plan of it is refused (CF0402)"))
}

fn import_function(
    request: &ImportRequest,
    id: &str,
    function: &ObservedFunction,
) -> Result<ImportResponse, Diagnostic> {
    let (label, address) = named(request, ResourceType::ConnectionFunction, &function.name)?;
    let code = code_of(&request.observed, function).ok_or_else(|| {
        Diagnostic::new(
            Code::ObservedIncomplete,
            format!("the code of `{}` was not read or is not text", function.name),
        )
        .help("observe with everything")
    })?;
    let code_file = format!("{label}.js");
    let mut notes: Vec<String> = about_live(function).into_iter().map(ToString::to_string).collect();
    notes.extend(about_owner(&function.tags));
    let written = written(&label, id, function, &code_file, None);
    Ok(ImportResponse {
        address,
        files: Map::from([(format!("{label}.tf"), written), (code_file, code.to_string())]),
        notes,
    })
}

/// The code of DEVELOPMENT, if it was read and is text.
fn code_of<'a>(observed: &'a ObservedState, function: &ObservedFunction) -> Option<&'a str> {
    let held = function.development.content.as_ref().and_then(|content| observed.code.get(&content.code));
    held.and_then(observed::Code::as_text)
}

fn about_live(function: &ObservedFunction) -> Option<&'static str> {
    let unlike_live = function.live.is_some() && !config::is_published(function);
    unlike_live.then_some(
        "LIVE differs from DEVELOPMENT, whose code this is; `publish` is left out, so that LIVE stays as it is",
    )
}

fn written(label: &str, id: &str, function: &ObservedFunction, code_file: &str, store: Option<&Address>) -> String {
    let mut tags = without_own_tags(&function.tags);
    // AWS sets these and lets nobody else.
    tags.retain(|key, _| !key.starts_with("aws:"));
    config::write_function(&ImportedFunction { label, id, function, tags: &tags, code_file, store })
}

fn import_store(request: &ImportRequest, name: &str, store: &ObservedStore) -> Result<ImportResponse, Diagnostic> {
    let (label, address) = named(request, ResourceType::KeyValueStore, name)?;
    let written = config::write_store(&ImportedStore { label: &label, name, comment: &store.comment });
    Ok(ImportResponse {
        address,
        files: Map::from([(format!("{label}.tf"), written)]),
        notes: about_owner(&store.tags).into_iter().collect(),
    })
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

/// The files to write for all that no stack owns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportAllResponse {
    /// What is in the configuration, functions before stores, by name.
    pub addresses: Vec<Address>,
    /// By path, relative to the configuration's folder: `functions.tf` and `stores.tf` with their `import` blocks, and the
    /// functions' code. Empty if there is nothing that no stack owns.
    pub files: Map<String, String>,
    /// What was left out and why, and what to know besides.
    pub notes: Vec<String>,
}

/// Writes the configuration of everything in an account that no stack owns. Planning what is written changes nothing of it but to
/// bring it under a stack.
pub fn import_all(observed: &ObservedState) -> ImportAllResponse {
    import_all_beside(observed, &|_| false)
}

/// As [`import_all`], but with none of the labels, and so of the names of files with code, that are taken already.
pub fn import_all_beside(observed: &ObservedState, is_taken: &dyn Fn(&str) -> bool) -> ImportAllResponse {
    let mut all = ImportAllResponse::default();
    let mut owned = 0_usize;
    let mut is_free = |tags: &Map<String, String>| {
        let is_free = !tags.contains_key(STACK_TAG);
        owned += usize::from(!is_free);
        is_free
    };
    let mut functions: Vec<(&String, &ObservedFunction)> =
        observed.functions.iter().filter(|(_, function)| is_free(&function.tags)).collect();
    sort_by(&mut functions, |a, b| a.1.name.cmp(&b.1.name));
    let stores: Vec<(&String, &ObservedStore)> =
        observed.stores.iter().filter(|(_, store)| is_free(&store.tags)).collect();

    let mut labels = Labels::default();
    let mut by_arn: Map<&str, Address> = Map::new();
    let (mut of_stores, mut addresses_of_stores) = (Vec::new(), Vec::new());
    for (name, store) in stores {
        let label = labels.unlike_others(name, is_taken);
        let Some(address) = Address::parse(&format!("{}.{label}", ResourceType::KeyValueStore)) else { continue };
        of_stores.push(config::write_store(&ImportedStore { label: &label, name, comment: &store.comment }));
        addresses_of_stores.push(address.clone());
        by_arn.insert(&store.arn, address);
    }
    let mut labels = Labels::default();
    let mut of_functions = Vec::new();
    for (id, function) in functions {
        let name = &function.name;
        let Some(code) = code_of(observed, function) else {
            all.notes
                .push(format!("`{name}` is left out: its code is not UTF-8 text, and a configuration holds no other"));
            continue;
        };
        let label = labels.unlike_others(name, is_taken);
        let Some(address) = Address::parse(&format!("{}.{label}", ResourceType::ConnectionFunction)) else { continue };
        let code_file = format!("{label}.js");
        let store = function.development.store_arns.iter().find_map(|arn| by_arn.get(arn.as_str()));
        of_functions.push(written(&label, id, function, &code_file, store));
        all.notes.extend(about_live(function).map(|note| format!("`{name}`: {note}")));
        all.files.insert(code_file, code.to_string());
        all.addresses.push(address);
    }
    all.addresses.append(&mut addresses_of_stores);
    for (file, blocks) in [("functions.tf", of_functions), ("stores.tf", of_stores)] {
        if !blocks.is_empty() {
            all.files.insert(file.to_string(), blocks.join("\n"));
        }
    }
    if owned > 0 {
        let noun = if owned == 1 { "resource is" } else { "resources are" };
        all.notes.push(format!("{owned} {noun} left out, which a stack owns"));
    }
    all
}

/// Labels that differ in more than case, since files are named by them.
#[derive(Default)]
struct Labels(Set<String>);

impl Labels {
    fn unlike_others(&mut self, name: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
        let plain = config::label(name);
        let mut label = plain.clone();
        let mut number = 1;
        while is_taken(&label) || !self.0.insert(label.to_ascii_lowercase()) {
            number += 1;
            label = format!("{plain}_{number}");
        }
        label
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

    fn store(arn: &str) -> ObservedStore {
        ObservedStore {
            id: arn.rsplit('/').next().unwrap().into(),
            arn: arn.into(),
            comment: "stored \"${x}\"".into(),
            status: "READY".into(),
            last_modified_time: "2026-01-02T03:04:05Z".into(),
            etag: Some("E1".into()),
            tags: Map::new(),
        }
    }

    #[test]
    fn an_account_is_imported_whole_and_what_is_owned_is_left_out() {
        let mut observed = account();
        let function = observed.functions.get("cf_1").unwrap().clone();
        for (id, name) in [("cf_2", "1st"), ("cf_3", "_1st"), ("cf_4", "Gate"), ("cf_5", "-")] {
            let mut other = function.clone();
            other.name = name.into();
            other.arn = other.arn.replace("cf_1", id);
            observed.functions.insert(id.into(), other);
        }
        let arn = "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000001";
        observed.stores.insert("gate".into(), store(arn));
        let mut owned = store(&arn.replace("001", "002"));
        owned.tags.insert(STACK_TAG.into(), "other".into());
        observed.stores.insert("owned".into(), owned);
        let mut user = function;
        user.name = "user".into();
        user.development.store_arns = [arn.to_string()].into();
        user.live = None;
        observed.functions.insert("cf_6".into(), user);

        let all = import_all(&observed);
        let addresses: Vec<&str> = all.addresses.iter().map(Address::as_str).collect();
        let function = |label: &str| format!("aws_cloudfront_connection_function.{label}");
        let functions = ["_-", "_1st", "Gate", "_1st_2", "gate_2", "user"].map(function);
        assert_eq!(addresses[..6], functions.each_ref().map(String::as_str));
        assert_eq!(addresses[6..], ["aws_cloudfront_key_value_store.gate"]);
        assert!(all.files["functions.tf"].contains("key_value_store_arn = aws_cloudfront_key_value_store.gate.arn"));
        assert_eq!(all.notes, ["1 resource is left out, which a stack owns"]);

        let sources = Sources { files: all.files, ..Sources::default() };
        let planned = crate::plan(&PlanRequest { sources, observed, stack: "site".into(), ..PlanRequest::default() });
        let told: Vec<Code> = planned.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(told, [Code::StoreNeverUsed]);
        let plan = planned.plan.unwrap();
        assert_eq!(plan.changes.len(), 7);
        assert!(plan.changes.iter().all(|change| change.action == Action::Adopt));

        assert_eq!(import_all(&ObservedState::default()), ImportAllResponse::default());
        let beside = import_all_beside(&account(), &|label| label == "gate" || label == "gate_2");
        assert_eq!(beside.addresses[0].as_str(), function("gate_3"));
        assert_eq!(beside.files.keys().collect::<Vec<_>>(), ["functions.tf", "gate_3.js"]);
    }

    #[test]
    fn what_two_are_called_means_neither() {
        let mut observed = account();
        let arn = "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000001";
        observed.stores.insert("gate".into(), store(arn));
        let import =
            |id: &str| import_resource(&ImportRequest { observed: observed.clone(), id: id.into(), label: None });
        let refused = import("gate").unwrap_err();
        assert_eq!(refused.message, "`gate` is both a function and a store");
        let arn_of_function = observed.functions["cf_1"].arn.as_str();
        assert_eq!(refused.help, Some(format!("name the function by `{arn_of_function}`, or the store by `{arn}`")));
        for (id, address) in [
            ("cf_1", "aws_cloudfront_connection_function.gate"),
            (arn_of_function, "aws_cloudfront_connection_function.gate"),
            (arn, "aws_cloudfront_key_value_store.gate"),
        ] {
            assert_eq!(import(id).unwrap().address.as_str(), address);
        }
    }

    #[test]
    fn what_a_stack_owns_is_said_to_be_its() {
        let mut observed = account();
        observed.functions.get_mut("cf_1").unwrap().tags.insert(STACK_TAG.into(), "other".into());
        let imported = import_resource(&ImportRequest { observed, id: "gate".into(), label: None }).unwrap();
        assert_eq!(imported.notes, ["stack `other` owns it, and any other stack's plan of it is refused (CF0402)"]);
    }

    #[test]
    fn a_label_must_be_one() {
        let request = ImportRequest { observed: account(), id: "gate".into(), label: Some("no label".into()) };
        assert_eq!(import_resource(&request).unwrap_err().code, Code::InvalidLabels);
        let request = ImportRequest { observed: account(), id: "other".into(), label: None };
        assert_eq!(import_resource(&request).unwrap_err().code, Code::ImportNotFound);
    }
}
