//! What a publication does, how it ends, and which version which stage has.

use super::{
    Patience,
    bench::Bench,
    codes, reading,
    subject::{Subject, config},
    verdicts::{Verdicts, all_of, needed, refused},
    versions::is_still,
    waiting::{ENDED, LOOK_MS, Published, ended},
};
use crate::{
    answer::{Function, Outcome},
    call::{Call, Version},
    caller::Caller,
    listing::functions,
    seen::{Seen, either, expected},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::operation::Stage;

/// All that takes a publication.
const PUBLISHED: [&str; 10] = ["A02", "A05", "A11", "A12", "A13", "A14", "A20", "A21", "A23", "A24"];

pub(super) async fn judge<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    verdicts: &mut Verdicts,
) {
    let published = match first(bench, function, verdicts).await {
        Ok(published) => published,
        Err(seen) => return verdicts.all(&PUBLISHED, &seen),
    };
    verdicts.record("A11", is_still(bench, function, "publishing gave DEVELOPMENT a new ETag").await);
    verdicts.record("A21", statuses(bench, function, &published).await);
    let listed = reading::listing(bench, function, Stage::Live).await;
    verdicts.add("A04", listed);
    verdicts.record("A12", either(again(bench, function, &published).await));
    verdicts.record("A23", updated(bench, function).await);
    verdicts.record("A02", no_stage(bench, function).await);
    verdicts.record("A14", tests_of_live(bench, function).await);
    verdicts.record("A13", changes_by_live(bench, function).await);
}

/// A05, A20 and A24: an update, and at once its publication, by the version that the update has given.
async fn first<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    verdicts: &mut Verdicts,
) -> Result<Published, Seen> {
    let code = codes::that("connection.allow(); // published");
    needed(bench.update(function, &config("published", &[]), &code).await, "an update")?;
    let at_once = bench.ask(Call::PublishConnectionFunction(function.version())).await;
    verdicts.record(
        "A05",
        match at_once.considered() {
            Some("PreconditionFailed") => Seen::Fails("a publication did not know of the update before it".to_string()),
            _ => needed(at_once.clone(), "a publication").err().unwrap_or(Seen::Holds),
        },
    );
    let outcome = match at_once {
        Outcome::Given(_) => at_once,
        _ => bench.change(function, Call::PublishConnectionFunction).await,
    };
    let given = needed(outcome, "a publication")?;
    verdicts.record(
        "A20",
        match given.function {
            Some(told) if told.stage == Stage::Live.as_str() => Seen::Holds,
            Some(told) => Seen::Fails(format!("the answer to a publication tells of `{}`", told.stage)),
            None => Seen::Unclear("the answer to a publication told nothing".to_string()),
        },
    );
    let ended = ended(bench, function).await;
    if let Ok(published) = &ended {
        verdicts.note("A24", format!("LIVE was there after {} seconds", published.waited_ms / 1_000));
    }
    verdicts.add("A24", ended.as_ref().map_or_else(Clone::clone, |_| Seen::Holds));
    ended
}

/// A21: both stages tell how the publication has ended.
async fn statuses<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject, live: &Published) -> Seen {
    if !ENDED.contains(&live.status.as_str()) {
        return Seen::Fails(format!("after a publication the status of LIVE is `{}`", live.status));
    }
    bench
        .patiently(async |bench| match status(bench, function).await {
            Ok(status) if ENDED.contains(&status.as_str()) => Seen::Holds,
            Ok(status) => Seen::Fails(format!("after a publication the status of DEVELOPMENT is `{status}`")),
            Err(seen) => seen,
        })
        .await
}

async fn status<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Result<String, Seen> {
    let described = bench.ask(function.describe(Stage::Development)).await;
    Ok(needed(described, "a description")?.function.map(|told| told.status).unwrap_or_default())
}

/// A12: the same is published again. That this has ended, a new version shows, which is waited for a while longer than the first took.
async fn again<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    before: &Published,
) -> Result<Seen, Seen> {
    needed(bench.change(function, Call::PublishConnectionFunction).await, "a second publication")?;
    let longest = before.waited_ms.saturating_mul(2).saturating_add(30_000);
    let mut waited = 0;
    while ended(bench, function).await?.etag == before.etag {
        if waited > longest {
            return Ok(Seen::Fails("publishing again left LIVE's ETag".to_string()));
        }
        bench.pause(LOOK_MS).await;
        waited = waited.saturating_add(LOOK_MS);
    }
    Ok(Seen::Holds)
}

/// A23. From here on DEVELOPMENT and LIVE differ.
async fn updated<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject) -> Seen {
    either(
        async {
            let before = status(bench, function).await?;
            let code = codes::that("connection.deny(); // not published");
            needed(bench.update(function, &config("not published", &[]), &code).await, "an update")?;
            let seen = bench
                .patiently(async |bench| match status(bench, function).await {
                    Ok(after) if after == before => Seen::Holds,
                    Ok(after) => Seen::Fails(format!("an update made `{after}` of DEVELOPMENT's status `{before}`")),
                    Err(seen) => seen,
                })
                .await;
            Ok(seen)
        }
        .await,
    )
}

/// A02.
async fn no_stage<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    bench
        .patiently(async |bench| {
            let described = bench.ask(Call::describe(&function.id, None)).await;
            let listed = functions(bench, None, None).await.items;
            let described = match expected(described, "a description without a stage") {
                Ok(given) => given.function,
                Err(seen) => return seen,
            };
            let ours = listed.into_iter().filter(|other| other.id == function.id);
            let stages: Vec<Function> = described.into_iter().chain(ours).collect();
            match stages.iter().find(|told| told.stage != Stage::Development.as_str()) {
                Some(other) => Seen::Fails(format!("without a stage `{}` was told of", other.stage)),
                None => Seen::Holds,
            }
        })
        .await
}

/// The version of LIVE as it is now, which is of use only if it is not DEVELOPMENT's.
async fn live_version<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Result<Version, Seen> {
    let described = needed(bench.ask(function.describe(Stage::Live)).await, "a description of LIVE")?;
    let etag = described.etag.unwrap_or_default();
    if etag == function.etag {
        return Err(Seen::Missing("both stages have the same ETag"));
    }
    Ok(Version::of(&function.id, &etag))
}

/// A14.
async fn tests_of_live<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    let test =
        |version| Call::TestConnectionFunction { version, stage: Some(Stage::Live), connection_object: b"{}".to_vec() };
    let by_live = bench
        .patiently(async |bench| {
            let version = match live_version(bench, function).await {
                Ok(version) => version,
                Err(seen) => return seen,
            };
            let tested = bench.ask(test(version)).await;
            match tested.considered() {
                Some("PreconditionFailed") => Seen::Fails("a test of LIVE did not take LIVE's ETag".to_string()),
                _ => needed(tested, "a test of LIVE").err().unwrap_or(Seen::Holds),
            }
        })
        .await;
    let by_development = bench.ask(test(function.version())).await;
    let by_development = match by_development.considered() {
        Some("PreconditionFailed") => Seen::Holds,
        Some(_) => Seen::Unclear(by_development.words()),
        None => refused(&by_development, "PreconditionFailed", "a test of LIVE by DEVELOPMENT's ETag"),
    };
    all_of([by_live, by_development])
}

/// A13.
async fn changes_by_live<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    let version = match live_version(bench, function).await {
        Ok(version) => version,
        Err(seen) => return seen,
    };
    let update = Call::UpdateConnectionFunction {
        version: version.clone(),
        config: config("not published", &[]),
        code: codes::ALLOWS.as_bytes().to_vec(),
    };
    let mut seen = Vec::new();
    for (call, what) in [
        (Call::PublishConnectionFunction(version), "a publication by LIVE's ETag"),
        (update, "an update by LIVE's ETag"),
    ] {
        seen.push(refused(&bench.ask(call).await, "PreconditionFailed", what));
    }
    all_of(seen)
}
