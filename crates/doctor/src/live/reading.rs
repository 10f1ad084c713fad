//! What a function tells that was made just now.

use super::{
    Patience,
    bench::Bench,
    codes,
    subject::{Subject, config},
    verdicts::{Verdicts, all_of, needed, refused},
};
use crate::{
    answer::{Function, Given},
    call::{Call, Version},
    caller::Caller,
    listing::functions,
    looks::{described_as_listed, one_by_one},
    seen::{Seen, either, expected},
};
use alloc::{format, string::ToString, vec::Vec};
use connfn_core::operation::Stage;

pub(super) async fn judge<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    verdicts: &mut Verdicts,
) {
    verdicts.record("A06", never_published(bench, function).await);
    verdicts.record("A01", identifiers(bench, function).await);
    verdicts.record("A04", listing(bench, function, Stage::Development).await);
    verdicts.record("A07", bytes(bench, function).await);
}

/// A01: where it does, the name and the ARN mean the function, and where it does not, they mean nothing.
async fn identifiers<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    let described = bench
        .patiently(async |bench| {
            let mut seen = Vec::new();
            for (kind, identifier) in [("name", &function.name), ("ARN", &function.arn)] {
                let stage = Some(Stage::Development);
                for call in [Call::describe(identifier, stage), Call::get(identifier, stage)] {
                    let what = format!("`{}` of a function by its {kind}", call.name());
                    seen.push(match expected(bench.ask(call).await, &what) {
                        Ok(Given { function: Some(found), .. }) if found.id != function.id => {
                            Seen::Fails(format!("{what} gave another function"))
                        }
                        Ok(_) => Seen::Holds,
                        Err(seen) => seen,
                    });
                }
            }
            all_of(seen)
        })
        .await;
    let published = bench.ask(Call::PublishConnectionFunction(Version::of(&function.name, &function.etag))).await;
    all_of([described, refused(&published, "EntityNotFound", "publishing a function by its name")])
}

/// A04, of one stage.
pub(super) async fn listing<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject, stage: Stage) -> Seen {
    bench
        .patiently(async |bench| {
            let listed: Vec<Function> = functions(bench, Some(stage), None).await.items;
            match listed.iter().find(|other| other.id == function.id) {
                Some(listed) => described_as_listed(bench, stage, listed).await.err().unwrap_or(Seen::Holds),
                None => Seen::Unclear(format!("the {} stage is not listed", stage.as_str())),
            }
        })
        .await
}

/// A06.
async fn never_published<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    let described = bench.ask(function.describe(Stage::Live)).await;
    refused(&described, "EntityNotFound", "describing LIVE of a function that was never published")
}

/// A07.
async fn bytes<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject) -> Seen {
    either(
        async {
            let updated = bench.update(function, &config("", &[]), codes::SPECIAL_BYTES).await;
            expected(updated, "code with a byte order mark and CRLF")?;
            let get = Call::get(&function.id, Some(Stage::Development));
            let read = bench
                .patiently(async |bench| match needed(bench.ask(get.clone()).await, "reading code") {
                    Ok(given) if given.code.as_deref() == Some(codes::SPECIAL_BYTES.as_bytes()) => Seen::Holds,
                    Ok(_) => Seen::Fails("other bytes of code were given back than were sent".to_string()),
                    Err(seen) => seen,
                })
                .await;
            Ok(read)
        }
        .await,
    )
}

/// A03, once there are two functions.
pub(super) async fn paging<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> Seen {
    bench
        .patiently(async |bench| {
            let stage = Some(Stage::Development);
            if functions(bench, stage, None).await.items.len() < 2 {
                return Seen::Unclear("no two functions are listed".to_string());
            }
            one_by_one(bench, |marker| Call::ListConnectionFunctions { stage, max_items: 1, marker }).await
        })
        .await
}
