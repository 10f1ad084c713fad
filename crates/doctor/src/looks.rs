//! What is looked at in the same way whether or not anything was changed before.

use crate::{
    answer::{Function, Store},
    call::Call,
    caller::Caller,
    listing::functions,
    seen::{Seen, expected},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::operation::Stage;

/// A03: the first two pages, of one item each.
pub(crate) async fn one_by_one(caller: &mut impl Caller, list: impl Fn(Option<String>) -> Call) -> Seen {
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

/// A04, of one stage.
pub(crate) async fn described_as_listed(caller: &mut impl Caller, stage: Stage, listed: &Function) -> Result<(), Seen> {
    let call = Call::describe(&listed.id, Some(stage));
    let described = expected(caller.call(call.clone()).await.outcome, "the description of a listed stage")?;
    let Some(difference) = described.function.as_ref().and_then(|described| difference(listed, described)) else {
        return Ok(());
    };
    // It may have been changed in between.
    let again = functions(caller, Some(stage), None).await.items.into_iter().find(|other| other.id == listed.id);
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

/// A42.
pub(crate) fn has_uuid_in_arn(store: &Store) -> bool {
    let is_uuid = |id: &str| id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    store.arn.rsplit_once('/').is_some_and(|(_, end)| end == store.id && is_uuid(end))
}
