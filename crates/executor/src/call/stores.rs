//! Calls about key value stores, by the control plane.

use super::convert;
use super::send::{PAGE, required, send};
use crate::failure::Failure;
use aws_sdk_cloudfront::{Client, types::KeyValueStore};
use connfn_core::operation::{CreateStore, Response, StoreSummary, StoreVersion, UpdateStore};

pub(super) async fn create(client: &Client, input: &CreateStore<String>) -> Result<Response, Failure> {
    let request = client
        .create_key_value_store()
        .name(&input.name)
        .comment(&input.comment)
        .tags(convert::tags_to_sdk(&input.tags)?);
    let output = send!(request)?;
    version(output.e_tag, output.key_value_store)
}

pub(super) async fn update(client: &Client, input: &UpdateStore<String>) -> Result<Response, Failure> {
    let request =
        client.update_key_value_store().name(&input.name).comment(&input.comment).set_if_match(input.if_match.clone());
    let output = send!(request)?;
    version(output.e_tag, output.key_value_store)
}

pub(super) async fn delete(client: &Client, input: &StoreVersion) -> Result<Response, Failure> {
    send!(client.delete_key_value_store().name(&input.name).set_if_match(input.if_match.clone()))?;
    Ok(Response::default())
}

pub(crate) async fn describe(client: &Client, name: &str) -> Result<Response, Failure> {
    let output = send!(client.describe_key_value_store().name(name))?;
    version(output.e_tag, output.key_value_store)
}

/// One page of the account's stores, and the marker of the next.
pub(crate) async fn list(
    client: &Client,
    marker: Option<String>,
) -> Result<(Vec<StoreSummary>, Option<String>), Failure> {
    let output = send!(client.list_key_value_stores().max_items(PAGE).set_marker(marker))?;
    let list = required(output.key_value_store_list, "KeyValueStoreList")?;
    let items = required(convert::counted(list.quantity, list.items), "KeyValueStoreList")?;
    let stores: Option<_> = items.into_iter().map(convert::store).collect();
    Ok((required(stores, "KeyValueStore")?, list.next_marker))
}

/// An answer that describes a store at a version.
fn version(etag: Option<String>, store: Option<KeyValueStore>) -> Result<Response, Failure> {
    let store = required(store.and_then(convert::store), "KeyValueStore")?;
    let etag = required(etag, "ETag")?;
    Ok(Response { etag: Some(etag), key_value_store: Some(store), ..Response::default() })
}
