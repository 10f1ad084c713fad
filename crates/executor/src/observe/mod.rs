//! Reads an account into an [`ObservedState`]: lists everything, and reads in full what the scope asks for.
//!
//! A function's comment, runtime and store come from the listing, its code and ETag from a later read. An update by
//! someone else between the two would be seen half: the price of one call less for every function. Code and ETag always
//! belong together.

mod error;
mod functions;
mod pages;
mod reader;
mod stores;

pub use error::ObserveError;

use aws_sdk_cloudfront::Client;
use connfn_core::{observed::ObservedState, scope::Scope};
use futures_util::{
    TryFutureExt,
    future::{try_join, try_join_all, try_join3},
};
use reader::Reader;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How far reading is: resources read, of those that the listing named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
}

/// Reads what `scope` asks for with at most `concurrency` calls at a time. The first error ends it.
///
/// `N` functions take at most `3N + 2⌈N/100⌉` calls (at least two), a store list of `S` `⌈S/100⌉` (at least one), each
/// store two at most, and each function that might be deleted one for every hundred distributions.
pub async fn observe(
    client: &Client,
    scope: &Scope,
    concurrency: usize,
    progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<ObservedState, ObserveError> {
    let reader = Reader::new(client, scope, concurrency);
    let (development, mut live, stores) =
        try_join3(functions::list(&reader), functions::list_live(&reader), stores::list(&reader)).await?;

    let total = development.len() + stores.len();
    let done = AtomicUsize::new(0);
    let count = || progress(Progress { done: done.fetch_add(1, Ordering::Relaxed) + 1, total });
    progress(Progress { done: 0, total });
    let functions = development.into_iter().map(|summary| {
        let live = live.remove(&summary.id);
        functions::read(&reader, summary, live).inspect_ok(|_| count())
    });
    let stores = stores.into_iter().map(|store| stores::read(&reader, store).inspect_ok(|_| count()));
    let (functions, stores) = try_join(try_join_all(functions), try_join_all(stores)).await?;

    let mut state = ObservedState::default();
    for found in functions.into_iter().flatten() {
        state.code.extend(found.code);
        state.functions.insert(found.id, found.function);
    }
    state.stores.extend(stores.into_iter().flatten());
    Ok(state)
}
