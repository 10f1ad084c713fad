//! Lists the functions that have a stage.

use super::{
    ObserveError,
    pages::{self, Page},
    reader::Reader,
};
use crate::call::functions::{self, Listed};
use connfn_core::operation::{ListFunctions, Stage};
use std::collections::BTreeMap;

/// Functions by id.
pub(super) type Listing = BTreeMap<String, Listed>;

/// All of them.
pub(super) async fn all(reader: &Reader<'_>, stage: Stage) -> Result<Listing, ObserveError> {
    Ok(by_id(pages::all(async |marker| page(reader, stage, marker).await).await?))
}

/// Those on the first page, and whether they are all.
pub(super) async fn first(reader: &Reader<'_>, stage: Stage) -> Result<(Listing, bool), ObserveError> {
    let page = page(reader, stage, None).await?;
    let is_last = page.is_last();
    Ok((by_id(page.items), is_last))
}

async fn page(reader: &Reader<'_>, stage: Stage, marker: Option<String>) -> Result<Page<Listed>, ObserveError> {
    let input = ListFunctions { stage, marker };
    let list = || functions::list_versions(reader.client, &input);
    let (items, next) = reader.call("ListConnectionFunctions", list).await?;
    Ok(Page { items, next })
}

fn by_id(listed: Vec<Listed>) -> Listing {
    listed.into_iter().map(|listed| (listed.summary.id.clone(), listed)).collect()
}
