//! Reads the functions of an account so that comment, runtime and store, which listings carry, are of the same version as
//! code and ETag, which come from a call of their own.
//!
//! DEVELOPMENT is listed after it was read. Had it been changed in between, then its code and ETag would be the older ones, and
//! a call that expects that ETag is refused. Whether it was changed shows in most cases:
//! - the first hundred functions were listed before they were read too, and both listings say the same;
//! - of others that are published LIVE was listed before: what was last changed earlier than anything in that list was changed,
//!   was not changed since.
//!
//! LIVE is listed before it is read, and is changed by nothing but a publication of DEVELOPMENT. If DEVELOPMENT was not changed
//! meanwhile, then one of three is true: LIVE's code is not DEVELOPMENT's, so that there was no publication; or LIVE is listed
//! as DEVELOPMENT is, so that one changed nothing; or the status tells of one, which takes AWS minutes.

use super::{
    ObserveError,
    functions::{self, Function, Named},
    listing::{self, Listing},
    progress::Counter,
    reader::Reader,
    settle,
};
use crate::call::functions::Listed;
use aws_sdk_cloudfront::primitives::DateTime;
use connfn_core::operation::Stage;
use futures_util::{
    TryFutureExt,
    future::{try_join, try_join_all},
};
use std::{cmp::Reverse, collections::BTreeSet};

/// What the first calls tell.
pub(super) struct Begun {
    live: Listing,
    /// DEVELOPMENT, as far as its first page goes.
    first: Listing,
    is_all: bool,
}

impl Begun {
    /// How many functions are known of.
    pub(super) fn count(&self) -> usize {
        self.first.len() + self.live.keys().filter(|id| !self.first.contains_key(*id)).count()
    }
}

pub(super) async fn begin(reader: &Reader<'_>) -> Result<Begun, ObserveError> {
    let (live, (first, is_all)) =
        try_join(listing::all(reader, Stage::Live), listing::first(reader, Stage::Development)).await?;
    Ok(Begun { live, first, is_all })
}

/// Reads every function, each at one version.
pub(super) async fn read(
    reader: &Reader<'_>,
    begun: Begun,
    counter: &Counter<'_>,
) -> Result<Vec<Function>, ObserveError> {
    let Begun { mut live, first, is_all } = begun;
    let newest = live.values().map(|listed| listed.modified).max();
    let ids: BTreeSet<String> = first.keys().chain(live.keys()).cloned().collect();
    let named = ids.into_iter().map(|id| {
        let named = Named { development: first.get(&id).cloned(), live: live.remove(&id) };
        (id, named)
    });
    let early = read_each(reader, named.collect(), counter).await?;

    let is_listed = is_all && !early.iter().any(Function::is_whole);
    let listing = if is_listed { first } else { listing::all(reader, Stage::Development).await? };
    let known: BTreeSet<&String> = early.iter().map(|function| &function.id).collect();
    let others = listing.iter().filter(|(id, _)| !known.contains(id));
    let named: Vec<_> =
        others.map(|(id, listed)| (id.clone(), Named { development: Some(listed.clone()), live: None })).collect();
    counter.expect(named.len());
    let late = read_each(reader, named, counter).await?;
    let relisted = list_again(reader, &late, listing.len()).await?;

    let mut sorted = Sorted::default();
    for function in early {
        let listed = listing.get(&function.id);
        sorted.add(function, listed, newest);
    }
    for function in late {
        let listed = relisted.as_ref().and_then(|relisted| relisted.get(&function.id));
        sorted.add(function, listed, newest);
    }
    settle_doubts(reader, sorted, listing.len()).await
}

async fn read_each(
    reader: &Reader<'_>,
    named: Vec<(String, Named)>,
    counter: &Counter<'_>,
) -> Result<Vec<Function>, ObserveError> {
    let functions =
        named.into_iter().map(|(id, named)| functions::read(reader, id, named).inspect_ok(|_| counter.count()));
    Ok(try_join_all(functions).await?.into_iter().flatten().collect())
}

/// Lists once more, if that is cheaper than a call for each of these functions, which were read after they were listed.
async fn list_again(reader: &Reader<'_>, late: &[Function], count: usize) -> Result<Option<Listing>, ObserveError> {
    let whole = late.iter().filter(|function| function.is_whole()).count();
    if whole <= pages(count) { Ok(None) } else { listing::all(reader, Stage::Development).await.map(Some) }
}

/// Functions by how sure it is that they were read at one version.
#[derive(Default)]
struct Sorted {
    sure: Vec<Function>,
    /// Whether they were changed meanwhile cannot be told. What is known of them is safe to plan with: see above.
    unknown: Vec<(DateTime, Function)>,
    changed: Vec<Function>,
}

impl Sorted {
    /// Takes a function with what a listing after it was read says of it.
    fn add(&mut self, mut function: Function, listed: Option<&Listed>, newest: Option<DateTime>) {
        let Some(listed) = listed else {
            let is_sure = !function.is_whole();
            return if is_sure { self.sure.push(function) } else { self.changed.push(function) };
        };
        let before = function.named.development.as_ref();
        let is_same = before.map(|before| is_same_version(before, listed));
        let is_old = function.named.live.as_ref().is_some_and(|live| is_older(listed.modified, live.modified, newest));
        let is_live_sure = is_live_sure(&function, listed);
        let is_whole = function.is_whole();
        function.summary = listed.summary.clone();
        match is_same {
            _ if !is_whole => self.sure.push(function),
            Some(false) => self.changed.push(function),
            None if !is_old => self.unknown.push((listed.modified, function)),
            Some(true) | None if !is_live_sure => self.changed.push(function),
            Some(true) | None => self.sure.push(function),
        }
    }
}

/// The status is left out: it goes on by itself.
fn is_same_version(one: &Listed, other: &Listed) -> bool {
    one.modified == other.modified && one.summary.connection_function_config == other.summary.connection_function_config
}

/// Whether a stage was last changed before LIVE was listed, going by CloudFront's own times in that list: the function's
/// own, and the newest of all.
fn is_older(modified: DateTime, live: DateTime, newest: Option<DateTime>) -> bool {
    let is_time = modified > DateTime::from_secs(0);
    is_time && (modified <= live || newest.is_some_and(|newest| modified < newest))
}

/// Whether LIVE was not published anew between its listing and its reading, if DEVELOPMENT was not changed.
fn is_live_sure(function: &Function, listed: &Listed) -> bool {
    let before = function.named.development.as_ref().or(function.named.live.as_ref());
    let status = listed.summary.status.as_str();
    let is_quiet = before.is_some_and(|before| before.summary.status == status) && !UNDER_WAY.contains(&status);
    match (&function.live, &function.development) {
        (Some(live), Some(development)) => match &live.held {
            // It was listed, but there is none.
            None => false,
            Some(held) => {
                is_quiet
                    || held.content.code != development.content.code
                    || live.config == listed.summary.connection_function_config
            }
        },
        _ => is_quiet || status == "UNPUBLISHED",
    }
}

/// Statuses of a publication that is under way.
const UNDER_WAY: [&str; 2] = ["PUBLISHING", "IN_PROGRESS"];

/// Reads again what was changed, and as much as the limit of calls allows of what may have been, the newest first.
async fn settle_doubts(reader: &Reader<'_>, mut sorted: Sorted, count: usize) -> Result<Vec<Function>, ObserveError> {
    let room = most_calls(count).saturating_sub(reader.asked()) / 2;
    sorted.unknown.sort_by_key(|(modified, _)| Reverse(*modified));
    let left = sorted.unknown.split_off(room.min(sorted.unknown.len()));
    let doubtful = sorted.changed.into_iter().chain(sorted.unknown.into_iter().map(|(_, function)| function));
    let settled = try_join_all(doubtful.map(|function| settle::settle(reader, function))).await?;
    let left = left.into_iter().map(|(_, function)| function);
    Ok(sorted.sure.into_iter().chain(left).chain(settled.into_iter().flatten()).collect())
}

/// What reading so many functions may take.
fn most_calls(count: usize) -> usize {
    3 * count + 2 * pages(count) + 1
}

fn pages(count: usize) -> usize {
    count.div_ceil(100)
}
