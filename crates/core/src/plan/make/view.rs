//! Attributes before and after, as a plan shows them. Looks, and decides nothing.

use super::{
    context::Context,
    function::{Target, TargetContent},
    identify::Existing,
};
use crate::{
    attributes::Attribute,
    observed::{Content, ObservedFunction, ObservedStage, ObservedStore},
    ownership::without_own_tags,
    plan::document::OutputRef,
    text::Text,
};
use alloc::{
    borrow::ToOwned,
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

type Attributes = BTreeMap<String, Attribute>;
type Known = BTreeMap<&'static str, Text<OutputRef>>;

/// "`a`, `b` and `c`".
pub(super) fn in_backticks<'s>(names: impl IntoIterator<Item = &'s str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

/// The computed attributes of a function that exists.
pub(super) fn function_literals(existing: &Existing<'_, ObservedFunction>, development: &Content) -> Known {
    let function = existing.resource;
    let live = function.live.as_ref().and_then(|live| live.content.as_ref());
    BTreeMap::from([
        ("connection_function_arn", Text::literal(function.arn.as_str())),
        ("etag", Text::literal(development.etag.as_str())),
        ("id", Text::literal(existing.id)),
        ("live_stage_etag", Text::literal(live.map_or("", |live| live.etag.as_str()))),
        ("status", Text::literal(function.status.as_str())),
    ])
}

pub(super) fn function_before(
    context: &mut Context<'_>,
    existing: &Existing<'_, ObservedFunction>,
    target: Option<&Target<'_>>,
) -> Attributes {
    let function = existing.resource;
    let stage = &function.development;
    let empty = Content { etag: String::new(), code: crate::digest::Digest::of(b"") };
    let content = stage.content.as_ref().unwrap_or(&empty);
    context.hold_observed_code(&content.code);
    let tags_all = without_own_tags(existing.tags);
    // Whether a tag came from the provider's defaults is not written on the resource: the configuration tells.
    let is_default = |key: &String| target.is_some_and(|t| t.tags_all.contains_key(key) && !t.tags.contains_key(key));
    let tags = tags_all.iter().filter(|(key, _)| !is_default(key)).map(|(k, v)| (k.clone(), v.clone())).collect();
    // `publish` is a wish and not on the resource either: it held if LIVE is there and the configuration still wants it.
    let publish = function.live.is_some() && target.is_none_or(|target| target.publish);
    let mut attributes = computed(&function_literals(existing, content));
    attributes.extend(arguments(
        existing.name,
        Attribute::code(&content.code),
        config(
            Attribute::string(stage.comment.as_str()),
            Attribute::string(stage.runtime.as_str()),
            stage.store_arns.iter().map(|arn| Attribute::string(arn.as_str())).collect(),
        ),
        publish,
        Attribute::map(&tags, |value: &String| Attribute::string(value.as_str())),
        Attribute::map(&tags_all, |value| Attribute::string(value.as_str())),
    ));
    attributes
}

/// The attributes that a function will have; `known` are the computed ones, or none for a new function.
pub(super) fn function_after(context: &mut Context<'_>, target: &Target<'_>, known: Option<&Known>) -> Attributes {
    let content = &target.content;
    let mut attributes = match known {
        Some(known) => computed(known),
        None => unknown(crate::address::ResourceType::ConnectionFunction),
    };
    if known.is_none() && !target.publish {
        attributes.insert("live_stage_etag".to_owned(), Attribute::string(""));
    }
    attributes.extend(arguments(
        target.name,
        code(context, &content.code),
        config(
            Attribute::text(&content.comment),
            Attribute::string(content.runtime.as_str()),
            content.store_arn.iter().map(Attribute::text).collect(),
        ),
        target.publish,
        Attribute::map(&target.tags, Attribute::text),
        Attribute::map(&target.tags_all, Attribute::text),
    ));
    attributes
}

pub(super) fn observed_stage(context: &mut Context<'_>, stage: &ObservedStage) -> Attributes {
    if let Some(content) = &stage.content {
        context.hold_observed_code(&content.code);
    }
    let code = stage.content.as_ref().map_or(Attribute::Null, |content| Attribute::code(&content.code));
    let store = stage.store_arns.first().map_or(Attribute::Null, |arn| Attribute::string(arn.as_str()));
    stage_attributes(code, Attribute::string(stage.comment.as_str()), Attribute::string(stage.runtime.as_str()), store)
}

pub(super) fn target_stage(context: &mut Context<'_>, content: &TargetContent) -> Attributes {
    stage_attributes(
        code(context, &content.code),
        Attribute::text(&content.comment),
        Attribute::string(content.runtime.as_str()),
        content.store_arn.as_ref().map_or(Attribute::Null, Attribute::text),
    )
}

/// The computed attributes of a store that exists.
pub(super) fn store_literals(store: &ObservedStore) -> Known {
    BTreeMap::from([
        ("arn", Text::literal(store.arn.as_str())),
        ("etag", Text::literal(store.etag.as_deref().unwrap_or_default())),
        ("id", Text::literal(store.id.as_str())),
        ("last_modified_time", Text::literal(store.last_modified_time.as_str())),
        ("status", Text::literal(store.status.as_str())),
    ])
}

pub(super) fn store_before(existing: &Existing<'_, ObservedStore>) -> Attributes {
    let mut attributes = computed(&store_literals(existing.resource));
    attributes.insert("name".to_owned(), Attribute::string(existing.name));
    attributes.insert("comment".to_owned(), Attribute::string(existing.resource.comment.as_str()));
    attributes
}

pub(super) fn store_after(name: &str, comment: &Text<OutputRef>, known: Option<&Known>) -> Attributes {
    let mut attributes = match known {
        Some(known) => computed(known),
        None => unknown(crate::address::ResourceType::KeyValueStore),
    };
    attributes.insert("name".to_owned(), Attribute::string(name));
    attributes.insert("comment".to_owned(), Attribute::text(comment));
    attributes
}

fn computed(known: &Known) -> Attributes {
    known.iter().map(|(name, text)| ((*name).to_string(), Attribute::text(text))).collect()
}

fn unknown(kind: crate::address::ResourceType) -> Attributes {
    kind.computed_attributes().iter().map(|name| ((*name).to_string(), Attribute::UNKNOWN)).collect()
}

fn code(context: &mut Context<'_>, code: &Text<OutputRef>) -> Attribute {
    code.known().map_or(Attribute::UNKNOWN, |known| Attribute::code(&context.hold_code(known)))
}

fn config(comment: Attribute, runtime: Attribute, stores: Vec<Attribute>) -> Attribute {
    let association = |arn| BTreeMap::from([("key_value_store_arn".to_owned(), arn)]);
    let mut block = BTreeMap::from([("comment".to_owned(), comment), ("runtime".to_owned(), runtime)]);
    if !stores.is_empty() {
        let associations = Attribute::Blocks(stores.into_iter().map(association).collect());
        block.insert("key_value_store_association".to_owned(), associations);
    }
    Attribute::Blocks(vec![block])
}

fn arguments(
    name: &str,
    code: Attribute,
    config: Attribute,
    publish: bool,
    tags: Attribute,
    tags_all: Attribute,
) -> [(String, Attribute); 6] {
    [
        ("name".to_owned(), Attribute::string(name)),
        ("connection_function_code".to_owned(), code),
        ("connection_function_config".to_owned(), config),
        ("publish".to_owned(), Attribute::Bool(publish)),
        ("tags".to_owned(), tags),
        ("tags_all".to_owned(), tags_all),
    ]
}

fn stage_attributes(code: Attribute, comment: Attribute, runtime: Attribute, store: Attribute) -> Attributes {
    BTreeMap::from([
        ("comment".to_owned(), comment),
        ("connection_function_code".to_owned(), code),
        ("key_value_store_arn".to_owned(), store),
        ("runtime".to_owned(), runtime),
    ])
}
