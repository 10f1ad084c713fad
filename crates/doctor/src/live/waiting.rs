//! Waits for the end of a publication.

use super::{Patience, bench::Bench, subject::Subject};
use crate::{answer::Outcome, caller::Caller, seen::Seen};
use alloc::{format, string::String};
use connfn_core::operation::Stage;

/// How often it is looked whether a publication has ended, in milliseconds.
pub(super) const LOOK_MS: u64 = 2_000;

/// What AWS is taken to need for one at most (A24).
const ENDS_MS: u64 = 900_000;

/// The status of a publication that goes on, and those with which one ends.
const GOES_ON: [&str; 2] = ["PUBLISHING", "IN_PROGRESS"];
pub(super) const ENDED: [&str; 2] = ["UNASSOCIATED", "DEPLOYED"];

/// How often in a row a status that nobody knows is taken for one that comes before the end.
const STRANGE_LOOKS: u32 = 5;

/// LIVE, once a publication has ended.
pub(super) struct Published {
    pub(super) status: String,
    pub(super) etag: String,
    pub(super) waited_ms: u64,
}

/// Waits until LIVE is there and is not being published any more.
pub(super) async fn ended<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &Subject,
) -> Result<Published, Seen> {
    let (mut waited_ms, mut strange) = (0_u64, 0_u32);
    loop {
        let outcome = bench.ask(function.describe(Stage::Live)).await;
        if outcome.is_final() {
            return Err(Seen::Unclear(outcome.words()));
        }
        let is_told = outcome.given().is_some() || outcome.considered() == Some("EntityNotFound");
        let last = match outcome {
            Outcome::Given(given) => {
                let status = given.function.map(|live| live.status).unwrap_or_default();
                let goes_on = GOES_ON.contains(&status.as_str());
                strange = if goes_on { 0 } else { strange.saturating_add(1) };
                if ENDED.contains(&status.as_str()) || strange > STRANGE_LOOKS {
                    return Ok(Published { status, etag: given.etag.unwrap_or_default(), waited_ms });
                }
                format!("its status was `{status}`")
            }
            other => other.words(),
        };
        if waited_ms > bench.live.publication_ms && waited_ms > ENDS_MS && is_told {
            let minutes = waited_ms / 60_000;
            return Err(Seen::Fails(format!("a publication had not ended after {minutes} minutes: {last}")));
        }
        if waited_ms > bench.live.publication_ms || bench.is_to_stop() {
            return Err(Seen::Unclear(format!("a publication was waited for in vain: {last}")));
        }
        bench.pause(LOOK_MS).await;
        waited_ms = waited_ms.saturating_add(LOOK_MS);
    }
}
