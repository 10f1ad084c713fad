//! Key value stores: one that a function names, and one that comes and goes.

use super::{
    Kind, Patience,
    bench::Bench,
    codes,
    naming::Purpose,
    subject::{Subject, config},
    verdicts::{Verdicts, accepted, all_of, needed, no_evidence, refused, turned_down},
};
use crate::{
    answer::{Given, Outcome, Store},
    call::{Call, Version},
    caller::Caller,
    looks::has_uuid_in_arn,
    seen::{Seen, either, expected},
};
use alloc::{
    format,
    string::{String, ToString},
};

/// How often it is looked whether a store is ready, and for how long (A24), in milliseconds.
const LOOK_MS: u64 = 1_000;
const READY_MS: u64 = 300_000;

/// What was made, or why it was not.
#[derive(Debug)]
pub(super) struct Stores {
    /// The one that functions name.
    pub(super) named: Result<Store, Seen>,
    /// The one that is deleted.
    other: Result<Store, Seen>,
}

impl Stores {
    pub(super) async fn make<C: Caller + Patience>(bench: &mut Bench<'_, C>, verdicts: &mut Verdicts) -> Self {
        let named = made(bench, Purpose::Store).await;
        let seen = match &named {
            Ok(store) => named_at_once(bench, store).await,
            Err(seen) => seen.clone(),
        };
        verdicts.record("A34", seen);
        let named = match named {
            Ok(store) => ready(bench, store, verdicts).await,
            Err(seen) => Err(seen),
        };
        verdicts.record("A42", named.as_ref().map_or_else(Clone::clone, arn));
        let other = match made(bench, Purpose::OtherStore).await {
            Ok(store) => ready(bench, store, verdicts).await,
            Err(seen) => Err(seen),
        };
        Self { named, other }
    }

    /// The ARNs of two stores that a function may name.
    pub(super) fn both_arns(&self) -> Result<[&str; 2], Seen> {
        match (&self.named, &self.other) {
            (Ok(named), Ok(other)) => Ok([&named.arn, &other.arn]),
            (Err(seen), _) | (_, Err(seen)) => Err(seen.clone()),
        }
    }

    pub(super) async fn judge<C: Caller + Patience>(
        &self,
        bench: &mut Bench<'_, C>,
        function: &mut Subject,
        verdicts: &mut Verdicts,
    ) {
        let other = match &self.other {
            Ok(other) => other,
            Err(seen) => {
                verdicts.record("A39", seen.clone());
                verdicts.record("A40", seen.clone());
                return;
            }
        };
        verdicts.record("A39", in_use(bench, function, other).await);
        verdicts.record("A40", gone(bench, function, other).await);
    }
}

/// A store that was made just now.
async fn made<C: Caller + Patience>(bench: &mut Bench<'_, C>, purpose: Purpose) -> Result<Store, Seen> {
    let name = bench.name(purpose);
    let created = bench.create_store(&name).await;
    match created {
        Outcome::Given(Given { store: Some(store), .. }) => Ok(store),
        // Whether it was made nonetheless, a description tells.
        outcome if bench.made.iter().any(|made| made.kind == Kind::Store && made.name == name) => {
            let described = described(bench, &name).await;
            described.map_err(|_| Seen::Unclear(format!("no store could be made: {}", outcome.words())))
        }
        outcome => Err(Seen::Unclear(format!("no store could be made: {}", outcome.words()))),
    }
}

async fn described<C: Caller + Patience>(bench: &mut Bench<'_, C>, name: &str) -> Result<Store, Seen> {
    let mut found = None;
    let describe = Call::DescribeKeyValueStore { name: name.to_string() };
    let seen = bench
        .patiently(async |bench| match expected(bench.ask(describe.clone()).await, "the description of a store") {
            Ok(given) => {
                found = given.store;
                Seen::Holds
            }
            Err(seen) => seen,
        })
        .await;
    // Nothing is assumed of how soon a store is told of.
    found.ok_or_else(|| no_evidence(&seen))
}

/// Waits until a store is ready.
async fn ready<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    mut store: Store,
    verdicts: &mut Verdicts,
) -> Result<Store, Seen> {
    for _ in 0..READY_MS / LOOK_MS {
        store = described(bench, &store.name).await?;
        if store.status == "READY" {
            return Ok(store);
        }
        bench.pause(LOOK_MS).await;
    }
    let why = format!("a store was still `{}` after five minutes", store.status);
    verdicts.add("A24", Seen::Fails(why.clone()));
    Err(Seen::Unclear(why))
}

/// A34, of a store that was made just now.
async fn named_at_once<C: Caller + Patience>(bench: &mut Bench<'_, C>, store: &Store) -> Seen {
    let name = bench.name(Purpose::Hasty);
    let created = bench.create_function(&name, config("", &[&store.arn]), codes::ALLOWS).await;
    let status = described(bench, &store.name).await.map(|store| store.status).unwrap_or_default();
    match created.considered() {
        Some("EntityAlreadyExists") => Seen::Unclear("the answer was lost".to_string()),
        Some(_) => Seen::Holds,
        None if created.given().is_some() && status == "READY" => {
            Seen::Missing("the store was ready before a function could name it")
        }
        None => turned_down(&created, &format!("a function that names a store which is `{status}`")),
    }
}

/// A42.
fn arn(store: &Store) -> Seen {
    if has_uuid_in_arn(store) { Seen::Holds } else { Seen::Fails(format!("the ARN of a store is `{}`", store.arn)) }
}

/// A39.
async fn in_use<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject, store: &Store) -> Seen {
    either(
        async {
            let named = bench.update(function, &config("", &[&store.arn]), codes::ALLOWS).await;
            needed(named, "naming a store")?;
            let deleted = delete(bench, &store.name).await;
            Ok(refused(&deleted, "CannotDeleteEntityWhileInUse", "deleting a store that a function names"))
        }
        .await,
    )
}

/// A40, once nothing names it.
async fn gone<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject, store: &Store) -> Seen {
    either(
        async {
            let let_go = bench.update(function, &config("", &[]), codes::ALLOWS).await;
            needed(let_go, "letting a store go")?;
            let mut words = String::new();
            let deleted = bench
                .patiently(async |bench| {
                    let deleted = delete(bench, &store.name).await;
                    words = deleted.words();
                    match deleted.considered() {
                        Some("EntityNotFound") => Seen::Holds,
                        None if deleted.given().is_some() => Seen::Holds,
                        // It may still be in use, or the version be an old one.
                        Some(_) => Seen::Fails(words.clone()),
                        None => Seen::Unclear(words.clone()),
                    }
                })
                .await;
            if deleted != Seen::Holds {
                return Err(Seen::Unclear(format!("the store could not be deleted: {words}")));
            }
            bench.forget(Kind::Store, &store.name);
            let describe = Call::DescribeKeyValueStore { name: store.name.clone() };
            let described = bench
                .patiently(async |bench| {
                    refused(&bench.ask(describe.clone()).await, "EntityNotFound", "describing a store that was deleted")
                })
                .await;
            Ok(all_of([described, made_again(bench, &store.name).await]))
        }
        .await,
    )
}

/// A40: a store takes the name of one that was deleted.
async fn made_again<C: Caller + Patience>(bench: &mut Bench<'_, C>, name: &str) -> Seen {
    match bench.create_store(name).await {
        // The answer to an earlier attempt was lost, if it is there.
        outcome if outcome.considered() == Some("EntityAlreadyExists") => {
            described(bench, name).await.map_or_else(|seen| seen, |_| Seen::Holds)
        }
        outcome => accepted(outcome, "a store with the name of one that was deleted"),
    }
}

/// Deletes a store in whatever version it is.
async fn delete<C: Caller + Patience>(bench: &mut Bench<'_, C>, name: &str) -> Outcome {
    let described = bench.ask(Call::DescribeKeyValueStore { name: name.to_string() }).await;
    let version = described.given().and_then(|given| given.etag.clone()).unwrap_or_else(|| Version::NONE.to_string());
    bench.tries_to_delete(Kind::Store, name);
    bench.ask(Call::DeleteKeyValueStore(Version::of(name, &version))).await
}
