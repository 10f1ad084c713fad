//! What an account holds, as listings tell it.

use crate::{
    answer::{Answer, Function, Store},
    call::Call,
    caller::Caller,
    listing::{self, Listing, functions, stores},
};
use alloc::string::{String, ToString};
use connfn_core::operation::Stage;

#[derive(Debug)]
pub(super) struct Account {
    pub(super) development: Listing<Function>,
    pub(super) live: Listing<Function>,
    pub(super) stores: Listing<Store>,
}

/// The call whose answer [`Account::read`] begins with.
pub(super) fn first_call() -> Call {
    listing::of_functions(Some(Stage::Development), None)
}

impl Account {
    pub(super) async fn read(caller: &mut impl Caller, first: Answer) -> Self {
        Self {
            development: functions(caller, Some(Stage::Development), Some(first)).await,
            live: functions(caller, Some(Stage::Live), None).await,
            stores: stores(caller).await,
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
