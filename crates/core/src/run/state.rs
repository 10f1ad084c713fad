//! Where one step of a run stands, and what is kept of its calls.

use super::{
    call::CallId,
    look::{self, Look},
    receipt::{CallRecord, StepRecord, StepStatus},
};
use crate::ordered::Map;
use crate::{operation::Outcome, plan::Step};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

/// Pauses before another attempt, in milliseconds; the last one stands for all further ones.
const RETRY_PAUSES_MS: &[u64] = &[500, 1_000, 2_000, 4_000, 8_000];
/// Pauses between two reads of a wait, in milliseconds; the last one stands for all further ones.
const WAIT_PAUSES_MS: &[u64] = &[250, 400, 650, 1_000, 1_600, 2_500, 4_000, 6_000, 10_000];

/// Where a step stands.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) phase: Phase,
    /// The step's own call, once it could be made.
    pub(super) call: Option<look::Call>,
    pub(super) calls: Vec<CallRecord>,
    pub(super) outputs: Map<String, String>,
    pub(super) error: Option<String>,
    pub(super) help: Option<String>,
    /// Calls in a row that failed in a way that may pass.
    pub(super) attempts: u32,
    /// Reads of a wait that was not over.
    pub(super) reads: usize,
    pub(super) began_at_ms: Option<u64>,
}

#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// Waits for other steps.
    Pending,
    /// To be called from a time on.
    Due {
        at_ms: u64,
        task: Task,
    },
    InFlight {
        id: CallId,
        task: Task,
    },
    Settled(StepStatus),
}

#[derive(Clone, Debug)]
pub(super) enum Task {
    Perform,
    Look(Look),
}

impl State {
    /// A step that waits for others, or for nothing.
    pub(super) const fn pending() -> Self {
        Self {
            phase: Phase::Pending,
            call: None,
            calls: Vec::new(),
            outputs: Map::new(),
            error: None,
            help: None,
            attempts: 0,
            reads: 0,
            began_at_ms: None,
        }
    }

    pub(super) fn record_call(&mut self, operation: &str, now_ms: u64) {
        self.calls.push(CallRecord {
            operation: operation.to_owned(),
            sent_at_ms: now_ms,
            answered_at_ms: None,
            result: "in-flight".to_owned(),
            message: None,
            request_id: None,
        });
    }

    /// How long to wait before a read is repeated.
    pub(super) fn wait_pause(&self) -> u64 {
        pause(WAIT_PAUSES_MS, self.reads)
    }

    /// How long to wait before another attempt.
    pub(super) fn retry_pause(&self) -> u64 {
        pause(RETRY_PAUSES_MS, usize::try_from(self.attempts.saturating_sub(1)).unwrap_or(usize::MAX))
    }

    pub(super) fn record_answer(&mut self, outcome: &Outcome, now_ms: u64) {
        let Some(record) = self.calls.last_mut() else { return };
        record.answered_at_ms = Some(now_ms);
        (record.result, record.message, record.request_id) = match outcome {
            Outcome::Success { .. } => ("success".to_string(), None, None),
            Outcome::Error { error } => (error.code.clone(), Some(error.message.clone()), error.request_id.clone()),
            Outcome::Unknown { message } => ("unknown".to_string(), Some(message.clone()), None),
            Outcome::NotSent { message } => ("not-sent".to_string(), Some(message.clone()), None),
        };
    }

    pub(super) fn record(&self, step: &Step) -> StepRecord {
        let status = match self.phase {
            Phase::Settled(status) => status,
            _ if self.began_at_ms.is_some() => StepStatus::InProgress,
            _ => StepStatus::NotStarted,
        };
        StepRecord {
            id: step.id.clone(),
            address: step.address.clone(),
            operation: step.operation.name().to_owned(),
            status,
            test: step.test.clone(),
            calls: self.calls.clone(),
            outputs: self.outputs.clone(),
            error: self.error.clone(),
            help: self.help.clone(),
        }
    }
}

fn pause(pauses: &[u64], nth: usize) -> u64 {
    pauses.get(nth).or(pauses.last()).copied().unwrap_or_default()
}
