//! Which assumptions hold, as far as a look at what there is can tell. What CloudFront answers for a moment only is not told as one
//! that fails: a comparison that comes out wrong is made again.

use super::{
    account::{self, Account},
    permissions::Permissions,
    quotas,
};
use crate::{
    answer::{Function, Given},
    assumptions::{self, By},
    call::Call,
    caller::Caller,
    report::Finding,
    seen::{Seen, either, expected, finding},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
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
        return one_by_one(caller, |marker| Call::ListConnectionFunctions {
            stage: Some(Stage::Development),
            max_items: 1,
            marker,
        })
        .await;
    }
    if account.stores.items.len() >= 2 {
        return one_by_one(caller, |marker| Call::ListKeyValueStores { max_items: 1, marker }).await;
    }
    Seen::Missing("there are no two functions or stores to list one by one")
}

/// The first two pages, of one item each.
async fn one_by_one(caller: &mut impl Caller, list: impl Fn(Option<String>) -> Call) -> Seen {
    let mut names: Vec<String> = Vec::new();
    let mut marker = None;
    for _ in 0..2 {
        let given = match expected(caller.call(list(marker)).await.outcome, "a page of one item") {
            Ok(given) => given,
            Err(seen) => return seen,
        };
        let functions = given.functions.into_iter().map(|function| function.name);
        let page: Vec<String> = functions.chain(given.stores.into_iter().map(|store| store.name)).collect();
        if page.len() != 1 {
            return Seen::Fails(format!("a page of one item held {}", page.len()));
        }
        names.extend(page);
        marker = given.next_marker;
        if names.len() == 1 && marker.is_none() {
            return Seen::Fails("the first page of several has no `NextMarker`".to_string());
        }
    }
    let differ = names.first() != names.last();
    if differ { Seen::Holds } else { Seen::Fails("the second page held what the first did".to_string()) }
}

/// A04, of one function and both its stages.
async fn descriptions(caller: &mut impl Caller, account: &Account) -> Seen {
    let Some(function) = account.published().or(account.development.items.first()) else { return NO_FUNCTION };
    let live = account.live_of(&function.id);
    for (stage, listed) in [(Stage::Development, Some(function)), (Stage::Live, live)] {
        let Some(listed) = listed else { continue };
        if let Err(seen) = described_as_listed(caller, stage, listed).await {
            return seen;
        }
    }
    Seen::Holds
}

async fn described_as_listed(caller: &mut impl Caller, stage: Stage, listed: &Function) -> Result<(), Seen> {
    let call = Call::describe(&listed.id, Some(stage));
    let described = expected(caller.call(call.clone()).await.outcome, "the description of a listed stage")?;
    let Some(difference) = described.function.as_ref().and_then(|described| difference(listed, described)) else {
        return Ok(());
    };
    // It may have been changed in between.
    let again = account::functions(caller, stage, None).await.items.into_iter().find(|other| other.id == listed.id);
    let described = expected(caller.call(call).await.outcome, "the description of a listed stage")?;
    match (again, described.function) {
        (Some(listed), Some(described)) if self::difference(&listed, &described).is_none() => Ok(()),
        _ => Err(Seen::Fails(format!("a listing tells another {difference} of a {} stage", stage.as_str()))),
    }
}

/// The first member in which two accounts of a stage differ.
fn difference(one: &Function, other: &Function) -> Option<&'static str> {
    let members = [
        ("comment", one.comment == other.comment),
        ("runtime", one.runtime == other.runtime),
        ("store", one.stores == other.stores),
        ("status", one.status == other.status),
        ("time", one.modified == other.modified),
    ];
    members.into_iter().find(|(_, is_same)| !is_same).map(|(name, _)| name)
}

/// A06.
async fn never_published(caller: &mut impl Caller, account: &Account) -> Seen {
    let Some(function) = account.unpublished() else { return NO_UNPUBLISHED };
    let outcome = caller.call(Call::describe(&function.id, Some(Stage::Live))).await.outcome;
    match outcome.considered() {
        Some("EntityNotFound") => Seen::Holds,
        Some(code) => Seen::Fails(format!("LIVE of an unpublished function was answered with `{code}`")),
        None if outcome.given().is_some() => {
            let live = account::functions(caller, Stage::Live, None).await;
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
    let is_uuid = |id: &str| id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let mut stores = account.stores.items.iter().peekable();
    if stores.peek().is_none() {
        return NO_STORE;
    }
    let other = stores.find(|store| store.arn.rsplit_once('/').is_none_or(|(_, end)| end != store.id || !is_uuid(end)));
    other.map_or(Seen::Holds, |store| Seen::Fails(format!("the ARN of a store is `{}`", store.arn)))
}
