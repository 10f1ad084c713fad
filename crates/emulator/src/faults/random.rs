//! Faults by chance, which a seed makes repeatable.
//!
//! Whether a call is struck depends on the seed, on what the call is about and on how many such calls
//! there were, and not on other calls: so a program that makes its calls concurrently meets the same
//! faults in every run, whichever call comes first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kind::FaultKind;
use super::target::Target;
use crate::ids::mix;

/// Random faults. The same seed gives the same faults to the same calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `seed`, `rate` and `faults`")]
pub struct RandomFaults {
    /// Chooses the sequence.
    pub seed: u64,
    /// How many of the calls are struck: 0 is none, 1 is all.
    pub rate: f64,
    /// What may strike; each is as likely as the others. One that cannot strike a call is no choice
    /// for it.
    pub faults: Vec<FaultKind>,
    /// How often a call of one operation about one resource is struck at most, so that a program that
    /// tries again comes through in the end; `None` for no end.
    #[serde(default)]
    pub times: Option<u32>,
}

impl RandomFaults {
    /// Faults for this share of the calls, out of the list.
    #[must_use]
    pub fn new(seed: u64, rate: f64, faults: Vec<FaultKind>) -> Self {
        Self { seed, rate, faults, times: None }
    }

    /// The same for so many strikes at most, for each operation and resource.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }
}

/// The random source in force, with the calls it has seen.
#[derive(Debug)]
pub(super) struct Chance {
    faults: RandomFaults,
    seen: BTreeMap<(&'static str, String), Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    calls: u64,
    strikes: u32,
}

impl Chance {
    pub(super) const fn new(faults: RandomFaults) -> Self {
        Self { faults, seen: BTreeMap::new() }
    }

    pub(super) fn draw(&mut self, target: &Target) -> Option<FaultKind> {
        let operation = target.operation.name();
        let resource = target.resource().to_owned();
        let start = hash(hash(mix(self.faults.seed), operation), &resource);
        let seen = self.seen.entry((operation, resource)).or_default();
        seen.calls = seen.calls.wrapping_add(1);
        let first = mix(start.wrapping_add(seen.calls));
        if fraction(first) >= self.faults.rate || self.faults.times.is_some_and(|times| seen.strikes >= times) {
            return None;
        }
        let choices: Vec<_> = self.faults.faults.iter().filter(|kind| kind.suits(target.operation)).collect();
        let count = u64::try_from(choices.len()).ok().filter(|count| *count != 0)?;
        let chosen = usize::try_from(mix(first) % count).ok()?;
        seen.strikes = seen.strikes.saturating_add(1);
        choices.get(chosen).copied().copied()
    }
}

/// A number from 0 up to but not including 1.
fn fraction(number: u64) -> f64 {
    f64::from(u32::try_from(number >> 32).unwrap_or(u32::MAX)) / (f64::from(u32::MAX) + 1.0)
}

/// FNV-1a, begun with what was hashed before.
fn hash(before: u64, text: &str) -> u64 {
    // The end mark keeps `a` and `bc` apart from `ab` and `c`.
    text.bytes()
        .chain([0xFF])
        .fold(before ^ 0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::{Chance, FaultKind, RandomFaults, Target};
    use crate::wire::Operation;

    const KINDS: [FaultKind; 3] = [FaultKind::Throttle429, FaultKind::DropAfter, FaultKind::StaleReads(1)];

    fn drawn(chance: &mut Chance, operation: Operation, resource: &str, count: usize) -> Vec<Option<FaultKind>> {
        let target = Target::new(operation, Some(resource.to_owned()), None);
        (0..count).map(|_| chance.draw(&target)).collect()
    }

    fn chance(seed: u64, rate: f64) -> Chance {
        Chance::new(RandomFaults::new(seed, rate, KINDS.to_vec()))
    }

    #[test]
    fn a_seed_gives_the_same_faults_again() {
        let all = |seed| drawn(&mut chance(seed, 0.5), Operation::UpdateConnectionFunction, "gate", 100);
        assert_eq!(all(1), all(1));
        assert_ne!(all(1), all(2));
    }

    #[test]
    fn other_calls_change_nothing() {
        let alone = drawn(&mut chance(1, 0.5), Operation::UpdateConnectionFunction, "gate", 50);
        let mut among = chance(1, 0.5);
        let mut found = Vec::new();
        for _ in 0..50 {
            drawn(&mut among, Operation::UpdateConnectionFunction, "door", 2);
            found.extend(drawn(&mut among, Operation::UpdateConnectionFunction, "gate", 1));
            drawn(&mut among, Operation::PublishConnectionFunction, "gate", 1);
        }
        assert_eq!(found, alone);
    }

    #[test]
    fn the_rate_is_kept_and_every_fault_comes() {
        let struck = |rate| {
            let all = drawn(&mut chance(3, rate), Operation::UpdateConnectionFunction, "gate", 10_000);
            all.into_iter().flatten().collect::<Vec<_>>()
        };
        assert_eq!((struck(0.0).len(), struck(1.0).len()), (0, 10_000));
        let some = struck(0.3);
        assert!((2_800..3_200).contains(&some.len()), "{}", some.len());
        for kind in KINDS {
            let count = some.iter().filter(|found| **found == kind).count();
            assert!((850..1_150).contains(&count), "{kind:?}: {count}");
        }
    }

    #[test]
    fn what_cannot_strike_a_call_does_not() {
        let read = drawn(&mut chance(3, 1.0), Operation::DescribeConnectionFunction, "gate", 100);
        assert!(read.iter().all(|kind| kind.is_some_and(|kind| kind != FaultKind::StaleReads(1))));
        let faults = RandomFaults::new(3, 1.0, vec![FaultKind::PublishingForever]);
        assert_eq!(drawn(&mut Chance::new(faults), Operation::ListKeyValueStores, "", 3), [None; 3]);
    }

    #[test]
    fn it_comes_to_an_end() {
        let mut chance = Chance::new(RandomFaults::new(3, 1.0, KINDS.to_vec()).times(2));
        for resource in ["gate", "door"] {
            let all = drawn(&mut chance, Operation::DescribeConnectionFunction, resource, 10);
            assert_eq!(all.iter().flatten().count(), 2);
        }
    }
}
