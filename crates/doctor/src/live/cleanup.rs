//! Deletes what was made, whatever else has happened, and says what it could not.

use super::{Kind, Left, Patience, bench::Bench, bench::Made};
use crate::{
    answer::Outcome,
    call::{Call, Version},
    caller::Caller,
    listing::functions,
};
use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use connfn_core::operation::Stage;

/// How long it waits before it tries again, in milliseconds. What is still being published may not be ready to go.
const WAITS: [u64; 10] = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000, 15_000];

/// How long a function that may have been made is looked for.
const LOOKS: [u64; 3] = [500, 1_000, 2_000];

/// Deletes all that was made, functions before the stores that they name.
pub(super) async fn all<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> Vec<Left> {
    let mut made = bench.made.clone();
    made.sort_by_key(|made| made.kind);
    let mut left = Vec::new();
    for made in made {
        let (kind, name) = (made.kind, made.name.clone());
        if let Err((id, why)) = one(bench.caller, made).await {
            left.push(Left { kind, name, id, why });
        }
    }
    left
}

/// Deletes something, or says why it may still be there, with its id if that is known by now.
async fn one<C: Caller + Patience>(caller: &mut C, made: Made) -> Result<(), (Option<String>, String)> {
    let key = match (made.kind, made.id) {
        (Kind::Store, _) => made.name,
        (Kind::Function, Some(id)) => id,
        (Kind::Function, None) => match id_of(caller, &made.name).await {
            Ok(Some(id)) => id,
            // It never was.
            Ok(None) => return Ok(()),
            Err(why) => return Err((None, why)),
        },
    };
    let id = (made.kind == Kind::Function).then(|| key.clone());
    delete(caller, made.kind, &key).await.map_err(|why| (id, why))
}

/// The id of a function that was perhaps made.
async fn id_of<C: Caller + Patience>(caller: &mut C, name: &str) -> Result<Option<String>, String> {
    let mut stopped = None;
    for wait in LOOKS {
        let listed = functions(caller, Some(Stage::Development), None).await;
        if let Some(found) = listed.items.into_iter().find(|function| function.name == name) {
            return Ok(Some(found.id));
        }
        stopped = listed.stopped;
        caller.pause(wait).await;
    }
    match stopped {
        Some(outcome) => Err(format!("whether it was made is not known: {}", outcome.words())),
        None => Ok(None),
    }
}

/// Deletes the function of an id or the store of a name. What a deletion answers is believed, and what a description answers is not,
/// which may be behind.
pub(super) async fn delete<C: Caller + Patience>(caller: &mut C, kind: Kind, key: &str) -> Result<(), String> {
    let mut why = String::new();
    for wait in WAITS {
        let versions = match versions(caller, kind, key).await {
            Ok(versions) => versions,
            Err(outcome) => return Err(outcome.words()),
        };
        for version in versions {
            let version = Version::of(key, &version);
            let outcome = caller.call(deletion(kind, version)).await.outcome;
            let code = outcome.considered();
            if outcome.given().is_some() || code == Some("EntityNotFound") {
                return Ok(());
            }
            if outcome.is_final() {
                return Err(outcome.words());
            }
            why = outcome.words();
            if code != Some("PreconditionFailed") {
                break;
            }
        }
        caller.pause(wait).await;
    }
    Err(why)
}

const fn deletion(kind: Kind, version: Version) -> Call {
    match kind {
        Kind::Function => Call::DeleteConnectionFunction(version),
        Kind::Store => Call::DeleteKeyValueStore(version),
    }
}

/// The versions that a deletion may want. Of a function that is DEVELOPMENT's (A13), and if not, LIVE's. If none is told, it is one
/// that does not exist, to which a deletion says whether there is anything to delete.
async fn versions<C: Caller>(caller: &mut C, kind: Kind, key: &str) -> Result<Vec<String>, Outcome> {
    let descriptions = match kind {
        Kind::Store => vec![Call::DescribeKeyValueStore { name: key.to_string() }],
        Kind::Function => {
            [Stage::Development, Stage::Live].into_iter().map(|stage| Call::describe(key, Some(stage))).collect()
        }
    };
    let mut versions = Vec::new();
    for description in descriptions {
        let described = caller.call(description).await.outcome;
        if described.is_final() {
            return Err(described);
        }
        versions.extend(described.given().and_then(|given| given.etag.clone()));
    }
    if versions.is_empty() {
        versions.push(Version::NONE.to_string());
    }
    Ok(versions)
}

/// What deletes it by AWS's own command line.
pub(super) fn commands(left: &Left) -> Vec<String> {
    let name = &left.name;
    match (left.kind, &left.id) {
        (Kind::Store, _) => vec![format!(
            "aws cloudfront delete-key-value-store --name {name} --if-match \
             \"$(aws cloudfront describe-key-value-store --name {name} --query ETag --output text)\""
        )],
        (Kind::Function, Some(id)) => vec![format!(
            "aws cloudfront delete-connection-function --id {id} --if-match \
             \"$(aws cloudfront describe-connection-function --identifier {id} --query ETag --output text)\""
        )],
        (Kind::Function, None) => vec![format!(
            "aws cloudfront list-connection-functions --query \"ConnectionFunctions[?Name=='{name}'].Id\" --output text"
        )],
    }
}
