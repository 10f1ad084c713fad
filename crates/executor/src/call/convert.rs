//! The SDK's shapes to the core's and back, member by member.

use aws_sdk_cloudfront::{error::BuildError, primitives::DateTimeFormat, types};
use connfn_core::operation::{
    FunctionConfig, FunctionSummary, FunctionTestResult, ObservedAssociations, ObservedConfig, ObservedTag,
    ObservedTags, Stage, StoreAssociation, StoreAssociations, StoreSummary, TagKeys, Tags,
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
    let members = [&summary.name, &summary.id, &summary.connection_function_arn, &summary.status];
    let whole = members.iter().all(|member| !member.is_empty());
    let config = summary.connection_function_config.filter(|_| whole)?;
    Some(FunctionSummary {
        name: summary.name,
        id: summary.id,
        connection_function_arn: summary.connection_function_arn,
        status: summary.status,
        connection_function_config: self::config(config)?,
    })
}

pub(super) fn test_result(result: types::ConnectionFunctionTestResult) -> FunctionTestResult {
    FunctionTestResult {
        connection_function_execution_logs: result.connection_function_execution_logs,
        connection_function_error_message: result.connection_function_error_message,
        connection_function_output: result.connection_function_output,
    }
}

fn config(config: types::FunctionConfig) -> Option<ObservedConfig> {
    let runtime = config.runtime.as_str().to_owned();
    Some(ObservedConfig {
        comment: config.comment,
        runtime: Some(runtime).filter(|runtime| !runtime.is_empty())?,
        key_value_store_associations: match config.key_value_store_associations {
            None => None,
            Some(associations) => Some(self::associations(associations)?),
        },
    })
}

fn associations(associations: types::KeyValueStoreAssociations) -> Option<ObservedAssociations> {
    let items = counted(associations.quantity, associations.items)?.into_iter();
    let arn = |item: types::KeyValueStoreAssociation| Some(item.key_value_store_arn).filter(|arn| !arn.is_empty());
    let items = items.map(|item| arn(item).map(|key_value_store_arn| StoreAssociation { key_value_store_arn }));
    Some(ObservedAssociations { items: Some(items.collect::<Option<_>>()?) })
}

/// The items of a list, if there are as many as it says.
pub(super) fn counted<T>(quantity: i32, items: Option<Vec<T>>) -> Option<Vec<T>> {
    let items = items.unwrap_or_default();
    (usize::try_from(quantity) == Ok(items.len())).then_some(items)
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

/// Tags, if each has a key.
pub(super) fn tags(tags: types::Tags) -> Option<ObservedTags> {
    let items = tags.items.unwrap_or_default();
    let whole = items.iter().all(|tag| !tag.key.is_empty());
    let tag = |tag: types::Tag| ObservedTag { key: tag.key, value: tag.value };
    whole.then(|| ObservedTags { items: Some(items.into_iter().map(tag).collect()) })
}
