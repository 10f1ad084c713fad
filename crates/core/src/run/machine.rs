//! The state machine: which step comes next and what its answer leads to. It judges no answer itself: see `settle` and
//! `look`; where one step stands is in `state`.

use super::{
    call::{Call, CallId, Poll, RunOptions, Unexpected},
    event::{Event, EventKind},
    look::{self, Finding, Look},
    read::codes_before,
    receipt::{self, Receipt, RunResult, StepStatus},
    schedule::Schedule,
    settle::{self, Awaited, Verdict},
    state::{Phase, State, Task},
};
use crate::ordered::Map;
use crate::{
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    observed,
    operation::Outcome,
    plan::{self, Action, Change, CodeInput, OutputRef, Plan, Precondition, StepId, Until},
    sealed,
    text::Text,
};
use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};

/// Most calls of one step that may fail in a way that passes, its looks included.
const MAX_ATTEMPTS: u32 = 6;

/// A plan being carried out.
#[derive(Clone, Debug)]
pub struct Run {
    plan: Plan,
    /// By step: the steps that it waits for, as places in the plan.
    waits_for: Vec<Vec<usize>>,
    /// The places of the steps by id.
    places: Map<StepId, usize>,
    states: Vec<State>,
    schedule: Schedule,
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
        let places: Map<StepId, usize> = plan.steps.iter().map(|step| step.id.clone()).zip(0..).collect();
        let waits_for: Vec<Vec<usize>> = plan
            .steps
            .iter()
            .map(|step| step.after.iter().filter_map(|id| places.get(id).copied()).collect())
            .collect();
        let mut run = Self {
            schedule: Schedule::new(&waits_for),
            waits_for,
            places,
            states: vec![State::pending(); plan.steps.len()],
            plan: plan.clone(),
            concurrency: options.concurrency.max(1),
            next_call: 0,
            cancelled: false,
            events: Vec::new(),
        };
        for index in run.schedule.free() {
            run.due(index, Task::Perform, 0);
        }
        Ok(run)
    }

    /// Says what to do at this time.
    pub fn poll(&mut self, now_ms: u64) -> Poll {
        let mut free = self.concurrency.saturating_sub(self.schedule.in_flight());
        let mut calls = Vec::new();
        loop {
            let next = self.callable(free, now_ms);
            if next.is_empty() {
                break;
            }
            // A step whose call cannot be made fails, and leaves its place to another.
            let started: Vec<Call> = next.into_iter().filter_map(|index| self.start(index, now_ms)).collect();
            free -= started.len();
            calls.extend(started);
        }
        let finished = calls.is_empty() && self.is_over();
        Poll { calls, wake_at_ms: if free > 0 { self.next_due(now_ms) } else { None }, finished }
    }

    /// The first steps, as many as there are places for, whose call is to be made now.
    fn callable(&self, places: usize, now_ms: u64) -> Vec<usize> {
        let is_now = |index: &&usize| self.due_at(**index).is_some_and(|at_ms| at_ms <= now_ms);
        let due = self.schedule.due().iter().filter(is_now).copied();
        if self.cancelled { Vec::new() } else { due.take(places).collect() }
    }

    fn due_at(&self, index: usize) -> Option<u64> {
        match self.states.get(index)?.phase {
            Phase::Due { at_ms, .. } => Some(at_ms),
            _ => None,
        }
    }

    /// Takes what became of a call.
    pub fn complete(&mut self, call: CallId, outcome: Outcome, now_ms: u64) -> Result<(), Unexpected> {
        let index = self.schedule.step_of(call).ok_or(Unexpected)?;
        let Some(Phase::InFlight { task, .. }) = self.turn(index, Phase::Pending) else { return Err(Unexpected) };
        let state = self.states.get_mut(index).ok_or(Unexpected)?;
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
        self.schedule.in_flight() == 0 && (self.cancelled || self.schedule.is_settled())
    }

    fn next_due(&self, now_ms: u64) -> Option<u64> {
        if self.cancelled {
            return None;
        }
        self.schedule.due().iter().filter_map(|index| self.due_at(*index)).map(|at_ms| at_ms.max(now_ms)).min()
    }

    /// Makes the call of a step that is due.
    fn start(&mut self, index: usize, now_ms: u64) -> Option<Call> {
        let Phase::Due { task, .. } = &self.states.get(index)?.phase else { return None };
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
        self.turn(index, Phase::InFlight { id, task });
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

    fn awaited(&self, until: &Until) -> Result<Awaited, String> {
        Ok(match until {
            Until::Status(settled) => Awaited::Status(settled.clone()),
            Until::Code(code) => Awaited::Code(self.code(code)?),
            Until::Config(config) => Awaited::Config(config.map(&mut |text| self.known(text))?),
        })
    }

    fn known(&self, text: &Text<OutputRef>) -> Result<String, String> {
        let resolved = text.resolve(|reference| {
            let index = self.places.get(&reference.step);
            let value = index.and_then(|index| self.states.get(*index)?.outputs.get(&reference.output));
            let missing = || format!("CloudFront's answer to `{}` has no {}", reference.step, reference.output);
            value.map(|value| Text::<OutputRef>::literal(value.as_str())).ok_or_else(missing)
        })?;
        Ok(resolved.known().unwrap_or_default().to_owned())
    }

    /// What the answer to the step's own call leads to.
    fn judge(&mut self, index: usize, outcome: Outcome, now_ms: u64) {
        let Some(step) = self.plan.steps.get(index) else { return };
        let awaited = match step.wait.as_ref().map(|wait| self.awaited(&wait.until)).transpose() {
            Ok(awaited) => awaited,
            Err(error) => return self.fail(index, error, None, now_ms),
        };
        match settle::judge(step, outcome, awaited.as_ref()) {
            Verdict::Done(outputs) => self.done(index, outputs, now_ms),
            Verdict::Fail { error, help } => self.fail(index, error, help, now_ms),
            Verdict::NotYet { status } => self.wait(index, status, now_ms),
            Verdict::Again { because } => self.again(index, Task::Perform, because, now_ms),
            Verdict::Look { because } => self.again(index, Task::Look(Look::begin()), because, now_ms),
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
        self.turn(index, Phase::Due { at_ms, task });
    }

    /// Gives a step another phase, and says which it had.
    fn turn(&mut self, index: usize, phase: Phase) -> Option<Phase> {
        let state = self.states.get_mut(index)?;
        self.schedule.turn(index, &state.phase, &phase);
        Some(core::mem::replace(&mut state.phase, phase))
    }

    fn wait(&mut self, index: usize, status: String, now_ms: u64) {
        let (Some(step), Some(state)) = (self.plan.steps.get(index), self.states.get_mut(index)) else { return };
        let limit_seconds = step.wait.as_ref().map_or(0, |wait| wait.limit_seconds);
        let waited_ms = now_ms.saturating_sub(state.began_at_ms.unwrap_or(now_ms));
        if waited_ms >= u64::from(limit_seconds) * 1_000 {
            let error = format!("still waiting after {limit_seconds} seconds: {status}");
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
            self.turn(index, Phase::Settled(StepStatus::Done));
            self.event(index, now_ms, EventKind::Done);
        }
        for freed in self.schedule.freed_by(index) {
            self.due(freed, Task::Perform, now_ms);
        }
    }

    fn fail(&mut self, index: usize, error: String, help: Option<String>, now_ms: u64) {
        let Some(state) = self.states.get_mut(index) else { return };
        state.error = Some(error.clone());
        state.help = help;
        self.turn(index, Phase::Settled(StepStatus::Failed));
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
            let is_pending = self.states.get(index).is_some_and(|state| matches!(state.phase, Phase::Pending));
            if stops && is_pending {
                self.turn(index, Phase::Settled(StepStatus::Skipped));
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
