//! Calls about connection functions.

use super::convert;
use super::send::{PAGE, required, send};
use crate::failure::Failure;
use aws_sdk_cloudfront::{
    Client,
    primitives::{Blob, DateTime},
    types::ConnectionFunctionSummary,
};
use connfn_core::operation::{
    CreateConnectionFunction, FunctionStage, FunctionSummary, FunctionVersion, ListFunctions, Response, TestFunction,
    UpdateConnectionFunction,
};

pub(super) async fn create(
    client: &Client,
    input: &CreateConnectionFunction<String, String>,
) -> Result<Response, Failure> {
    let request = client
        .create_connection_function()
        .name(&input.name)
        .connection_function_config(convert::config_to_sdk(&input.connection_function_config)?)
        .connection_function_code(Blob::new(input.connection_function_code.as_bytes()))
        .tags(convert::tags_to_sdk(&input.tags)?);
    let output = send!(request)?;
    version(output.e_tag, output.connection_function_summary)
}

pub(super) async fn update(
    client: &Client,
    input: &UpdateConnectionFunction<String, String>,
) -> Result<Response, Failure> {
    let request = client
        .update_connection_function()
        .id(&input.id)
        .set_if_match(input.if_match.clone())
        .connection_function_config(convert::config_to_sdk(&input.connection_function_config)?)
        .connection_function_code(Blob::new(input.connection_function_code.as_bytes()));
    let output = send!(request)?;
    version(output.e_tag, output.connection_function_summary)
}

pub(super) async fn test(client: &Client, input: &TestFunction<String>) -> Result<Response, Failure> {
    let request = client
        .test_connection_function()
        .id(&input.id)
        .set_if_match(input.if_match.clone())
        .stage(convert::stage_to_sdk(input.stage))
        .connection_object(Blob::new(input.connection_object.as_bytes()));
    let output = send!(request)?;
    let result = required(output.connection_function_test_result, "ConnectionFunctionTestResult")?;
    Ok(Response { connection_function_test_result: Some(convert::test_result(result)), ..Response::default() })
}

/// The API model gives this answer no ETag.
pub(super) async fn publish(client: &Client, input: &FunctionVersion<String>) -> Result<Response, Failure> {
    let request = client.publish_connection_function().id(&input.id).set_if_match(input.if_match.clone());
    let output = send!(request)?;
    let summary = required(output.connection_function_summary.and_then(convert::function), SUMMARY)?;
    Ok(Response { connection_function_summary: Some(summary), ..Response::default() })
}

pub(super) async fn delete(client: &Client, input: &FunctionVersion<String>) -> Result<Response, Failure> {
    send!(client.delete_connection_function().id(&input.id).set_if_match(input.if_match.clone()))?;
    Ok(Response::default())
}

pub(crate) async fn describe(client: &Client, input: &FunctionStage<String>) -> Result<Response, Failure> {
    let request =
        client.describe_connection_function().identifier(&input.identifier).stage(convert::stage_to_sdk(input.stage));
    let output = send!(request)?;
    version(output.e_tag, output.connection_function_summary)
}

pub(super) async fn get(client: &Client, input: &FunctionStage<String>) -> Result<Response, Failure> {
    let CodeVersion { etag, code } = code(client, input).await?;
    Ok(Response {
        etag: Some(etag),
        // Code that is not text reads as none at all, which no function has.
        connection_function_code: Some(String::from_utf8(code).unwrap_or_default()),
        ..Response::default()
    })
}

/// Code as it came, and the version that it is of.
pub(crate) struct CodeVersion {
    pub(crate) etag: String,
    pub(crate) code: Vec<u8>,
}

/// As [`get`], with the code as it came.
pub(crate) async fn code(client: &Client, input: &FunctionStage<String>) -> Result<CodeVersion, Failure> {
    let request =
        client.get_connection_function().identifier(&input.identifier).stage(convert::stage_to_sdk(input.stage));
    let output = send!(request, Bytes)?;
    let code = output.connection_function_code.map(Blob::into_inner).filter(|code| !code.is_empty());
    Ok(CodeVersion { etag: required(output.e_tag, "ETag")?, code: required(code, "ConnectionFunctionCode")? })
}

pub(super) async fn list(client: &Client, input: &ListFunctions) -> Result<Response, Failure> {
    let (listed, next_marker) = list_versions(client, input).await?;
    let functions = listed.into_iter().map(|listed| listed.summary).collect();
    Ok(Response { connection_functions: Some(functions), next_marker, ..Response::default() })
}

/// A stage of a function, and when it was last changed.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) summary: FunctionSummary,
    pub(crate) modified: DateTime,
}

/// One page of the functions that have the stage, and the marker of the next.
pub(crate) async fn list_versions(
    client: &Client,
    input: &ListFunctions,
) -> Result<(Vec<Listed>, Option<String>), Failure> {
    let request = client
        .list_connection_functions()
        .stage(convert::stage_to_sdk(input.stage))
        .max_items(PAGE)
        .set_marker(input.marker.clone());
    let output = send!(request)?;
    let summaries = output.connection_functions.unwrap_or_default();
    let listed = |summary: ConnectionFunctionSummary| {
        let modified = summary.last_modified_time;
        Some(Listed { summary: convert::function(summary)?, modified })
    };
    // A function that goes unseen would be planned as one that does not exist.
    let functions: Option<_> = summaries.into_iter().map(listed).collect();
    Ok((required(functions, SUMMARY)?, output.next_marker))
}

/// The ids on one page of the distributions that use a function, and the marker of the next.
pub(crate) async fn list_distributions(
    client: &Client,
    id: &str,
    marker: Option<String>,
) -> Result<(Vec<String>, Option<String>), Failure> {
    let request = client
        .list_distributions_by_connection_function()
        .connection_function_identifier(id)
        .max_items(PAGE)
        .set_marker(marker);
    let output = send!(request)?;
    let list = required(output.distribution_list, "DistributionList")?;
    let items = required(convert::counted(list.quantity, list.items), "DistributionList")?;
    let ids: Vec<_> = items.into_iter().map(|distribution| distribution.id).collect();
    if ids.iter().any(String::is_empty) || (list.is_truncated && list.next_marker.is_none()) {
        return Err(Failure::incomplete("DistributionList"));
    }
    Ok((ids, list.next_marker.filter(|_| list.is_truncated)))
}

const SUMMARY: &str = "ConnectionFunctionSummary";

/// An answer that describes a function at a version.
fn version(etag: Option<String>, summary: Option<ConnectionFunctionSummary>) -> Result<Response, Failure> {
    let summary = required(summary.and_then(convert::function), SUMMARY)?;
    let etag = required(etag, "ETag")?;
    Ok(Response { etag: Some(etag), connection_function_summary: Some(summary), ..Response::default() })
}
