//! Drives a run over a network and a simulated clock, as an executor would over real ones.

use crate::model::{Call, World};
use connfn::{CallId, Event, EventKind, Plan, Receipt, Run, RunOptions, StepRecord, operation::Outcome};

/// What happens to a run while it goes on. Calls are counted from 0, in the order in which they are sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Drive {
    pub options: RunOptions,
    /// The process dies when it is about to send this call. Answers that are on their way reach nobody.
    pub kill_at: Option<usize>,
    /// Ctrl-C while this call is in flight.
    pub cancel_at: Option<usize>,
}

/// A run as it was seen from outside.
#[derive(Clone, Debug)]
pub struct Driven {
    pub receipt: Receipt,
    pub events: Vec<Event>,
    pub sent: Vec<Sent>,
    pub ended_at_ms: u64,
    /// Most calls that were in flight at once.
    pub most_in_flight: usize,
}

/// A call that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub at_ms: u64,
    pub step: String,
    pub call: Call,
}

/// Answers a call, given its number and the time.
pub type Network<'a> = &'a mut dyn FnMut(usize, &Call, u64) -> Outcome;

/// No run of a test takes this long; one that does goes in circles.
const MOST_TURNS: usize = 10_000;

/// Carries a plan out without disturbance.
pub fn apply(plan: &Plan, world: &mut World, now_ms: u64) -> Driven {
    drive(plan, now_ms, Drive::default(), &mut |_, call, now_ms| world.call(call, now_ms))
}

/// Carries a plan out until it ends or the process is killed.
pub fn drive(plan: &Plan, start_ms: u64, drive: Drive, network: Network<'_>) -> Driven {
    let mut run = Run::new(plan, drive.options).expect("the plan is applicable");
    let mut now_ms = start_ms;
    let mut on_the_way: Vec<(u64, CallId, Outcome)> = Vec::new();
    let (mut events, mut sent, mut most_in_flight) = (Vec::new(), Vec::new(), 0);
    for _ in 0..MOST_TURNS {
        let poll = run.poll(now_ms);
        let mut killed = false;
        for call in poll.calls {
            if drive.kill_at == Some(sent.len()) {
                killed = true;
                break;
            }
            if drive.cancel_at == Some(sent.len()) {
                run.cancel();
            }
            let outcome = network(sent.len(), &call.operation, now_ms);
            on_the_way.push((now_ms + latency_ms(sent.len()), call.id, outcome));
            sent.push(Sent { at_ms: now_ms, step: call.step.0, call: call.operation });
        }
        events.extend(run.take_events());
        most_in_flight = most_in_flight.max(on_the_way.len());
        if poll.finished || killed {
            assert!(killed || on_the_way.is_empty(), "a run ended with calls in flight");
            return Driven { receipt: run.receipt(), events, sent, ended_at_ms: now_ms, most_in_flight };
        }
        let answer = on_the_way.iter().map(|(at_ms, ..)| *at_ms).min();
        let next_ms = answer.into_iter().chain(poll.wake_at_ms).min();
        // A cancelled run may have nothing left to wait for, and says so at the next turn.
        now_ms = next_ms.unwrap_or(now_ms);
        let (come, rest) = on_the_way.into_iter().partition(|(at_ms, ..)| *at_ms <= now_ms);
        on_the_way = rest;
        for (_, id, outcome) in come {
            run.complete(id, outcome, now_ms).expect("the call is in flight");
        }
        events.extend(run.take_events());
    }
    panic!("the run does not end");
}

/// Answers overtake each other.
fn latency_ms(call: usize) -> u64 {
    let call = u64::try_from(call).unwrap();
    30 + (call * 37) % 90
}

impl Driven {
    /// The record of a step, by the end of its id.
    pub fn step(&self, end: &str) -> &StepRecord {
        let mut found = self.receipt.steps.iter().filter(|step| step.id.0.ends_with(end));
        found.next().unwrap_or_else(|| panic!("there is no step {end}"))
    }

    /// When the calls of a step were sent, from the first on.
    pub fn sent_at(&self, end: &str) -> Vec<u64> {
        self.sent.iter().filter(|sent| sent.step.ends_with(end)).map(|sent| sent.at_ms).collect()
    }

    /// Where in the events a step is done.
    pub fn done_at(&self, step: &str) -> Option<usize> {
        self.events.iter().position(|event| event.step.0 == step && event.kind == EventKind::Done)
    }

    /// Where in the events a step is started.
    pub fn started_at(&self, step: &str) -> Option<usize> {
        self.events.iter().position(|event| event.step.0 == step && event.kind == EventKind::Started)
    }
}
