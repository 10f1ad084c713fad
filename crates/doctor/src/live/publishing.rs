//! What a publication does, how it ends, and which version which stage has.

use super::{
    Patience,
    bench::Bench,
    codes, reading,
    subject::{Subject, config},
    verdicts::{Verdicts, all_of, needed, refused},
    versions::is_still,
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

/// How often it is looked whether a publication has ended, in milliseconds.
const LOOK_MS: u64 = 2_000;

/// What AWS is taken to need for one at most (A24).
const ENDS_MS: u64 = 900_000;

/// The status of a publication that goes on, and those with which one ends.
const GOES_ON: [&str; 2] = ["PUBLISHING", "IN_PROGRESS"];
const ENDED: [&str; 2] = ["UNASSOCIATED", "DEPLOYED"];

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
    let live = match again(bench, function, &published).await {
        Ok((live, seen)) => {
            verdicts.record("A12", seen);
            live
        }
        Err(seen) => return verdicts.all(&["A02", "A12", "A13", "A14", "A23"], &seen),
    };
    verdicts.record("A23", updated(bench, function).await);
    verdicts.record("A02", no_stage(bench, function).await);
    verdicts.record("A14", tests_of_live(bench, function, &live).await);
    verdicts.record("A13", changes_by_live(bench, function, &live).await);
}

/// LIVE, once a publication has ended.
struct Published {
    status: String,
    etag: String,
    waited_ms: u64,
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

/// Waits until LIVE is there and is not being published any more.
async fn ended<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Result<Published, Seen> {
    let limit = bench.live.publication_ms;
    let (mut last, mut is_told) = (String::new(), false);
    for look in 0.. {
        let waited = LOOK_MS.saturating_mul(look);
        if waited > limit && waited > ENDS_MS && is_told {
            return Err(Seen::Fails(format!("a publication had not ended after {} minutes: {last}", waited / 60_000)));
        }
        if waited > limit || bench.is_to_stop() {
            return Err(Seen::Unclear(format!("a publication was waited for in vain: {last}")));
        }
        let outcome = bench.ask(function.describe(Stage::Live)).await;
        is_told = outcome.given().is_some() || outcome.considered() == Some("EntityNotFound");
        match outcome {
            Outcome::Given(given) => {
                let status = given.function.map(|live| live.status).unwrap_or_default();
                if !GOES_ON.contains(&status.as_str()) {
                    return Ok(Published { status, etag: given.etag.unwrap_or_default(), waited_ms: waited });
                }
                last = format!("its status was `{status}`");
            }
            other if other.is_final() => return Err(Seen::Unclear(other.words())),
            other => last = other.words(),
        }
        bench.pause(LOOK_MS).await;
    }
    Err(Seen::Unclear(last))
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

/// A12: the same is published again. Whether LIVE then has a new version, only that it has shows; so it is looked for a while.
async fn again<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    before: &Published,
) -> Result<(Published, Seen), Seen> {
    needed(bench.change(function, Call::PublishConnectionFunction).await, "a second publication")?;
    let mut live = ended(bench, function).await?;
    let seen = bench
        .patiently(async |bench| {
            if live.etag != before.etag {
                return Seen::Holds;
            }
            match ended(bench, function).await {
                Ok(now) => live = now,
                Err(seen) => return seen,
            }
            if live.etag == before.etag {
                Seen::Fails("publishing again left LIVE's ETag".to_string())
            } else {
                Seen::Holds
            }
        })
        .await;
    Ok((live, seen))
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

/// A14.
async fn tests_of_live<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject, live: &Published) -> Seen {
    let mut outcomes = Vec::new();
    for etag in [&live.etag, &function.etag] {
        let test = Call::TestConnectionFunction {
            version: Version::of(&function.id, etag),
            stage: Some(Stage::Live),
            connection_object: b"{}".to_vec(),
        };
        outcomes.push(bench.ask(test).await);
    }
    let [by_live, by_development] = &outcomes[..] else { return Seen::Missing("nothing was tested") };
    let by_live = match by_live.considered() {
        Some("PreconditionFailed") => Seen::Fails("a test of LIVE did not take LIVE's ETag".to_string()),
        Some(_) => Seen::Unclear(by_live.words()),
        None => needed(by_live.clone(), "a test of LIVE").err().unwrap_or(Seen::Holds),
    };
    let by_development = match by_development.considered() {
        Some("PreconditionFailed") => Seen::Holds,
        Some(_) => Seen::Unclear(by_development.words()),
        None => refused(by_development, "PreconditionFailed", "a test of LIVE by DEVELOPMENT's ETag"),
    };
    all_of([by_live, by_development])
}

/// A13.
async fn changes_by_live<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject, live: &Published) -> Seen {
    let version = || Version::of(&function.id, &live.etag);
    let update = Call::UpdateConnectionFunction {
        version: version(),
        config: config("not published", &[]),
        code: codes::ALLOWS.as_bytes().to_vec(),
    };
    let mut seen = Vec::new();
    for (call, what) in [
        (Call::PublishConnectionFunction(version()), "a publication by LIVE's ETag"),
        (update, "an update by LIVE's ETag"),
    ] {
        seen.push(refused(&bench.ask(call).await, "PreconditionFailed", what));
    }
    all_of(seen)
}
