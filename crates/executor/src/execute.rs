//! Drives a run: makes the calls that it asks for, tells it what became of them and what time it is, and waits as long as
//! it says. The run decides everything else.

use crate::{call::perform, clock::Clock};
use aws_sdk_cloudfront::Client;
use connfn_core::{
    operation::Outcome,
    run::{Call, CallId, Event, Receipt, Run},
};
use std::{collections::HashMap, pin::pin};
use tokio::task::{Id, JoinError, JoinSet};

/// What a caller may want to see of a run while it goes on.
pub trait Hooks {
    /// Something happened to a step.
    fn on_event(&mut self, _event: &Event) {}

    /// Whether the receipt is wanted as it now stands. It is as large as what the run changes, and so is not made for nobody.
    fn wants_progress(&mut self) -> bool {
        true
    }

    /// Calls are about to be made or an answer has come: the receipt as it now stands, for whoever keeps it.
    fn on_progress(&mut self, _receipt: &Receipt) {}
}

/// Looks at nothing.
impl Hooks for () {
    fn wants_progress(&mut self) -> bool {
        false
    }
}

/// Carries a run out and gives its receipt.
///
/// When `cancelled` completes the run is told once; calls in flight are still waited for, since their effects are real.
pub async fn execute(
    client: &Client,
    mut run: Run,
    hooks: &mut impl Hooks,
    cancelled: impl Future<Output = ()>,
) -> Receipt {
    let clock = Clock::start();
    let mut calls = Calls::default();
    let mut cancelled = pin!(cancelled);
    let mut told = false;
    loop {
        let poll = run.poll(clock.now_ms());
        let changed = !poll.calls.is_empty();
        for call in poll.calls {
            calls.start(client, call);
        }
        report(&mut run, hooks, changed);
        // A run that neither calls nor waits nor ends would never move again.
        if poll.finished || (calls.is_empty() && poll.wake_at_ms.is_none()) {
            return run.receipt();
        }
        tokio::select! {
            Some((id, outcome)) = calls.next(), if !calls.is_empty() => {
                // Each call is completed once, under the id that the run gave it.
                let _ = run.complete(id, outcome, clock.now_ms());
                report(&mut run, hooks, true);
            }
            () = clock.sleep_until(poll.wake_at_ms.unwrap_or(u64::MAX)), if poll.wake_at_ms.is_some() => {}
            () = &mut cancelled, if !told => {
                told = true;
                run.cancel();
            }
        }
    }
}

fn report(run: &mut Run, hooks: &mut impl Hooks, changed: bool) {
    for event in run.take_events() {
        hooks.on_event(&event);
    }
    if changed && hooks.wants_progress() {
        hooks.on_progress(&run.receipt());
    }
}

/// The calls in flight.
#[derive(Default)]
struct Calls {
    tasks: JoinSet<(CallId, Outcome)>,
    ids: HashMap<Id, CallId>,
}

impl Calls {
    fn start(&mut self, client: &Client, call: Call) {
        let client = client.clone();
        let id = call.id;
        let task = self.tasks.spawn(async move { (id, perform(&client, &call.operation).await) });
        self.ids.insert(task.id(), id);
    }

    fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// The next call that ends, and how. A call that panicked may have been sent.
    async fn next(&mut self) -> Option<(CallId, Outcome)> {
        match self.tasks.join_next_with_id().await? {
            Ok((task, ended)) => {
                self.ids.remove(&task);
                Some(ended)
            }
            Err(error) => Some((self.ids.remove(&error.id())?, lost(&error))),
        }
    }
}

fn lost(error: &JoinError) -> Outcome {
    let what = if error.is_panic() { "broke off" } else { "was cancelled" };
    Outcome::Unknown { message: format!("the call {what} inside connfn") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_call_that_panics_may_have_been_sent() {
        let mut calls = Calls::default();
        let id: CallId = serde_json::from_str("7").unwrap();
        let task = calls.tasks.spawn(async { panic!("on purpose") });
        calls.ids.insert(task.id(), id);
        let message = "the call broke off inside connfn".to_owned();
        assert_eq!(calls.next().await, Some((id, Outcome::Unknown { message })));
        assert_eq!(calls.next().await, None);
    }
}
