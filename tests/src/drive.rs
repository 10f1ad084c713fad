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
    let mut driving = Driving::begin(plan, start_ms, drive);
    while !driving.turn(network) {}
    driving.end()
}

/// A run under way.
#[derive(Debug)]
pub struct Driving {
    run: Run,
    drive: Drive,
    now_ms: u64,
    on_the_way: Vec<(u64, CallId, Outcome)>,
    events: Vec<Event>,
    sent: Vec<Sent>,
    most_in_flight: usize,
    turns: usize,
}

impl Driving {
    pub fn begin(plan: &Plan, start_ms: u64, drive: Drive) -> Self {
        let run = Run::new(plan, drive.options).expect("the plan is applicable");
        let (on_the_way, events, sent) = (Vec::new(), Vec::new(), Vec::new());
        Self { run, drive, now_ms: start_ms, on_the_way, events, sent, most_in_flight: 0, turns: 0 }
    }

    /// The time of its next turn.
    pub fn now_ms(&self) -> u64 {
        self.now_ms
    }

    pub fn calls(&self) -> usize {
        self.sent.len()
    }

    /// Sends what is to be sent now and waits for the next thing to happen. Whether the run is over, or its process dead.
    pub fn turn(&mut self, network: Network<'_>) -> bool {
        self.turns += 1;
        assert!(self.turns < MOST_TURNS, "the run does not end");
        let poll = self.run.poll(self.now_ms);
        let mut killed = false;
        for call in poll.calls {
            let number = self.sent.len();
            if self.drive.kill_at == Some(number) {
                killed = true;
                break;
            }
            if self.drive.cancel_at == Some(number) {
                self.run.cancel();
            }
            let outcome = network(number, &call.operation, self.now_ms);
            self.on_the_way.push((self.now_ms + latency_ms(number), call.id, outcome));
            self.sent.push(Sent { at_ms: self.now_ms, step: call.step.0, call: call.operation });
        }
        self.events.extend(self.run.take_events());
        self.most_in_flight = self.most_in_flight.max(self.on_the_way.len());
        if poll.finished || killed {
            assert!(killed || self.on_the_way.is_empty(), "a run ended with calls in flight");
            return true;
        }
        let answer = self.on_the_way.iter().map(|(at_ms, ..)| *at_ms).min();
        // A cancelled run may have nothing left to wait for, and says so at the next turn.
        self.now_ms = answer.into_iter().chain(poll.wake_at_ms).min().unwrap_or(self.now_ms);
        let (come, rest) =
            std::mem::take(&mut self.on_the_way).into_iter().partition(|(at_ms, ..)| *at_ms <= self.now_ms);
        self.on_the_way = rest;
        let come: Vec<(u64, CallId, Outcome)> = come;
        for (_, id, outcome) in come {
            self.run.complete(id, outcome, self.now_ms).expect("the call is in flight");
        }
        self.events.extend(self.run.take_events());
        false
    }

    pub fn end(self) -> Driven {
        let Self { run, now_ms, events, sent, most_in_flight, .. } = self;
        Driven { receipt: run.receipt(), events, sent, ended_at_ms: now_ms, most_in_flight }
    }
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
