//! An account behind a network that can be told to fail, call by call.

use super::{Account, Call, refuse};
use connfn::operation::Outcome;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What goes wrong with one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The effect happens, the answer is lost.
    LostResponse,
    /// The call is lost, and its caller cannot know.
    LostRequest,
    /// The call does not leave, and its caller knows.
    NotSent,
    Throttled,
    /// `InternalFailure` instead of the effect.
    InternalBefore,
    /// A status of 502 although the effect happened.
    InternalAfter,
    AccessDenied,
    /// A read is answered from before the last change. Nothing happens to other calls.
    Stale,
    /// The effect happens, its answer is lost, and the SDK sends the call once more: the caller gets the second answer.
    SentTwice,
    /// A publication that the call begins takes longer than any run waits. Nothing happens to other calls.
    Stuck,
}

/// How much later a publication that is stuck begins to move.
const STUCK_MS: u64 = 1_200_000;

impl Fault {
    pub const ALL: [Self; 10] = [
        Self::LostResponse,
        Self::LostRequest,
        Self::NotSent,
        Self::Throttled,
        Self::InternalBefore,
        Self::InternalAfter,
        Self::AccessDenied,
        Self::Stale,
        Self::SentTwice,
        Self::Stuck,
    ];
}

/// An account, its past, and the faults to come.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub account: Account,
    /// The account before the last call that changed it.
    before: Account,
    /// By the number of the call, counted from 0 since they were set.
    faults: BTreeMap<usize, Fault>,
    calls: usize,
}

impl World {
    pub fn of(account: Account) -> Self {
        Self { before: account.clone(), account, ..Self::default() }
    }

    /// Sets the faults of the calls to come.
    pub fn set_faults(&mut self, faults: impl IntoIterator<Item = (usize, Fault)>) {
        self.faults = faults.into_iter().collect();
        self.calls = 0;
    }

    /// How many calls were made since the faults were set.
    pub fn calls(&self) -> usize {
        self.calls
    }

    pub fn call(&mut self, call: &Call, now_ms: u64) -> Outcome {
        let fault = self.faults.get(&self.calls).copied();
        self.calls += 1;
        let lost = |what: &str| Outcome::Unknown { message: format!("the {what} was lost") };
        let failed = |code| Outcome::Error { error: refuse(code, "something broke") };
        match fault {
            Some(Fault::LostResponse) => {
                self.perform(call, now_ms);
                lost("response")
            }
            Some(Fault::LostRequest) => lost("request"),
            Some(Fault::NotSent) => Outcome::NotSent { message: "no connection".to_owned() },
            Some(Fault::Throttled) => Outcome::Error { error: refuse("Throttling", "rate exceeded") },
            Some(Fault::InternalBefore) => failed("InternalFailure"),
            Some(Fault::InternalAfter) => {
                self.perform(call, now_ms);
                failed("BadGateway")
            }
            Some(Fault::AccessDenied) => Outcome::Error { error: refuse("AccessDenied", "not authorized") },
            Some(Fault::Stale) if !call.mutates() => self.before.perform(call, now_ms),
            Some(Fault::Stuck) if matches!(call, Call::PublishConnectionFunction(_)) => {
                self.perform(call, now_ms + STUCK_MS)
            }
            None | Some(Fault::Stale | Fault::Stuck) => self.perform(call, now_ms),
            Some(Fault::SentTwice) => {
                self.perform(call, now_ms);
                self.perform(call, now_ms)
            }
        }
    }

    fn perform(&mut self, call: &Call, now_ms: u64) -> Outcome {
        if !call.mutates() {
            return self.account.perform(call, now_ms);
        }
        let before = self.account.clone();
        let outcome = self.account.perform(call, now_ms);
        if self.account != before {
            self.before = before;
        }
        outcome
    }
}
