//! Each operation of an examination, taken to the SDK, and its answer back.

use super::{Answered, Watch, convert};
use crate::call::send;
use aws_sdk_cloudfront::{
    Client,
    primitives::Blob,
    types::{ConnectionFunctionSummary, FunctionStage, KeyValueStore, TagKeys},
};
use connfn_core::operation::Stage;
use connfn_doctor::{Call, FunctionConfig, Given, Identity, Version};

/// Sends a request that is watched.
macro_rules! send {
    ($request:expr, $watch:expr) => {
        send!($request, $watch, Document)
    };
    ($request:expr, $watch:expr, $answer:ident) => {
        send::send!($request.customize().interceptor($watch.stamp.clone()), $answer, $watch.transmission)
    };
}

pub(super) async fn make(cloudfront: &Client, sts: &aws_sdk_sts::Client, call: Call, watch: &Watch) -> Answered {
    match call {
        Call::GetCallerIdentity => identity(sts, watch).await,
        Call::ListConnectionFunctions { stage, max_items, marker } => {
            list_functions(cloudfront, stage, max_items, marker, watch).await
        }
        Call::ListKeyValueStores { max_items, marker } => list_stores(cloudfront, max_items, marker, watch).await,
        Call::ListDistributionsByConnectionFunction { identifier } => {
            list_distributions(cloudfront, identifier, watch).await
        }
        Call::ListTagsForResource { resource } => list_tags(cloudfront, resource, watch).await,
        Call::DescribeConnectionFunction { identifier, stage } => {
            let request = cloudfront.describe_connection_function().identifier(identifier);
            let output = send!(request.set_stage(stage.map(stage_to_sdk)), watch)?;
            Ok(function(output.e_tag, output.connection_function_summary))
        }
        Call::GetConnectionFunction { identifier, stage } => {
            let request = cloudfront.get_connection_function().identifier(identifier);
            let output = send!(request.set_stage(stage.map(stage_to_sdk)), watch, Bytes)?;
            let code = output.connection_function_code.map(Blob::into_inner);
            Ok(Given { etag: output.e_tag, code, ..Given::default() })
        }
        Call::DescribeKeyValueStore { name } => {
            let output = send!(cloudfront.describe_key_value_store().name(name), watch)?;
            Ok(store(output.e_tag, output.key_value_store))
        }
        Call::CreateConnectionFunction { name, config, code, tags } => {
            create_function(cloudfront, name, &config, code, &tags, watch).await
        }
        Call::UpdateConnectionFunction { version, config, code } => {
            update_function(cloudfront, version, &config, code, watch).await
        }
        Call::PublishConnectionFunction(Version { id, if_match }) => {
            let output = send!(cloudfront.publish_connection_function().id(id).if_match(if_match), watch)?;
            Ok(function(None, output.connection_function_summary))
        }
        Call::DeleteConnectionFunction(Version { id, if_match }) => {
            send!(cloudfront.delete_connection_function().id(id).if_match(if_match), watch)?;
            Ok(Given::default())
        }
        Call::TestConnectionFunction { version, stage, connection_object } => {
            test(cloudfront, version, stage, connection_object, watch).await
        }
        Call::CreateKeyValueStore { name, comment, tags } => {
            let request = cloudfront.create_key_value_store().name(name).comment(comment);
            let request = request.set_tags((!tags.is_empty()).then(|| convert::tags_to_sdk(&tags)).transpose()?);
            let output = send!(request, watch)?;
            Ok(store(output.e_tag, output.key_value_store))
        }
        Call::UpdateKeyValueStore { version: Version { id, if_match }, comment } => {
            let request = cloudfront.update_key_value_store().name(id).if_match(if_match).comment(comment);
            let output = send!(request, watch)?;
            Ok(store(output.e_tag, output.key_value_store))
        }
        Call::DeleteKeyValueStore(Version { id, if_match }) => {
            send!(cloudfront.delete_key_value_store().name(id).if_match(if_match), watch)?;
            Ok(Given::default())
        }
        Call::TagResource { resource, tags } => {
            send!(cloudfront.tag_resource().resource(resource).tags(convert::tags_to_sdk(&tags)?), watch)?;
            Ok(Given::default())
        }
        Call::UntagResource { resource, keys } => {
            let keys = TagKeys::builder().set_items(Some(keys)).build();
            send!(cloudfront.untag_resource().resource(resource).tag_keys(keys), watch)?;
            Ok(Given::default())
        }
    }
}

async fn identity(sts: &aws_sdk_sts::Client, watch: &Watch) -> Answered {
    let output = send!(sts.get_caller_identity(), watch)?;
    let identity = output.account.zip(output.arn).map(|(account, arn)| Identity { account, arn });
    Ok(Given { identity, ..Given::default() })
}

async fn list_functions(
    client: &Client,
    stage: Option<Stage>,
    max_items: u16,
    marker: Option<String>,
    watch: &Watch,
) -> Answered {
    let request = client.list_connection_functions().max_items(max_items.into()).set_marker(marker);
    let output = send!(request.set_stage(stage.map(stage_to_sdk)), watch)?;
    let functions = output.connection_functions.unwrap_or_default().into_iter().map(convert::function).collect();
    Ok(Given { functions, next_marker: output.next_marker, ..Given::default() })
}

async fn list_stores(client: &Client, max_items: u16, marker: Option<String>, watch: &Watch) -> Answered {
    let request = client.list_key_value_stores().max_items(max_items.into()).set_marker(marker);
    let Some(list) = send!(request, watch)?.key_value_store_list else { return Ok(Given::default()) };
    let stores = list.items.unwrap_or_default().into_iter().map(convert::store).collect();
    Ok(Given { stores, next_marker: list.next_marker, ..Given::default() })
}

async fn list_distributions(client: &Client, identifier: String, watch: &Watch) -> Answered {
    let request = client.list_distributions_by_connection_function().connection_function_identifier(identifier);
    let list = send!(request, watch)?.distribution_list;
    let items = list.and_then(|list| list.items).unwrap_or_default();
    Ok(Given { distributions: items.into_iter().map(|item| item.id).collect(), ..Given::default() })
}

async fn list_tags(client: &Client, resource: String, watch: &Watch) -> Answered {
    let output = send!(client.list_tags_for_resource().resource(resource), watch)?;
    Ok(Given { tags: output.tags.map(convert::tags).unwrap_or_default(), ..Given::default() })
}

async fn create_function(
    client: &Client,
    name: String,
    config: &FunctionConfig,
    code: Vec<u8>,
    tags: &[(String, String)],
    watch: &Watch,
) -> Answered {
    let request = client
        .create_connection_function()
        .name(name)
        .connection_function_config(convert::config_to_sdk(config)?)
        .connection_function_code(Blob::new(code))
        .set_tags((!tags.is_empty()).then(|| convert::tags_to_sdk(tags)).transpose()?);
    let output = send!(request, watch)?;
    Ok(function(output.e_tag, output.connection_function_summary))
}

async fn update_function(
    client: &Client,
    version: Version,
    config: &FunctionConfig,
    code: Vec<u8>,
    watch: &Watch,
) -> Answered {
    let request = client
        .update_connection_function()
        .id(version.id)
        .if_match(version.if_match)
        .connection_function_config(convert::config_to_sdk(config)?)
        .connection_function_code(Blob::new(code));
    let output = send!(request, watch)?;
    Ok(function(output.e_tag, output.connection_function_summary))
}

async fn test(
    client: &Client,
    version: Version,
    stage: Option<Stage>,
    connection_object: Vec<u8>,
    watch: &Watch,
) -> Answered {
    let request = client
        .test_connection_function()
        .id(version.id)
        .if_match(version.if_match)
        .set_stage(stage.map(stage_to_sdk))
        .connection_object(Blob::new(connection_object));
    let result = send!(request, watch)?.connection_function_test_result;
    Ok(Given { test: result.map(convert::test_result), ..Given::default() })
}

fn stage_to_sdk(stage: Stage) -> FunctionStage {
    stage.as_str().into()
}

fn function(etag: Option<String>, summary: Option<ConnectionFunctionSummary>) -> Given {
    Given { etag, function: summary.map(convert::function), ..Given::default() }
}

fn store(etag: Option<String>, store: Option<KeyValueStore>) -> Given {
    Given { etag, store: store.map(convert::store), ..Given::default() }
}
