//! What was there before some writes, for reads that are to be answered as if they came before them.
//!
//! It lays the past over the state for one read; the account takes it away again. It must not be
//! shown to a write, nor be saved.

use std::collections::BTreeSet;

use crate::assumptions;
use crate::clock::millis;
use crate::faults::{FaultKind, Target};
use crate::service::arn;
use crate::state::{Records, State};
use crate::wire::Operation;

/// The pasts that are still to be seen, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Stale(Vec<Past>);

#[derive(Debug)]
struct Past {
    kind: FaultKind,
    left: Left,
    records: Records,
    /// The ids, names and ARNs by which a read may ask for them.
    identifiers: BTreeSet<String>,
}

/// How long a past is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Reads(u32),
    Until(u64),
}

impl Left {
    const fn is_over(self, now_ms: u64) -> bool {
        match self {
            Self::Reads(reads) => reads == 0,
            Self::Until(end) => now_ms >= end,
        }
    }
}

impl Stale {
    /// Keeps what the changed records were before a write, as the fault asks.
    pub(crate) fn remember(&mut self, kind: FaultKind, before: &Records, now: &State, now_ms: u64) {
        let left = match kind {
            FaultKind::StaleReads(reads) => Left::Reads(reads),
            FaultKind::StaleFor(duration) => Left::Until(now_ms.saturating_add(millis(duration))),
            _ => return,
        };
        let identifiers = identifiers(before, now);
        self.0.push(Past { kind, left, records: before.clone(), identifiers });
    }

    /// Lays over the state what this call is to see, and returns the faults that it meets so. Of
    /// several pasts of one record the oldest is seen.
    pub(crate) fn show(&mut self, state: &mut State, target: &Target, now_ms: u64) -> Vec<FaultKind> {
        self.0.retain(|past| !past.left.is_over(now_ms));
        let mut seen = Vec::new();
        for past in self.0.iter_mut().rev().filter(|past| past.concerns(target)) {
            if let Left::Reads(reads) = &mut past.left {
                *reads = reads.saturating_sub(1);
            }
            state.put(&past.records);
            seen.push(past.kind);
        }
        seen.reverse();
        seen
    }
}

impl Past {
    fn concerns(&self, target: &Target) -> bool {
        target.operation.reads()
            && (self.identifiers.iter().any(|identifier| target.is(identifier)) || self.is_listed_by(target.operation))
    }

    fn is_listed_by(&self, operation: Operation) -> bool {
        assumptions::STALE_LISTS
            && match operation {
                Operation::ListConnectionFunctions => !self.records.functions.is_empty(),
                Operation::ListKeyValueStores => !self.records.stores.is_empty(),
                Operation::ListDistributionsByConnectionFunction => !self.records.distributions.is_empty(),
                _ => false,
            }
    }
}

/// All words for the records, whether they are there before, after or both.
fn identifiers(before: &Records, now: &State) -> BTreeSet<String> {
    let functions = before.functions.iter().flat_map(|(id, record)| {
        let name = record.or_else(|| now.functions.get(id)).map(|function| function.name.clone());
        [Some(id.to_owned()), Some(arn::of_function(id)), name]
    });
    let stores = before.stores.iter().flat_map(|(name, record)| {
        let arn = record.or_else(|| now.stores.get(name)).map(|store| arn::of_store(&store.id));
        [Some(name.to_owned()), arn, None]
    });
    let distributions =
        before.distributions.iter().flat_map(|(id, _)| [Some(id.to_owned()), Some(arn::of_distribution(id)), None]);
    functions.chain(stores).chain(distributions).flatten().collect()
}
