//! Calls about key value stores, by the control plane.

use super::{PAGE, convert, send};
use crate::failure::Failure;
use aws_sdk_cloudfront::Client;
use connfn_core::operation::{CreateStore, Response, StoreSummary, StoreVersion, UpdateStore};

pub(super) async fn create(client: &Client, input: &CreateStore<String>) -> Result<Response, Failure> {
    let request = client
        .create_key_value_store()
        .name(&input.name)
        .comment(&input.comment)
        .tags(convert::tags_to_sdk(&input.tags)?);
    let output = send!(request)?;
    Ok(Response {
        etag: output.e_tag,
        key_value_store: output.key_value_store.and_then(convert::store),
        ..Response::default()
    })
}

pub(super) async fn update(client: &Client, input: &UpdateStore<String>) -> Result<Response, Failure> {
    let request =
        client.update_key_value_store().name(&input.name).comment(&input.comment).set_if_match(input.if_match.clone());
    let output = send!(request)?;
    Ok(Response {
        etag: output.e_tag,
        key_value_store: output.key_value_store.and_then(convert::store),
        ..Response::default()
    })
}

pub(super) async fn delete(client: &Client, input: &StoreVersion) -> Result<Response, Failure> {
    send!(client.delete_key_value_store().name(&input.name).set_if_match(input.if_match.clone()))?;
    Ok(Response::default())
}

pub(crate) async fn describe(client: &Client, name: &str) -> Result<Response, Failure> {
    let output = send!(client.describe_key_value_store().name(name))?;
    Ok(Response {
        etag: output.e_tag,
        key_value_store: output.key_value_store.and_then(convert::store),
        ..Response::default()
    })
}

/// One page of the account's stores, and the marker of the next.
pub(crate) async fn list(
    client: &Client,
    marker: Option<String>,
) -> Result<(Vec<StoreSummary>, Option<String>), Failure> {
    let output = send!(client.list_key_value_stores().max_items(PAGE).set_marker(marker))?;
    let Some(list) = output.key_value_store_list else { return Ok((Vec::new(), None)) };
    let stores: Option<_> = list.items.unwrap_or_default().into_iter().map(convert::store).collect();
    Ok((stores.ok_or_else(|| Failure::incomplete("KeyValueStore"))?, list.next_marker))
}
