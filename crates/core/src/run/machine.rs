//! The state machine: which step comes next and what its answer leads to. It judges no answer itself: see `settle` and
//! `look`; where one step stands is in `state`.

use super::{
    event::{Event, EventKind},
    look::{self, Finding, Look},
    read::codes_before,
    receipt::{self, Receipt, RunResult, StepStatus},
    settle::{self, Verdict},
    state::{Phase, State, Task},
};
use crate::ordered::Map;
use crate::{
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    observed,
    operation::{Operation, Outcome},
    plan::{self, Action, Change, CodeInput, OutputRef, Plan, Precondition, StepId, Until},
    sealed,
    text::Text,
};
use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Most calls of one step that may fail in a way that passes, its looks included.
const MAX_ATTEMPTS: u32 = 6;
/// How to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunOptions {
    /// Most calls in flight at once.
    pub concurrency: usize,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self { concurrency: 8 }
    }
}

/// Names a call of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CallId(u64);

/// A call to make now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Call {
    pub id: CallId,
    /// The step that it is for. A step may need several calls.
    pub step: StepId,
    #[serde(flatten)]
    pub operation: Operation<String, String>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Poll {
    /// Calls to make now, at once.
    pub calls: Vec<Call>,
    /// When to poll again if no call is answered before.
    pub wake_at_ms: Option<u64>,
    /// The run is over: no call is in flight and none will come.
    pub finished: bool,
}

/// An outcome was given for a call that is not in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unexpected;

/// A plan being carried out.
#[derive(Clone, Debug)]
pub struct Run {
    plan: Plan,
    /// By step: the steps that it waits for, as places in the plan.
    waits_for: Vec<Vec<usize>>,
    states: Vec<State>,
    concurrency: usize,
    next_call: u64,
    cancelled: bool,
    events: Vec<Event>,
}

impl Run {
    /// Begins a run of a plan that [`make`](crate::plan::make) computed or [`read`](crate::plan::read) checked.
    pub fn new(plan: &Plan, options: RunOptions) -> Result<Self, Vec<Diagnostic>> {
        plan.check_applicable()?;
        if let Err(problem) = plan::check(plan) {
            return Err(vec![Diagnostic::new(Code::PlanInvalid, problem).help("make a new plan")]);
        }
        let places: Map<&StepId, usize> = plan.steps.iter().map(|step| &step.id).zip(0..).collect();
        let waits_for =
            plan.steps.iter().map(|step| step.after.iter().filter_map(|id| places.get(id).copied()).collect());
        Ok(Self {
            waits_for: waits_for.collect(),
            states: vec![State::pending(); plan.steps.len()],
            plan: plan.clone(),
            concurrency: options.concurrency.max(1),
            next_call: 0,
            cancelled: false,
            events: Vec::new(),
        })
    }

    /// Says what to do at this time.
    pub fn poll(&mut self, now_ms: u64) -> Poll {
        self.promote(now_ms);
        let mut free = self.concurrency.saturating_sub(self.in_flight());
        let mut calls = Vec::new();
        for index in 0..self.states.len() {
            if free == 0 || self.cancelled {
                break;
            }
            if let Some(call) = self.start(index, now_ms) {
                calls.push(call);
                free -= 1;
            }
        }
        let finished = calls.is_empty() && self.is_over();
        Poll { calls, wake_at_ms: if free > 0 { self.next_due(now_ms) } else { None }, finished }
    }

    /// Takes what became of a call.
    pub fn complete(&mut self, call: CallId, outcome: Outcome, now_ms: u64) -> Result<(), Unexpected> {
        let in_flight = |state: &State| matches!(&state.phase, Phase::InFlight { id, .. } if *id == call);
        let index = self.states.iter().position(in_flight).ok_or(Unexpected)?;
        let state = self.states.get_mut(index).ok_or(Unexpected)?;
        let Phase::InFlight { task, .. } = core::mem::replace(&mut state.phase, Phase::Pending) else {
            return Err(Unexpected);
        };
        state.record_answer(&outcome, now_ms);
        match task {
            Task::Perform => self.judge(index, outcome, now_ms),
            Task::Look(look) => self.weigh(index, look, outcome, now_ms),
        }
        Ok(())
    }

    /// Starts no further call. Calls in flight are to be completed.
    pub fn cancel(&mut self) {
        self.cancelled = true;
    }

    /// What happened since this was last asked.
    pub fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    /// The account of the run so far.
    pub fn receipt(&self) -> Receipt {
        let records = self.plan.steps.iter().zip(&self.states).map(|(step, state)| state.record(step));
        let changes: Vec<Change> =
            self.plan.changes.iter().filter(|change| change.action != Action::NoOp).cloned().collect();
        let held = changes.iter().flat_map(codes_before);
        let code = held.filter_map(|code| Some((code.clone(), self.plan.code.get(code)?.clone()))).collect();
        let mut receipt = Receipt {
            format_version: receipt::FORMAT_VERSION,
            stack: self.plan.stack.clone(),
            plan: self.plan.digest.clone(),
            result: self.result(),
            steps: records.collect(),
            changes,
            code,
            digest: Digest::of(b""),
        };
        sealed::seal(&mut receipt);
        receipt
    }

    fn result(&self) -> RunResult {
        let settled = |status| move |state: &State| matches!(state.phase, Phase::Settled(it) if it == status);
        if self.states.iter().all(settled(StepStatus::Done)) {
            RunResult::Complete
        } else if !self.is_over() {
            RunResult::Unfinished
        } else if self.states.iter().any(settled(StepStatus::Failed)) {
            RunResult::Failed
        } else {
            RunResult::Cancelled
        }
    }

    fn is_over(&self) -> bool {
        self.states.iter().all(|state| match state.phase {
            Phase::Settled(_) => true,
            Phase::Pending | Phase::Due { .. } => self.cancelled,
            Phase::InFlight { .. } => false,
        })
    }

    fn in_flight(&self) -> usize {
        self.states.iter().filter(|state| matches!(state.phase, Phase::InFlight { .. })).count()
    }

    fn next_due(&self, now_ms: u64) -> Option<u64> {
        if self.cancelled {
            return None;
        }
        let due = self.states.iter().filter_map(|state| match state.phase {
            Phase::Due { at_ms, .. } => Some(at_ms.max(now_ms)),
            _ => None,
        });
        due.min()
    }

    /// Makes due what waits for nothing any more.
    fn promote(&mut self, now_ms: u64) {
        let done: Vec<bool> =
            self.states.iter().map(|state| matches!(state.phase, Phase::Settled(StepStatus::Done))).collect();
        let is_done = |index: &usize| done.get(*index).copied().unwrap_or_default();
        for (waits_for, state) in self.waits_for.iter().zip(&mut self.states) {
            if matches!(state.phase, Phase::Pending) && waits_for.iter().all(is_done) {
                state.phase = Phase::Due { at_ms: now_ms, task: Task::Perform };
            }
        }
    }

    /// Makes the call of a step that is due.
    fn start(&mut self, index: usize, now_ms: u64) -> Option<Call> {
        let Phase::Due { at_ms, task } = &self.states.get(index)?.phase else { return None };
        if *at_ms > now_ms {
            return None;
        }
        let task = task.clone();
        let request = match &task {
            Task::Perform => self.request(index),
            Task::Look(look) => {
                let own = self.states.get(index)?.call.as_ref();
                own.and_then(|own| look::request(own, look)).ok_or_else(|| "there is nothing to look at".to_owned())
            }
        };
        let operation = match request {
            Ok(operation) => operation,
            Err(error) => {
                self.fail(index, error, None, now_ms);
                return None;
            }
        };
        let id = CallId(self.next_call);
        self.next_call += 1;
        let state = self.states.get_mut(index)?;
        if state.began_at_ms.is_none() {
            state.began_at_ms = Some(now_ms);
            self.event(index, now_ms, EventKind::Started);
        }
        let state = self.states.get_mut(index)?;
        state.record_call(operation.name(), now_ms);
        if matches!(task, Task::Perform) {
            state.call = Some(operation.clone());
        }
        state.phase = Phase::InFlight { id, task };
        Some(Call { id, step: self.plan.steps.get(index)?.id.clone(), operation })
    }

    /// The step's own call, with the outputs of earlier steps and the version that it expects filled in.
    fn request(&self, index: usize) -> Result<look::Call, String> {
        let step = self.plan.steps.get(index).ok_or("there is no such step")?;
        let mut operation = step.operation.map(&mut |text| self.known(text), &mut |code| self.code(code))?;
        if let Some(Precondition::Etag(etag)) = &step.precondition {
            operation.set_if_match(self.known(etag)?);
        }
        Ok(operation)
    }

    fn code(&self, code: &CodeInput) -> Result<String, String> {
        match code {
            CodeInput::Text(text) => self.known(text),
            CodeInput::Held { code } => {
                let held = self.plan.code.get(code).and_then(observed::Code::as_text);
                held.map(ToOwned::to_owned).ok_or_else(|| format!("the plan does not hold the code `{code}`"))
            }
        }
    }

    fn known(&self, text: &Text<OutputRef>) -> Result<String, String> {
        let resolved = text.resolve(|reference| {
            let index = self.plan.steps.iter().position(|step| step.id == reference.step);
            let value = index.and_then(|index| self.states.get(index)?.outputs.get(&reference.output));
            let missing = || format!("CloudFront's answer to `{}` has no {}", reference.step, reference.output);
            value.map(|value| Text::<OutputRef>::literal(value.as_str())).ok_or_else(missing)
        })?;
        Ok(resolved.known().unwrap_or_default().to_owned())
    }

    /// What the answer to the step's own call leads to.
    fn judge(&mut self, index: usize, outcome: Outcome, now_ms: u64) {
        let (Some(step), Some(state)) = (self.plan.steps.get(index), self.states.get(index)) else { return };
        let expected_code = match step.wait.as_ref().map(|wait| &wait.until) {
            Some(Until::Code(code)) => self.code(code).ok(),
            _ => None,
        };
        match settle::judge(step, outcome, expected_code.as_deref()) {
            Verdict::Done(outputs) => self.done(index, outputs, now_ms),
            Verdict::Fail { error, help } => self.fail(index, error, help, now_ms),
            Verdict::NotYet { status } => self.wait(index, status, now_ms),
            Verdict::Again { because } => self.again(index, Task::Perform, because, now_ms),
            Verdict::Look { because } => {
                let looks = state.call.as_ref().is_some_and(look::can_look);
                let task = if looks { Task::Look(Look::begin()) } else { Task::Perform };
                self.again(index, task, because, now_ms);
            }
        }
    }

    /// What the answer to a look leads to.
    fn weigh(&mut self, index: usize, look: Look, outcome: Outcome, now_ms: u64) {
        let Some(call) = self.states.get(index).and_then(|state| state.call.clone()) else { return };
        match look::finding(&call, look.clone(), outcome) {
            Finding::Happened(outputs) => self.done(index, outputs, now_ms),
            Finding::Conflict(error) => {
                self.fail(index, error, Some("make a new plan, which starts from what is there".to_owned()), now_ms);
            }
            Finding::Next(look) => self.due(index, Task::Look(look), now_ms),
            Finding::DidNot => self.due(index, Task::Perform, now_ms),
            Finding::Unclear(because) => self.again(index, Task::Look(look), because, now_ms),
        }
    }

    fn due(&mut self, index: usize, task: Task, at_ms: u64) {
        if let Some(state) = self.states.get_mut(index) {
            state.phase = Phase::Due { at_ms, task };
        }
    }

    fn wait(&mut self, index: usize, status: String, now_ms: u64) {
        let (Some(step), Some(state)) = (self.plan.steps.get(index), self.states.get_mut(index)) else { return };
        let limit_seconds = step.wait.as_ref().map_or(0, |wait| wait.limit_seconds);
        let waited_ms = now_ms.saturating_sub(state.began_at_ms.unwrap_or(now_ms));
        if waited_ms >= u64::from(limit_seconds) * 1_000 {
            let error = format!("it is still `{status}` after {limit_seconds} seconds");
            let help = "CloudFront goes on by itself: plan again later to see where it stands".to_owned();
            self.fail(index, error, Some(help), now_ms);
            return;
        }
        let pause = state.wait_pause();
        state.reads += 1;
        state.attempts = 0;
        self.event(index, now_ms, EventKind::Waiting { status });
        self.due(index, Task::Perform, now_ms + pause);
    }

    fn again(&mut self, index: usize, task: Task, because: String, now_ms: u64) {
        let Some(state) = self.states.get_mut(index) else { return };
        state.attempts += 1;
        if state.attempts >= MAX_ATTEMPTS {
            let help = "nothing is lost: plan again, which starts from what is there".to_owned();
            self.fail(index, because, Some(help), now_ms);
            return;
        }
        let pause = state.retry_pause();
        self.event(index, now_ms, EventKind::Retrying { because });
        self.due(index, task, now_ms + pause);
    }

    fn done(&mut self, index: usize, outputs: Map<String, String>, now_ms: u64) {
        if let Some(state) = self.states.get_mut(index) {
            state.outputs = outputs;
            state.phase = Phase::Settled(StepStatus::Done);
            self.event(index, now_ms, EventKind::Done);
        }
    }

    fn fail(&mut self, index: usize, error: String, help: Option<String>, now_ms: u64) {
        let Some(state) = self.states.get_mut(index) else { return };
        state.phase = Phase::Settled(StepStatus::Failed);
        state.error = Some(error.clone());
        state.help = help;
        self.event(index, now_ms, EventKind::Failed { error });
        self.skip_dependents(index, now_ms);
    }

    /// What waits for a failed step, directly or not, is not begun. Steps come in order, so one pass reaches all.
    fn skip_dependents(&mut self, failed: usize, now_ms: u64) {
        let Some(root) = self.plan.steps.get(failed).map(|step| step.id.clone()) else { return };
        let mut stopped = vec![false; self.states.len()];
        for index in failed..self.states.len() {
            let waits_for = self.waits_for.get(index).map(Vec::as_slice).unwrap_or_default();
            let stops = index == failed || waits_for.iter().any(|on| stopped.get(*on).copied().unwrap_or_default());
            if let (true, Some(entry)) = (stops, stopped.get_mut(index)) {
                *entry = true;
            }
            if let Some(state) = self.states.get_mut(index)
                && stops
                && matches!(state.phase, Phase::Pending)
            {
                state.phase = Phase::Settled(StepStatus::Skipped);
                self.event(index, now_ms, EventKind::Skipped { because: root.clone() });
            }
        }
    }

    fn event(&mut self, index: usize, at_ms: u64, kind: EventKind) {
        if let Some(step) = self.plan.steps.get(index) {
            let operation = step.operation.name().to_owned();
            self.events.push(Event { at_ms, step: step.id.clone(), address: step.address.clone(), operation, kind });
        }
    }
}
