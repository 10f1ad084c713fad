//! Calls about connection functions.

use super::{PAGE, convert, send};
use crate::failure::Failure;
use aws_sdk_cloudfront::{Client, operation::get_connection_function::GetConnectionFunctionOutput, primitives::Blob};
use connfn_core::operation::{
    CreateConnectionFunction, FunctionStage, FunctionVersion, ListFunctions, Response, UpdateConnectionFunction,
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
    Ok(Response {
        etag: output.e_tag,
        connection_function_summary: output.connection_function_summary.and_then(convert::function),
        ..Response::default()
    })
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
    Ok(Response {
        etag: output.e_tag,
        connection_function_summary: output.connection_function_summary.and_then(convert::function),
        ..Response::default()
    })
}

/// The API model gives this answer no ETag.
pub(super) async fn publish(client: &Client, input: &FunctionVersion<String>) -> Result<Response, Failure> {
    let request = client.publish_connection_function().id(&input.id).set_if_match(input.if_match.clone());
    let output = send!(request)?;
    Ok(Response {
        connection_function_summary: output.connection_function_summary.and_then(convert::function),
        ..Response::default()
    })
}

pub(super) async fn delete(client: &Client, input: &FunctionVersion<String>) -> Result<Response, Failure> {
    send!(client.delete_connection_function().id(&input.id).set_if_match(input.if_match.clone()))?;
    Ok(Response::default())
}

pub(super) async fn describe(client: &Client, input: &FunctionStage<String>) -> Result<Response, Failure> {
    let request =
        client.describe_connection_function().identifier(&input.identifier).stage(convert::stage_to_sdk(input.stage));
    let output = send!(request)?;
    Ok(Response {
        etag: output.e_tag,
        connection_function_summary: output.connection_function_summary.and_then(convert::function),
        ..Response::default()
    })
}

pub(super) async fn get(client: &Client, input: &FunctionStage<String>) -> Result<Response, Failure> {
    let output = get_bytes(client, input).await?;
    let bytes = output.connection_function_code.map(Blob::into_inner).unwrap_or_default();
    Ok(Response {
        etag: output.e_tag,
        // Code that is not text reads as none at all, which no function has.
        connection_function_code: Some(String::from_utf8(bytes).unwrap_or_default()),
        ..Response::default()
    })
}

/// As [`get`], with the code as it came.
pub(crate) async fn get_bytes(
    client: &Client,
    input: &FunctionStage<String>,
) -> Result<GetConnectionFunctionOutput, Failure> {
    let request =
        client.get_connection_function().identifier(&input.identifier).stage(convert::stage_to_sdk(input.stage));
    send!(request)
}

/// One page of the functions that have the stage.
pub(crate) async fn list(client: &Client, input: &ListFunctions) -> Result<Response, Failure> {
    let request = client
        .list_connection_functions()
        .stage(convert::stage_to_sdk(input.stage))
        .max_items(PAGE)
        .set_marker(input.marker.clone());
    let output = send!(request)?;
    let summaries = output.connection_functions.unwrap_or_default();
    let functions: Option<_> = summaries.into_iter().map(convert::function).collect();
    // A function that goes unseen would be planned as one that does not exist.
    let functions = functions.ok_or_else(|| Failure::incomplete("ConnectionFunctionSummary"))?;
    Ok(Response { connection_functions: Some(functions), next_marker: output.next_marker, ..Response::default() })
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
    let Some(list) = output.distribution_list else { return Ok((Vec::new(), None)) };
    let ids = list.items.unwrap_or_default().into_iter().map(|distribution| distribution.id).collect();
    Ok((ids, list.next_marker.filter(|_| list.is_truncated)))
}
