//! What exists, by the names of Terraform's attributes. Looks, and decides nothing.

use crate::ordered::Map;
use crate::{
    address::Address,
    attributes::Attribute,
    desired::DesiredState,
    observed::{ObservedFunction, ObservedStage, ObservedState, ObservedStore},
    ownership::{Owner, without_own_tags},
};
use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

type Attributes = Map<String, Attribute>;

/// A function's arguments and exported attributes. Which tags a provider's defaults gave, and whether publishing was wished
/// for, is not on the resource: all tags are its own here, and it was published if it has a LIVE stage.
pub fn function(id: &str, function: &ObservedFunction) -> Attributes {
    let stage = &function.development;
    let etag = |stage: Option<&ObservedStage>| {
        let content = stage.and_then(|stage| stage.content.as_ref());
        Attribute::string(content.map_or("", |content| content.etag.as_str()))
    };
    let stores = stage.store_arns.iter().map(|arn| Attribute::string(arn.as_str())).collect();
    let config = config(Attribute::string(stage.comment.as_str()), Attribute::string(stage.runtime.as_str()), stores);
    let tags = Attribute::map(&without_own_tags(&function.tags), |value| Attribute::string(value.as_str()));
    Map::from([
        ("connection_function_arn".to_owned(), Attribute::string(function.arn.as_str())),
        ("connection_function_code".to_owned(), code(stage)),
        ("connection_function_config".to_owned(), config),
        ("etag".to_owned(), etag(Some(stage))),
        ("id".to_owned(), Attribute::string(id)),
        ("live_stage_etag".to_owned(), etag(function.live.as_ref())),
        ("name".to_owned(), Attribute::string(function.name.as_str())),
        ("publish".to_owned(), Attribute::Bool(function.live.is_some())),
        ("status".to_owned(), Attribute::string(function.status.as_str())),
        ("tags".to_owned(), tags.clone()),
        ("tags_all".to_owned(), tags),
    ])
}

/// A store's arguments and exported attributes.
pub fn store(name: &str, store: &ObservedStore) -> Attributes {
    Map::from([
        ("arn".to_owned(), Attribute::string(store.arn.as_str())),
        ("comment".to_owned(), Attribute::string(store.comment.as_str())),
        ("etag".to_owned(), Attribute::string(store.etag.as_deref().unwrap_or_default())),
        ("id".to_owned(), Attribute::string(store.id.as_str())),
        ("last_modified_time".to_owned(), Attribute::string(store.last_modified_time.as_str())),
        ("name".to_owned(), Attribute::string(name)),
        ("status".to_owned(), Attribute::string(store.status.as_str())),
    ])
}

/// The attributes that CloudFront set, of what a stack owns and the configuration still has: those are known without an apply.
pub fn of_desired(stack: &str, desired: &DesiredState, observed: &ObservedState) -> Map<Address, Map<String, String>> {
    let is_owned = |tags: &Map<String, String>| matches!(Owner::of(tags, stack), Owner::ThisStack { .. });
    // A resource that ignores changes of its name, or that is yet to be renamed, is found by its address.
    let has_address = |tags: &Map<String, String>, at: &Address| matches!(Owner::of(tags, stack), Owner::ThisStack { address: Some(owned) } if owned == *at);
    let functions = desired.functions.iter().filter_map(|(at, wanted)| {
        let found = || observed.functions.iter();
        let named = found().find(|(_, found)| found.name == wanted.name && is_owned(&found.tags));
        let (id, found) = named.or_else(|| found().find(|(_, found)| has_address(&found.tags, at)))?;
        Some((at.clone(), computed(at, &function(id, found))))
    });
    let stores = desired.stores.iter().filter_map(|(at, wanted)| {
        let named = observed.stores.get_key_value(&wanted.name).filter(|(_, found)| is_owned(&found.tags));
        let (name, found) = named.or_else(|| observed.stores.iter().find(|(_, found)| has_address(&found.tags, at)))?;
        Some((at.clone(), computed(at, &store(name, found))))
    });
    functions.chain(stores).collect()
}

fn computed(address: &Address, attributes: &Attributes) -> Map<String, String> {
    let names = address.resource_type().computed_attributes().iter();
    let text = |name: &&'static str| match attributes.get(*name) {
        Some(Attribute::String(text)) => Some(((*name).to_owned(), text.clone())),
        _ => None,
    };
    names.filter_map(text).collect()
}

/// What one stage of a function holds.
pub fn stage(stage: &ObservedStage) -> Attributes {
    let arn = stage.store_arns.first().map_or(Attribute::Null, |arn| Attribute::string(arn.as_str()));
    stage_of(code(stage), Attribute::string(stage.comment.as_str()), Attribute::string(stage.runtime.as_str()), arn)
}

/// A stage's attributes from its parts.
pub(crate) fn stage_of(code: Attribute, comment: Attribute, runtime: Attribute, store_arn: Attribute) -> Attributes {
    Map::from([
        ("comment".to_owned(), comment),
        ("connection_function_code".to_owned(), code),
        ("key_value_store_arn".to_owned(), store_arn),
        ("runtime".to_owned(), runtime),
    ])
}

/// What a function's own stage holds, of the function's attributes.
pub(crate) fn development(function: &Attributes) -> Option<Attributes> {
    let Some(Attribute::Blocks(blocks)) = function.get("connection_function_config") else { return None };
    let config = blocks.first()?;
    let store = match config.get("key_value_store_association") {
        Some(Attribute::Blocks(stores)) => stores.first().and_then(|store| store.get("key_value_store_arn")),
        _ => None,
    };
    Some(stage_of(
        function.get("connection_function_code")?.clone(),
        config.get("comment")?.clone(),
        config.get("runtime")?.clone(),
        store.cloned().unwrap_or(Attribute::Null),
    ))
}

/// A `connection_function_config` block.
pub(crate) fn config(comment: Attribute, runtime: Attribute, stores: Vec<Attribute>) -> Attribute {
    let association = |arn| Map::from([("key_value_store_arn".to_owned(), arn)]);
    let mut block = Map::from([("comment".to_owned(), comment), ("runtime".to_owned(), runtime)]);
    if !stores.is_empty() {
        let associations = Attribute::Blocks(stores.into_iter().map(association).collect());
        block.insert("key_value_store_association".to_owned(), associations);
    }
    Attribute::Blocks(vec![block])
}

fn code(stage: &ObservedStage) -> Attribute {
    stage.content.as_ref().map_or(Attribute::Null, |content| Attribute::code(&content.code))
}
