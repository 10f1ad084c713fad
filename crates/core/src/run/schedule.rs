//! Where the steps of a run stand, so that asking what comes next does not go through all of them: a run of thousands of steps
//! asks after every answer. It decides nothing; it follows what each step's phase becomes.

use super::{call::CallId, state::Phase};
use crate::ordered::Set;
use alloc::{vec, vec::Vec};

#[derive(Clone, Debug)]
pub(super) struct Schedule {
    /// By step: the steps that wait for it.
    dependents: Vec<Vec<usize>>,
    /// By step: how many of those that it waits for are not done.
    missing: Vec<usize>,
    due: Set<usize>,
    in_flight: Vec<(CallId, usize)>,
    settled: usize,
}

impl Schedule {
    /// `waits_for` is by step.
    pub(super) fn new(waits_for: &[Vec<usize>]) -> Self {
        let mut dependents = vec![Vec::new(); waits_for.len()];
        for (index, on) in waits_for.iter().enumerate() {
            for on in on {
                if let Some(dependents) = dependents.get_mut(*on) {
                    dependents.push(index);
                }
            }
        }
        let missing = waits_for.iter().map(Vec::len).collect();
        Self { dependents, missing, due: Set::new(), in_flight: Vec::new(), settled: 0 }
    }

    /// A step's phase becomes another.
    pub(super) fn turn(&mut self, index: usize, from: &Phase, to: &Phase) {
        match from {
            Phase::Pending => {}
            Phase::Due { .. } => _ = self.due.remove(&index),
            Phase::InFlight { .. } => self.in_flight.retain(|(_, other)| *other != index),
            Phase::Settled(_) => self.settled -= 1,
        }
        match to {
            Phase::Pending => {}
            Phase::Due { .. } => _ = self.due.insert(index),
            Phase::InFlight { id, .. } => self.in_flight.push((*id, index)),
            Phase::Settled(_) => self.settled += 1,
        }
    }

    /// The steps that wait for nothing.
    pub(super) fn free(&self) -> Vec<usize> {
        self.missing.iter().enumerate().filter(|(_, missing)| **missing == 0).map(|(index, _)| index).collect()
    }

    /// A step is done: those that wait for nothing any more.
    pub(super) fn freed_by(&mut self, index: usize) -> Vec<usize> {
        let mut freed = Vec::new();
        for dependent in self.dependents.get(index).into_iter().flatten() {
            let Some(missing) = self.missing.get_mut(*dependent) else { continue };
            *missing = missing.saturating_sub(1);
            if *missing == 0 {
                freed.push(*dependent);
            }
        }
        freed
    }

    /// The steps that are to be called at some time, in order.
    pub(super) const fn due(&self) -> &Set<usize> {
        &self.due
    }

    /// The step that a call in flight is for.
    pub(super) fn step_of(&self, call: CallId) -> Option<usize> {
        self.in_flight.iter().find(|(id, _)| *id == call).map(|(_, index)| *index)
    }

    pub(super) const fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    pub(super) const fn is_settled(&self) -> bool {
        self.settled == self.missing.len()
    }
}
