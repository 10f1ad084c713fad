//! The SDK's shapes to the core's and back, member by member.

use aws_sdk_cloudfront::{error::BuildError, primitives::DateTimeFormat, types};
use connfn_core::operation::{
    FunctionConfig, FunctionSummary, ObservedAssociations, ObservedConfig, ObservedTag, ObservedTags, Stage,
    StoreAssociation, StoreAssociations, StoreSummary, TagKeys, Tags,
};

pub(super) fn stage_to_sdk(stage: Stage) -> types::FunctionStage {
    stage.as_str().into()
}

pub(super) fn config_to_sdk(config: &FunctionConfig<String>) -> Result<types::FunctionConfig, BuildError> {
    let associations = config.key_value_store_associations.as_ref();
    types::FunctionConfig::builder()
        .comment(&config.comment)
        .runtime(config.runtime.as_str().into())
        .set_key_value_store_associations(associations.map(associations_to_sdk).transpose()?)
        .build()
}

fn associations_to_sdk(
    associations: &StoreAssociations<String>,
) -> Result<types::KeyValueStoreAssociations, BuildError> {
    let item = |item: &StoreAssociation<String>| {
        types::KeyValueStoreAssociation::builder().key_value_store_arn(&item.key_value_store_arn).build()
    };
    types::KeyValueStoreAssociations::builder()
        // A quantity that does not fit is one that CloudFront will refuse anyway.
        .quantity(i32::try_from(associations.quantity).unwrap_or(i32::MAX))
        .set_items(Some(associations.items.iter().map(item).collect::<Result<_, _>>()?))
        .build()
}

pub(super) fn tags_to_sdk(tags: &Tags<String>) -> Result<types::Tags, BuildError> {
    let items = tags.items.iter().map(|tag| types::Tag::builder().key(&tag.key).value(&tag.value).build());
    Ok(types::Tags::builder().set_items(Some(items.collect::<Result<_, _>>()?)).build())
}

pub(super) fn tag_keys_to_sdk(keys: &TagKeys) -> types::TagKeys {
    types::TagKeys::builder().set_items(Some(keys.items.clone())).build()
}

/// A function's summary, if it is whole: the SDK reads a missing member as an empty one.
pub(super) fn function(summary: types::ConnectionFunctionSummary) -> Option<FunctionSummary> {
    let named = [&summary.name, &summary.id, &summary.connection_function_arn].iter().all(|member| !member.is_empty());
    let config = summary.connection_function_config.filter(|_| named)?;
    Some(FunctionSummary {
        name: summary.name,
        id: summary.id,
        connection_function_arn: summary.connection_function_arn,
        status: summary.status,
        connection_function_config: self::config(config),
    })
}

fn config(config: types::FunctionConfig) -> ObservedConfig {
    let association =
        |item: types::KeyValueStoreAssociation| StoreAssociation { key_value_store_arn: item.key_value_store_arn };
    ObservedConfig {
        comment: config.comment,
        runtime: config.runtime.as_str().to_owned(),
        key_value_store_associations: config.key_value_store_associations.map(|associations| ObservedAssociations {
            items: associations.items.map(|items| items.into_iter().map(association).collect()),
        }),
    }
}

/// A store's summary, if it is whole.
pub(super) fn store(store: types::KeyValueStore) -> Option<StoreSummary> {
    let named = [&store.name, &store.id, &store.arn].iter().all(|member| !member.is_empty());
    let time = store.last_modified_time;
    named.then(|| StoreSummary {
        name: store.name,
        id: store.id,
        comment: store.comment,
        arn: store.arn,
        status: store.status,
        last_modified_time: Some(time.fmt(DateTimeFormat::DateTime).unwrap_or_else(|_| time.to_string())),
    })
}

pub(super) fn tags(tags: types::Tags) -> ObservedTags {
    let tag = |tag: types::Tag| ObservedTag { key: tag.key, value: tag.value };
    ObservedTags { items: tags.items.map(|items| items.into_iter().map(tag).collect()) }
}
