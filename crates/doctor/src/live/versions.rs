//! When a function's version changes, and which version a change wants.

use super::{
    Patience,
    bench::Bench,
    codes,
    subject::{Subject, config},
    verdicts::{Verdicts, all_of, needed, refused},
};
use crate::{
    call::{Call, Version},
    caller::Caller,
    seen::{Seen, either},
};
use alloc::{format, string::ToString, vec};
use connfn_core::operation::Stage;

pub(super) async fn judge<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    verdicts: &mut Verdicts,
) {
    verdicts.record("A10", updates(bench, function).await);
    verdicts.record("A15", tagging(bench, function).await);
    verdicts.record("A16", forms(bench, function).await);
    verdicts.record("A17", names(bench, function).await);
}

/// A10.
async fn updates<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject) -> Seen {
    either(
        async {
            let config = config("", &[]);
            needed(bench.update(function, &config, codes::ALLOWS).await, "an update")?;
            let before = function.etag.clone();
            needed(bench.update(function, &config, codes::ALLOWS).await, "an update")?;
            let is_kept = function.etag == before;
            Ok(if is_kept {
                Seen::Fails("an update that changes nothing left the ETag".to_string())
            } else {
                Seen::Holds
            })
        }
        .await,
    )
}

/// A15.
async fn tagging<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject) -> Seen {
    either(
        async {
            // The version that it has is known for sure of an answer to an update, and of nothing else.
            needed(bench.update(function, &config("", &[]), codes::ALLOWS).await, "an update")?;
            let tags = vec![("purpose".to_string(), "to be deleted".to_string())];
            let resource = function.arn.clone();
            needed(bench.ask(Call::TagResource { resource, tags }).await, "tagging")?;
            Ok(is_still(bench, function, "tagging gave DEVELOPMENT a new ETag").await)
        }
        .await,
    )
}

/// Whether DEVELOPMENT has the version that it had; if not, why that should not be. From then on the new one is known.
pub(super) async fn is_still<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    otherwise: &str,
) -> Seen {
    let describe = function.describe(Stage::Development);
    let before = function.etag.clone();
    let seen = bench
        .patiently(async |bench| match needed(bench.ask(describe.clone()).await, "a description") {
            Ok(given) if given.etag.as_ref() == Some(&before) => Seen::Holds,
            Ok(_) => Seen::Fails(otherwise.to_string()),
            Err(seen) => seen,
        })
        .await;
    if seen != Seen::Holds {
        bench.refresh(function).await;
    }
    seen
}

/// A16.
async fn forms<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    let mut seen = vec![];
    for (version, code, what) in [
        (Version::NONE, "PreconditionFailed", "an `If-Match` that is not the current version"),
        ("*", "InvalidIfMatchVersion", "an `If-Match` of `*`"),
    ] {
        let update = Call::UpdateConnectionFunction {
            version: Version::of(&function.id, version),
            config: config("", &[]),
            code: codes::ALLOWS.as_bytes().to_vec(),
        };
        let outcome = bench.ask(update).await;
        seen.push(match outcome.considered() {
            // It is asked about here, and nowhere else says anything.
            Some(other @ "PreconditionFailed") if other != code => {
                Seen::Fails(format!("{what} was answered with `{other}`"))
            }
            _ => refused(&outcome, code, what),
        });
    }
    all_of(seen)
}

/// A17.
async fn names<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    let created = bench.create_function(&function.name, config("another", &[]), codes::DENIES).await;
    refused(&created, "EntityAlreadyExists", "creating a function with an existing name")
}
