//! Attributes before and after, as a plan shows them, and the code that they name kept in the plan. Decides nothing.

use super::{
    content::{TargetCode, TargetContent},
    context::Context,
    identify::Existing,
};
use crate::ordered::Map;
use crate::{
    address::ResourceType,
    attributes::Attribute,
    exported,
    observed::{ObservedStage, ObservedStore},
    plan::document::OutputRef,
    text::Text,
};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
};

pub(super) type Attributes = Map<String, Attribute>;
pub(super) type Known = Map<&'static str, Text<OutputRef>>;

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

pub(super) fn computed(known: &Known) -> Attributes {
    known.iter().map(|(name, text)| ((*name).to_string(), Attribute::text(text))).collect()
}

pub(super) fn unknown(kind: ResourceType) -> Attributes {
    kind.computed_attributes().iter().map(|name| ((*name).to_string(), Attribute::UNKNOWN)).collect()
}

pub(super) fn code(context: &mut Context<'_>, code: &TargetCode) -> Attribute {
    context.hold_code(code).map_or(Attribute::UNKNOWN, Attribute::code)
}

pub(super) fn hold_code(context: &mut Context<'_>, stage: &ObservedStage) {
    if let Some(content) = &stage.content {
        context.hold_observed_code(&content.code);
    }
}
