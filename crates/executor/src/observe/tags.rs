//! Reads tags, of functions and stores alike.

use super::{ObserveError, reader::Reader};
use crate::call::tags;
use connfn_core::ordered::Map;

/// The tags of a resource by key, or nothing if it does not exist.
pub(super) async fn of(reader: &Reader<'_>, arn: &str) -> Result<Option<Map<String, String>>, ObserveError> {
    let response = reader.call_if_exists("ListTagsForResource", || tags::list(reader.client, arn)).await?;
    Ok(response.map(|response| {
        let items = response.tags.and_then(|tags| tags.items).into_iter().flatten();
        items.map(|tag| (tag.key, tag.value.unwrap_or_default())).collect()
    }))
}
