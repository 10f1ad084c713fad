//! Attributes before and after, as a plan shows them, and the code that they name kept in the plan. Decides nothing.

use super::{
    context::Context,
    function::{Target, TargetCode, TargetContent},
    identify::Existing,
};
use crate::ordered::Map;
use crate::{
    address::ResourceType,
    attributes::Attribute,
    exported,
    observed::{Content, ObservedFunction, ObservedStage, ObservedStore},
    plan::document::OutputRef,
    text::Text,
};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

type Attributes = Map<String, Attribute>;
type Known = Map<&'static str, Text<OutputRef>>;

/// "`a`, `b` and `c`".
pub(in crate::plan) fn in_backticks<'s>(names: impl IntoIterator<Item = &'s str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

/// The computed attributes of a function that exists.
pub(super) fn function_literals(existing: &Existing<'_, ObservedFunction>, development: &Content) -> Known {
    let function = existing.resource;
    let live = function.live.as_ref().and_then(|live| live.content.as_ref());
    Map::from([
        ("connection_function_arn", Text::literal(function.arn.as_str())),
        ("etag", Text::literal(development.etag.as_str())),
        ("id", Text::literal(existing.id)),
        ("live_stage_etag", Text::literal(live.map_or("", |live| live.etag.as_str()))),
        ("status", Text::literal(function.status.as_str())),
    ])
}

/// The attributes that a function has. What is not on the resource is taken from the configuration, if that has it: which
/// tags came from the provider's defaults, and whether publishing is wished for.
pub(super) fn function_before(
    context: &mut Context<'_>,
    existing: &Existing<'_, ObservedFunction>,
    target: Option<&Target<'_>>,
) -> Attributes {
    let function = existing.resource;
    hold_code(context, &function.development);
    let mut attributes = exported::function(existing.id, function);
    if let Some(target) = target {
        let is_default = |key: &str| target.tags_all.contains_key(key) && !target.tags.contains_key(key);
        let mut tags = existing.tags.clone();
        tags.retain(|key, _| target.manages_tag(existing.tags, key));
        attributes.insert("tags_all".to_owned(), Attribute::map(&tags, |value| Attribute::string(value.as_str())));
        tags.retain(|key, _| !is_default(key));
        attributes.insert("tags".to_owned(), Attribute::map(&tags, |value| Attribute::string(value.as_str())));
        attributes.insert("publish".to_owned(), Attribute::Bool(function.live.is_some() && target.publish));
    }
    attributes
}

/// The attributes that a function will have; `known` are the computed ones, or none for a new function.
pub(super) fn function_after(context: &mut Context<'_>, target: &Target<'_>, known: Option<&Known>) -> Attributes {
    let content = &target.content;
    let mut attributes = known.map_or_else(|| unknown(ResourceType::ConnectionFunction), computed);
    if known.is_none() && !target.publish {
        attributes.insert("live_stage_etag".to_owned(), Attribute::string(""));
    }
    let config = exported::config(
        Attribute::text(&content.comment),
        Attribute::string(content.runtime.as_str()),
        content.store_arn.iter().map(Attribute::text).collect(),
    );
    attributes.extend([
        ("name".to_owned(), Attribute::string(target.name)),
        ("connection_function_code".to_owned(), code(context, &content.code)),
        ("connection_function_config".to_owned(), config),
        ("publish".to_owned(), Attribute::Bool(target.publish)),
        ("tags".to_owned(), Attribute::map(&target.tags, Attribute::text)),
        ("tags_all".to_owned(), Attribute::map(&target.tags_all, Attribute::text)),
    ]);
    attributes
}

pub(super) fn observed_stage(context: &mut Context<'_>, stage: &ObservedStage) -> Attributes {
    hold_code(context, stage);
    exported::stage(stage)
}

pub(super) fn target_stage(context: &mut Context<'_>, content: &TargetContent) -> Attributes {
    exported::stage_of(
        code(context, &content.code),
        Attribute::text(&content.comment),
        Attribute::string(content.runtime.as_str()),
        content.store_arn.as_ref().map_or(Attribute::Null, Attribute::text),
    )
}

/// The computed attributes of a store that exists.
pub(super) fn store_literals(store: &ObservedStore) -> Known {
    Map::from([
        ("arn", Text::literal(store.arn.as_str())),
        ("etag", Text::literal(store.etag.as_deref().unwrap_or_default())),
        ("id", Text::literal(store.id.as_str())),
        ("last_modified_time", Text::literal(store.last_modified_time.as_str())),
        ("status", Text::literal(store.status.as_str())),
    ])
}

pub(super) fn store_before(existing: &Existing<'_, ObservedStore>) -> Attributes {
    exported::store(existing.name, existing.resource)
}

pub(super) fn store_after(name: &str, comment: &Text<OutputRef>, known: Option<&Known>) -> Attributes {
    let mut attributes = known.map_or_else(|| unknown(ResourceType::KeyValueStore), computed);
    attributes.insert("name".to_owned(), Attribute::string(name));
    attributes.insert("comment".to_owned(), Attribute::text(comment));
    attributes
}

fn computed(known: &Known) -> Attributes {
    known.iter().map(|(name, text)| ((*name).to_string(), Attribute::text(text))).collect()
}

fn unknown(kind: ResourceType) -> Attributes {
    kind.computed_attributes().iter().map(|name| ((*name).to_string(), Attribute::UNKNOWN)).collect()
}

fn code(context: &mut Context<'_>, code: &TargetCode) -> Attribute {
    context.hold_code(code).map_or(Attribute::UNKNOWN, Attribute::code)
}

fn hold_code(context: &mut Context<'_>, stage: &ObservedStage) {
    if let Some(content) = &stage.content {
        context.hold_observed_code(&content.code);
    }
}
