//! What an account holds, as listings tell it.

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
pub(super) struct Account {
    pub(super) development: Listing<Function>,
    pub(super) live: Listing<Function>,
    pub(super) stores: Listing<Store>,
}

#[derive(Debug)]
pub(super) struct Listing<T> {
    pub(super) items: Vec<T>,
    /// What became of the call that did not give its page.
    pub(super) stopped: Option<Outcome>,
}

/// The call whose answer [`Account::read`] begins with.
pub(super) fn first_call() -> Call {
    list_functions(Stage::Development, None)
}

impl Account {
    pub(super) async fn read(caller: &mut impl Caller, first: Answer) -> Self {
        Self {
            development: functions(caller, Stage::Development, Some(first)).await,
            live: functions(caller, Stage::Live, None).await,
            stores: pages(caller, None, list_stores, |given| given.stores).await,
        }
    }

    /// The account's id, if any ARN tells it.
    pub(super) fn id(&self) -> Option<String> {
        let functions = self.development.items.iter().map(|function| &function.arn);
        let mut arns = functions.chain(self.stores.items.iter().map(|store| &store.arn));
        arns.find_map(|arn| arn.split(':').nth(4)).map(ToString::to_string)
    }

    /// A function that was published, and one that was not.
    pub(super) fn published(&self) -> Option<&Function> {
        self.development.items.iter().find(|function| self.live_of(&function.id).is_some())
    }

    pub(super) fn unpublished(&self) -> Option<&Function> {
        let is_known = self.live.stopped.is_none();
        self.development.items.iter().find(|function| is_known && self.live_of(&function.id).is_none())
    }

    pub(super) fn live_of(&self, id: &str) -> Option<&Function> {
        self.live.items.iter().find(|function| function.id == id)
    }
}

/// Every function that has the stage.
pub(super) async fn functions(caller: &mut impl Caller, stage: Stage, first: Option<Answer>) -> Listing<Function> {
    pages(caller, first, |marker| list_functions(stage, marker), |given| given.functions).await
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

fn list_functions(stage: Stage, marker: Option<String>) -> Call {
    Call::ListConnectionFunctions { stage: Some(stage), max_items: PAGE, marker }
}

fn list_stores(marker: Option<String>) -> Call {
    Call::ListKeyValueStores { max_items: PAGE, marker }
}
