//! The examination that changes something: functions and stores that are made, tested, published and deleted, to see which assumptions
//! hold.
//!
//! All that it makes begins with the prefix and has a tag of its own, and is deleted at the end, whatever happens: also when it is told
//! to stop, or when calls fail. What a run has left that was killed, the next one with the same prefix deletes first. It must never
//! change anything else.

mod bench;
mod cleanup;
mod codes;
mod forms;
mod functions;
mod leftovers;
mod naming;
mod publishing;
mod reading;
mod stores;
mod subject;
mod testing;
mod verdicts;
mod versions;
mod waiting;

use crate::{caller::Caller, report::Finding};
use alloc::{string::String, vec::Vec};
use core::future::Future;
use serde::Serialize;

use bench::Bench;
use naming::Purpose;
use stores::Stores;
use verdicts::Verdicts;

pub use naming::{BadPrefix, Prefix};

/// What a live examination asks of the outside beside calls.
pub trait Patience {
    /// Waits so many milliseconds, or less if it is to stop.
    fn pause(&mut self, ms: u64) -> impl Future<Output = ()>;

    /// Whether nothing more is to be begun. What was made is still deleted.
    fn is_to_stop(&self) -> bool;

    /// Hears what is done next.
    fn begin(&mut self, what: &str);
}

/// What is known before the first call.
#[derive(Clone, Debug)]
pub struct Live {
    pub prefix: Prefix,
    /// [`Live::RANDOM_CHARS`] small letters and digits that no run before had.
    pub random: String,
    /// How long a publication is waited for.
    pub publication_ms: u64,
}

impl Live {
    /// As many as fit behind a prefix.
    pub const RANDOM_CHARS: usize = naming::RANDOM_CHARS;
    /// How many functions it makes at most, and how many stores.
    pub const FUNCTIONS: usize = 6;
    pub const STORES: usize = 2;
}

/// What came of a live examination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveOutcome {
    /// One for each assumption that was looked at, in the order of their ids.
    pub findings: Vec<Finding>,
    /// What an earlier run had left, and is deleted now.
    pub removed: Vec<String>,
    /// What should be gone and may not be.
    pub left: Vec<Left>,
    /// What could not be found out of what may be its own.
    pub doubts: Vec<Doubt>,
    /// Whether it was told to stop before its end.
    pub stopped: bool,
}

/// Something of the examination's own that may still be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    pub kind: Kind,
    pub name: String,
    /// A function's, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub why: String,
}

/// Something that may be the examination's own, or that it once was. What is not known to be its own is nothing to delete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// A word or a name, as findings have one.
    pub id: String,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Function,
    Store,
}

impl Left {
    /// What deletes it by AWS's own command line. An ETag is asked for where it is needed.
    pub fn commands(&self) -> Vec<String> {
        cleanup::commands(self)
    }
}

/// Examines an account by changing what is its own.
pub async fn live(caller: &mut (impl Caller + Patience), live: &Live) -> LiveOutcome {
    let mut bench = Bench::new(caller, live);
    let mut verdicts = Verdicts::default();
    bench.begin("looking for what an earlier run has left");
    let found = leftovers::remove(&mut bench).await;
    examine(&mut bench, &mut verdicts).await;
    bench.begin("deleting what was made");
    let swept = cleanup::all(bench.caller, bench.made).await;
    LiveOutcome {
        findings: verdicts.findings(),
        removed: found.removed,
        left: found.left.into_iter().chain(swept.left).collect(),
        doubts: found.doubts.into_iter().chain(swept.doubts).collect(),
        stopped: caller.is_to_stop(),
    }
}

/// The order of the checks. What they need they make, and each is judged by its own answers.
async fn examine<C: Caller + Patience>(bench: &mut Bench<'_, C>, verdicts: &mut Verdicts) {
    bench.begin("making stores");
    let stores = Stores::make(bench, verdicts).await;
    bench.begin("making a function, and changing it");
    let mut function = match subject::make(bench, Purpose::Function).await {
        Ok(made) => made,
        Err(seen) => return verdicts.all_that_are_open(&seen),
    };
    reading::judge(bench, &mut function, verdicts).await;
    versions::judge(bench, &mut function, verdicts).await;
    forms::judge(bench, &mut function, &stores, verdicts).await;
    bench.begin("letting CloudFront run functions");
    testing::judge(bench, &stores, verdicts).await;
    bench.begin("publishing, which may take minutes");
    publishing::judge(bench, &mut function, verdicts).await;
    bench.begin("letting stores go");
    stores.judge(bench, &mut function, verdicts).await;
}
