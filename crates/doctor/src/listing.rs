//! Listings, page by page to their end.

use crate::{
    answer::{Answer, Function, Given, Outcome, Store},
    call::Call,
    caller::Caller,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::operation::Stage;

/// Most items that a page is asked to hold.
const PAGE: u16 = 100;
/// More pages than any account fills, so that an endpoint which always knows of another page is not followed forever.
const MAX_PAGES: usize = 100;

#[derive(Debug)]
pub(crate) struct Listing<T> {
    pub(crate) items: Vec<T>,
    /// What became of the call that did not give its page.
    pub(crate) stopped: Option<Outcome>,
}

/// Every function that has the stage, given the answer to the first call if it was made before.
pub(crate) async fn functions(
    caller: &mut impl Caller,
    stage: Option<Stage>,
    first: Option<Answer>,
) -> Listing<Function> {
    pages(caller, first, |marker| of_functions(stage, marker), |given| given.functions).await
}

/// Every store.
pub(crate) async fn stores(caller: &mut impl Caller) -> Listing<Store> {
    pages(caller, None, of_stores, |given| given.stores).await
}

async fn pages<T>(
    caller: &mut impl Caller,
    mut first: Option<Answer>,
    call: impl Fn(Option<String>) -> Call,
    items_of: impl Fn(Given) -> Vec<T>,
) -> Listing<T> {
    let mut listing = Listing { items: Vec::new(), stopped: None };
    let mut marker = None;
    for _ in 0..MAX_PAGES {
        let answer = match first.take() {
            Some(first) => first,
            None => caller.call(call(marker.take())).await,
        };
        match answer.outcome {
            Outcome::Given(mut given) => {
                marker = given.next_marker.take();
                listing.items.extend(items_of(given));
                if marker.is_none() {
                    return listing;
                }
            }
            other => {
                listing.stopped = Some(other);
                return listing;
            }
        }
    }
    listing.stopped = Some(Outcome::Unclear { message: "the listing has no end".to_string() });
    listing
}

/// The call for a page.
pub(crate) fn of_functions(stage: Option<Stage>, marker: Option<String>) -> Call {
    Call::ListConnectionFunctions { stage, max_items: PAGE, marker }
}

fn of_stores(marker: Option<String>) -> Call {
    Call::ListKeyValueStores { max_items: PAGE, marker }
}
