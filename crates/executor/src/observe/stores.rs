//! Reads key value stores. One that is deleted after it was listed is one that does not exist.

use super::{
    ObserveError,
    pages::{self, Page},
    reader::Reader,
    tags,
};
use crate::call::stores;
use connfn_core::{observed::ObservedStore, operation::StoreSummary};

/// Every store of the account.
pub(super) async fn list(reader: &Reader<'_>) -> Result<Vec<StoreSummary>, ObserveError> {
    pages::all(async |marker| {
        let (items, next) = reader.call("ListKeyValueStores", || stores::list(reader.client, marker.clone())).await?;
        Ok(Page { items, next })
    })
    .await
}

/// Reads a store, as much of it as the scope asks for.
pub(super) async fn read(
    reader: &Reader<'_>,
    listed: StoreSummary,
) -> Result<Option<(String, ObservedStore)>, ObserveError> {
    let Some(tags) = tags::of(reader, &listed.arn).await? else { return Ok(None) };
    let (store, etag) = if reader.scope.reads_store(&listed.name, &tags) {
        let call = || stores::describe(reader.client, &listed.name);
        let Some(described) = reader.call_if_exists("DescribeKeyValueStore", call).await? else { return Ok(None) };
        (described.key_value_store.unwrap_or(listed), described.etag)
    } else {
        (listed, None)
    };
    let observed = ObservedStore {
        id: store.id,
        arn: store.arn,
        comment: store.comment,
        status: store.status.unwrap_or_default(),
        last_modified_time: store.last_modified_time.unwrap_or_default(),
        etag,
        tags,
    };
    Ok(Some((store.name, observed)))
}
