//! Reads an account into an [`ObservedState`]: lists everything, and reads in full what the scope asks for.
//!
//! A function's comment, runtime and store come from a listing, its code and ETag from another call, since asking for both
//! would take one call more for every function. That they are of one version is checked by the order of the calls: see
//! `account`. What cannot be shown to be of one version is read again: see `settle`.

mod account;
mod error;
mod functions;
mod listing;
mod pages;
mod progress;
mod reader;
mod settle;
mod stores;
mod tags;

pub use error::ObserveError;
pub use progress::Progress;

use aws_sdk_cloudfront::Client;
use connfn_core::{observed::ObservedState, scope::Scope};
use futures_util::{
    TryFutureExt,
    future::{try_join, try_join_all},
};
use progress::Counter;
use reader::Reader;
use tokio::sync::Semaphore;

/// Reads what `scope` asks for with at most `concurrency` calls at a time. The first error ends it.
///
/// `N` functions take at most `3N + 2⌈N/100⌉ + 1` calls, and one less for each that was never published or is only listed. A
/// function that another hand changes meanwhile takes up to eight more, each that might be deleted one for every hundred
/// distributions. A list of `S` stores takes `⌈S/100⌉` (at least one) and each store two at most.
pub async fn observe(
    client: &Client,
    scope: &Scope,
    concurrency: usize,
    progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<ObservedState, ObserveError> {
    let permits = Semaphore::new(concurrency.max(1));
    let (of_functions, of_stores) = (Reader::new(client, scope, &permits), Reader::new(client, scope, &permits));
    let (begun, stores) = try_join(account::begin(&of_functions), stores::list(&of_stores)).await?;

    let counter = Counter::new(progress);
    counter.expect(begun.count() + stores.len());
    let stores = stores.into_iter().map(|store| stores::read(&of_stores, store).inspect_ok(|_| counter.count()));
    let (functions, stores) = try_join(account::read(&of_functions, begun, &counter), try_join_all(stores)).await?;

    let mut state = ObservedState::default();
    for function in functions {
        let (id, function, code) = function.into_observed();
        state.code.extend(code);
        state.functions.insert(id, function);
    }
    state.stores.extend(stores.into_iter().flatten());
    Ok(state)
}
