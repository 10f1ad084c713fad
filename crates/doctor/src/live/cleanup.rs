//! Deletes what was made, whatever else has happened, and says what it could not.

use super::{Doubt, Kind, Left, Patience, bench::Made};
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

/// How long it waits before it tries all again that is left, in milliseconds. What is still being published may not be ready to go.
const WAITS: [u64; 10] = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000, 15_000];

/// After how many rounds a function is no longer looked for of which nobody knows whether it was made.
const LOOKS: usize = 5;

/// What became of what was to be deleted.
#[derive(Debug, Default)]
pub(super) struct Swept {
    /// The names of what was deleted.
    pub(super) deleted: Vec<String>,
    pub(super) left: Vec<Left>,
    pub(super) doubts: Vec<Doubt>,
}

/// What became of one thing in one round.
enum Attempt {
    Deleted,
    /// It was gone before anybody tried to delete it.
    Gone,
    /// Nothing shows that it was ever made.
    NotShown(String),
    /// Another round may do it.
    Again(String),
    /// No round will.
    Never(String),
}

/// Deletes all that was made, functions before the stores that they name. What can go at once is not kept waiting by what cannot.
pub(super) async fn all<C: Caller + Patience>(caller: &mut C, mut made: Vec<Made>) -> Swept {
    made.sort_by_key(|made| made.kind);
    let (mut swept, all) = (Swept::default(), made.len());
    for (round, wait) in WAITS.into_iter().enumerate() {
        let is_last = round + 1 == WAITS.len();
        let mut open = Vec::new();
        for mut one in made {
            match attempt(caller, &mut one).await {
                Attempt::Deleted => swept.deleted.push(one.name),
                Attempt::Gone => swept.gone(one),
                Attempt::Never(why) => swept.left(one, why),
                Attempt::NotShown(why) if !one.is_sure && (is_last || round + 1 >= LOOKS) => swept.unsure(one, &why),
                Attempt::NotShown(why) | Attempt::Again(why) if is_last => swept.left(one, why),
                Attempt::NotShown(_) | Attempt::Again(_) => open.push(one),
            }
        }
        made = open;
        if made.is_empty() {
            break;
        }
        caller.begin(&format!("deleting what was made: {} of {all} left", made.len()));
        caller.pause(wait).await;
    }
    swept
}

impl Swept {
    fn left(&mut self, made: Made, why: String) {
        self.left.push(Left { kind: made.kind, name: made.name, id: made.id, why });
    }

    /// What was never known to be there is not missed.
    fn gone(&mut self, made: Made) {
        if made.is_sure {
            let message = format!(
                "`{}` was gone before it was to be deleted: somebody else did that, perhaps a run with the same prefix",
                made.name
            );
            self.doubts.push(Doubt { id: made.name, message });
        }
    }

    fn unsure(&mut self, made: Made, why: &str) {
        let message = format!("whether the function `{}` was made is not known: {why}", made.name);
        self.doubts.push(Doubt { id: made.name, message });
    }
}

/// Tries to delete something. What a deletion answers is believed, and what a description answers is not, which may be behind.
async fn attempt<C: Caller>(caller: &mut C, made: &mut Made) -> Attempt {
    if made.kind == Kind::Function && made.id.is_none() {
        match id_of(caller, &made.name).await {
            Ok(id) => made.id = Some(id),
            Err(attempt) => return attempt,
        }
    }
    let key = made.id.as_ref().unwrap_or(&made.name);
    let versions = match versions(caller, made.kind, key).await {
        Ok(versions) => versions,
        Err(outcome) => return Attempt::Never(outcome.words()),
    };
    let is_described = !versions.is_empty();
    // None that exists: to it a deletion says whether there is anything to delete.
    let none = (!is_described).then(|| Version::NONE.to_string());
    let mut why = String::new();
    for version in versions.into_iter().chain(none) {
        let outcome = caller.call(deletion(made.kind, Version::of(key, &version))).await.outcome;
        let code = outcome.considered();
        if code == Some("EntityNotFound") && !is_described && !made.was_tried {
            return Attempt::Gone;
        }
        made.was_tried = true;
        if outcome.given().is_some() || code == Some("EntityNotFound") {
            return Attempt::Deleted;
        }
        if outcome.is_final() {
            return Attempt::Never(outcome.words());
        }
        why = outcome.words();
        if code != Some("PreconditionFailed") {
            break;
        }
    }
    Attempt::Again(why)
}

/// The id of a function of which only the name is known. A description may know of it before a listing does (A01).
async fn id_of<C: Caller>(caller: &mut C, name: &str) -> Result<String, Attempt> {
    let described = caller.call(Call::describe(name, Some(Stage::Development))).await.outcome;
    if let Some(function) = described.given().and_then(|given| given.function.as_ref()) {
        return Ok(function.id.clone());
    }
    let listed = functions(caller, Some(Stage::Development), None).await;
    if let Some(found) = listed.items.into_iter().find(|function| function.name == name) {
        return Ok(found.id);
    }
    Err(match listed.stopped {
        Some(outcome) if outcome.is_final() => Attempt::Never(outcome.words()),
        Some(outcome) => Attempt::Again(outcome.words()),
        None => Attempt::NotShown("no listing shows it".to_string()),
    })
}

/// The versions that a deletion may want. Of a function that is DEVELOPMENT's (A13), and if not, LIVE's.
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
    Ok(versions)
}

const fn deletion(kind: Kind, version: Version) -> Call {
    match kind {
        Kind::Function => Call::DeleteConnectionFunction(version),
        Kind::Store => Call::DeleteKeyValueStore(version),
    }
}

/// What deletes it by AWS's own command line.
pub(super) fn commands(left: &Left) -> Vec<String> {
    let name = &left.name;
    let word = if name.contains(' ') { format!("'{name}'") } else { name.clone() };
    match (left.kind, &left.id) {
        (Kind::Store, _) => vec![format!(
            "aws cloudfront delete-key-value-store --name {word} --if-match \
             \"$(aws cloudfront describe-key-value-store --name {word} --query ETag --output text)\""
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
