//! A function's attributes before and after, as a plan shows them. Decides nothing.

use super::{
    super::{
        context::Context,
        identify::Existing,
        view::{Attributes, Known, code, computed, hold_code, unknown},
    },
    target::Target,
};
use crate::ordered::Map;
use crate::{
    address::ResourceType,
    attributes::Attribute,
    exported,
    observed::{Content, ObservedFunction},
    text::Text,
};
use alloc::borrow::ToOwned;

/// The computed attributes of a function that exists.
pub(super) fn literals(existing: &Existing<'_, ObservedFunction>, development: &Content) -> Known {
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
pub(super) fn before(
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
pub(super) fn after(context: &mut Context<'_>, target: &Target<'_>, known: Option<&Known>) -> Attributes {
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
