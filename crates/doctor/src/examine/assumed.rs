//! Which assumptions hold, as far as a look at what there is can tell. What CloudFront answers for a moment only is not told as one
//! that fails: a comparison that comes out wrong is made again.

use super::{account::Account, permissions::Permissions, quotas};
use crate::{
    answer::Given,
    assumptions::{self, By},
    call::Call,
    caller::Caller,
    listing::functions,
    looks,
    report::Finding,
    seen::{Seen, either, expected, finding},
};
use alloc::{format, string::ToString, vec::Vec};
use connfn_core::operation::Stage;

pub(super) async fn judge(caller: &mut impl Caller, account: &Account, permissions: &Permissions) -> Vec<Finding> {
    let mut findings = Vec::new();
    for assumption in assumptions::all() {
        let seen = match assumption.id {
            "A01" => identifiers(caller, account).await,
            "A02" => no_stage(caller, account).await,
            "A03" => paging(caller, account).await,
            "A04" => descriptions(caller, account).await,
            "A06" => never_published(caller, account).await,
            "A21" => statuses(account),
            "A38" => counts(account),
            "A42" => store_arns(account),
            "A82" if permissions.denied_of_nothing => Seen::Holds,
            "A82" => Seen::Missing(
                "no permission is missing that could show it; all that is said of permissions rests on it",
            ),
            _ => Seen::Missing(match assumption.by {
                By::Looking | By::Changing => "it takes changes to check",
                By::Hand => "it takes a person to check",
            }),
        };
        findings.push(finding(assumption, seen));
    }
    findings
}

const NO_FUNCTION: Seen = Seen::Missing("there is no function to look at");
const NO_PUBLISHED: Seen = Seen::Missing("there is no published function to look at");
const NO_UNPUBLISHED: Seen = Seen::Missing("there is no function that was never published");
const NO_STORE: Seen = Seen::Missing("there is no store to look at");

/// A01, as far as reading goes.
async fn identifiers(caller: &mut impl Caller, account: &Account) -> Seen {
    let Some(function) = account.development.items.first() else { return NO_FUNCTION };
    for (kind, identifier) in [("name", &function.name), ("ARN", &function.arn)] {
        for call in
            [Call::describe(identifier, Some(Stage::Development)), Call::get(identifier, Some(Stage::Development))]
        {
            let what = format!("`{}` of a function by its {kind}", call.name());
            match expected(caller.call(call).await.outcome, &what) {
                Err(seen) => return seen,
                Ok(Given { function: Some(found), .. }) if found.id != function.id => {
                    return Seen::Fails(format!("{what} gave another function"));
                }
                Ok(_) => {}
            }
        }
    }
    Seen::Holds
}

/// A02.
async fn no_stage(caller: &mut impl Caller, account: &Account) -> Seen {
    let Some(function) = account.published().or(account.development.items.first()) else { return NO_FUNCTION };
    let listing = Call::ListConnectionFunctions { stage: None, max_items: 100, marker: None };
    either(
        async {
            let what = "a description without a stage";
            let described = expected(caller.call(Call::describe(&function.id, None)).await.outcome, what)?;
            let listed = expected(caller.call(listing).await.outcome, "a listing without a stage")?;
            let mut stages = described.function.iter().chain(&listed.functions).map(|function| &function.stage);
            let other = stages.find(|stage| *stage != Stage::Development.as_str());
            Ok(other.map_or(Seen::Holds, |stage| Seen::Fails(format!("without a stage `{stage}` was told of"))))
        }
        .await,
    )
}

/// A03: pages of one item, and one of more than may be.
async fn paging(caller: &mut impl Caller, account: &Account) -> Seen {
    let large = Call::ListConnectionFunctions { stage: Some(Stage::Development), max_items: 101, marker: None };
    let large = match expected(caller.call(large).await.outcome, "`MaxItems` of 101") {
        Ok(large) => large,
        Err(seen) => return seen,
    };
    if large.functions.len() > 100 {
        return Seen::Fails(format!("a page held {} items", large.functions.len()));
    }
    if account.development.items.len() >= 2 {
        return looks::one_by_one(caller, |marker| Call::ListConnectionFunctions {
            stage: Some(Stage::Development),
            max_items: 1,
            marker,
        })
        .await;
    }
    if account.stores.items.len() >= 2 {
        return looks::one_by_one(caller, |marker| Call::ListKeyValueStores { max_items: 1, marker }).await;
    }
    Seen::Missing("there are no two functions or stores to list one by one")
}

/// A04, of one function and both its stages.
async fn descriptions(caller: &mut impl Caller, account: &Account) -> Seen {
    let Some(function) = account.published().or(account.development.items.first()) else { return NO_FUNCTION };
    let live = account.live_of(&function.id);
    for (stage, listed) in [(Stage::Development, Some(function)), (Stage::Live, live)] {
        let Some(listed) = listed else { continue };
        if let Err(seen) = looks::described_as_listed(caller, stage, listed).await {
            return seen;
        }
    }
    Seen::Holds
}

/// A06.
async fn never_published(caller: &mut impl Caller, account: &Account) -> Seen {
    let Some(function) = account.unpublished() else { return NO_UNPUBLISHED };
    let outcome = caller.call(Call::describe(&function.id, Some(Stage::Live))).await.outcome;
    match outcome.considered() {
        Some("EntityNotFound") => Seen::Holds,
        Some(code) => Seen::Fails(format!("LIVE of an unpublished function was answered with `{code}`")),
        None if outcome.given().is_some() => {
            let live = functions(caller, Some(Stage::Live), None).await;
            if live.items.iter().any(|other| other.id == function.id) {
                NO_UNPUBLISHED // It has been published since.
            } else {
                Seen::Fails("LIVE of a function that is not listed as published was described".to_string())
            }
        }
        None => Seen::Unclear(outcome.words()),
    }
}

/// A21, as far as the words for the status of LIVE go.
fn statuses(account: &Account) -> Seen {
    const KNOWN: [&str; 4] = ["UNASSOCIATED", "DEPLOYED", "PUBLISHING", "IN_PROGRESS"];
    let mut live = account.live.items.iter().peekable();
    if live.peek().is_none() {
        return NO_PUBLISHED;
    }
    match live.find(|function| !KNOWN.contains(&function.status.as_str())) {
        Some(other) => Seen::Fails(format!("the status of a published function is `{}`", other.status)),
        None => Seen::Holds,
    }
}

/// A38, which an account can only contradict.
fn counts(account: &Account) -> Seen {
    let (functions, stores) = (account.development.items.len(), account.stores.items.len());
    let [_, most] = quotas::STORES;
    if functions > quotas::FUNCTIONS || stores > most {
        return Seen::Fails(format!("there are {functions} functions and {stores} stores"));
    }
    Seen::Missing("only AWS's Service Quotas tell it")
}

/// A42.
fn store_arns(account: &Account) -> Seen {
    let mut stores = account.stores.items.iter().peekable();
    if stores.peek().is_none() {
        return NO_STORE;
    }
    let other = stores.find(|store| !looks::has_uuid_in_arn(store));
    other.map_or(Seen::Holds, |store| Seen::Fails(format!("the ARN of a store is `{}`", store.arn)))
}
