//! The SDK's shapes to the examination's, member by member. What is missing stays empty.

use aws_sdk_cloudfront::{
    error::BuildError,
    primitives::{DateTime, DateTimeFormat},
    types,
};
use connfn_doctor::{Function, FunctionConfig, Store, TestResult};

pub(super) fn config_to_sdk(config: &FunctionConfig) -> Result<types::FunctionConfig, BuildError> {
    types::FunctionConfig::builder()
        .comment(&config.comment)
        .runtime(config.runtime.as_str().into())
        .set_key_value_store_associations(associations_to_sdk(&config.stores)?)
        .build()
}

fn associations_to_sdk(stores: &[String]) -> Result<Option<types::KeyValueStoreAssociations>, BuildError> {
    if stores.is_empty() {
        return Ok(None);
    }
    let item = |arn: &String| types::KeyValueStoreAssociation::builder().key_value_store_arn(arn).build();
    let associations = types::KeyValueStoreAssociations::builder()
        .quantity(i32::try_from(stores.len()).unwrap_or(i32::MAX))
        .set_items(Some(stores.iter().map(item).collect::<Result<_, _>>()?));
    Ok(Some(associations.build()?))
}

pub(super) fn tags_to_sdk(tags: &[(String, String)]) -> Result<types::Tags, BuildError> {
    let items = tags.iter().map(|(key, value)| types::Tag::builder().key(key).value(value).build());
    Ok(types::Tags::builder().set_items(Some(items.collect::<Result<_, _>>()?)).build())
}

pub(super) fn tags(tags: types::Tags) -> Vec<(String, String)> {
    let items = tags.items.unwrap_or_default().into_iter();
    items.map(|tag| (tag.key, tag.value.unwrap_or_default())).collect()
}

pub(super) fn function(summary: types::ConnectionFunctionSummary) -> Function {
    let config = summary.connection_function_config;
    let associations = config.as_ref().and_then(|config| config.key_value_store_associations.clone());
    let stores = associations.and_then(|associations| associations.items).unwrap_or_default();
    Function {
        id: summary.id,
        name: summary.name,
        arn: summary.connection_function_arn,
        stage: summary.stage.as_str().to_owned(),
        status: summary.status,
        comment: config.as_ref().map(|config| config.comment.clone()).unwrap_or_default(),
        runtime: config.map(|config| config.runtime.as_str().to_owned()).unwrap_or_default(),
        stores: stores.into_iter().map(|store| store.key_value_store_arn).collect(),
        modified: time(&summary.last_modified_time),
    }
}

pub(super) fn store(store: types::KeyValueStore) -> Store {
    Store {
        id: store.id,
        name: store.name,
        arn: store.arn,
        status: store.status.unwrap_or_default(),
        comment: store.comment,
    }
}

pub(super) fn test_result(result: types::ConnectionFunctionTestResult) -> TestResult {
    TestResult {
        output: result.connection_function_output,
        error_message: result.connection_function_error_message,
        logs: result.connection_function_execution_logs.unwrap_or_default(),
        compute_utilization: result.compute_utilization,
    }
}

fn time(time: &DateTime) -> String {
    time.fmt(DateTimeFormat::DateTime).unwrap_or_else(|_| time.to_string())
}
