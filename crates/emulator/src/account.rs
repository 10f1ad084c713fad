//! The emulated account and its file, which agree after every call.
//!
//! A call's changes are written before they stand. Faults that later calls notice are carried out
//! here; those of the connection are not. It knows no sockets.

use crate::assumptions::Assumptions;
use crate::error::{ApiError, ApiResult, Code};
use crate::faults::{FaultKind, Target, Verdict};
use crate::service::{self, Cx, Settings};
use crate::stale::Stale;
use crate::state::State;
use crate::storage::StateFile;
use crate::wire::{self, Answer, Request, Route};

#[derive(Debug)]
pub(crate) struct Account {
    state: State,
    stale: Stale,
    file: Option<StateFile>,
    closed: bool,
}

/// A call that has come as far as the account.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) route: Route,
    pub(crate) request: Request,
    pub(crate) target: Target,
    pub(crate) verdict: Verdict,
    pub(crate) assumptions: Assumptions,
}

impl Work {
    /// Whether it can change the account. A test does so only where it is said to.
    fn writes(&self) -> bool {
        let operation = self.target.operation;
        operation.writes() || (operation.tests() && !self.assumptions.test_keeps_etags())
    }
}

/// What became of it.
#[derive(Debug)]
pub(crate) struct Done<T> {
    pub(crate) outcome: ApiResult<T>,
    /// The faults of earlier calls that it has met.
    pub(crate) seen: Vec<FaultKind>,
}

impl<T> From<ApiResult<T>> for Done<T> {
    fn from(outcome: ApiResult<T>) -> Self {
        Self { outcome, seen: Vec::new() }
    }
}

impl<T> Done<T> {
    pub(crate) fn and_then<U>(self, f: impl FnOnce(T) -> ApiResult<U>) -> Done<U> {
        Done { outcome: self.outcome.and_then(f), seen: self.seen }
    }
}

impl Account {
    pub(crate) fn new(state: State, file: Option<StateFile>) -> Self {
        Self { state, stale: Stale::default(), file, closed: false }
    }

    /// The name of what an id or an ARN means.
    pub(crate) fn name_of(&self, identifier: &str) -> Option<String> {
        service::name_of(&self.state, identifier).map(str::to_owned)
    }

    /// Does what the call asks for, and writes it down before it is answered.
    pub(crate) fn perform(&mut self, settings: &Settings, now_ms: u64, work: &Work) -> Done<Answer> {
        if self.closed {
            return Done::from(Err(ApiError::new(Code::ServiceUnavailable, "The emulator is shut down.")));
        }
        // What a call that never ended has left behind.
        self.state.undo();
        let seen = self.stale.show(&mut self.state, &work.target, now_ms);
        let mut cx = Cx {
            state: &mut self.state,
            now_ms,
            settings,
            assumptions: &work.assumptions,
            publishing_ms: work.verdict.publishing_ms(),
        };
        let outcome = wire::dispatch(&mut cx, &work.route, &work.request);
        let outcome = if outcome.is_ok() && work.writes() {
            self.keep(work, now_ms).and(outcome)
        } else {
            self.state.undo();
            outcome
        };
        Done { outcome, seen }
    }

    /// Makes a write stand. What cannot be written has not happened.
    fn keep(&mut self, work: &Work, now_ms: u64) -> ApiResult<()> {
        if let Some(file) = &mut self.file {
            file.save(&self.state, &self.state.change()).map_err(|error| {
                self.state.undo();
                ApiError::new(Code::InternalFailure, format!("The emulator cannot write its state file: {error}"))
            })?;
        }
        let before = self.state.commit();
        for kind in work.verdict.stale() {
            self.stale.remember(kind, &before, &self.state, now_ms);
        }
        Ok(())
    }

    /// Gives up the state file. Calls that are still under way are refused.
    pub(crate) fn close(&mut self) {
        self.closed = true;
        self.state.undo();
        if let Some(mut file) = self.file.take() {
            // If it fails, the file is longer than it need be, and as good.
            let _ = file.tidy(&self.state);
        }
    }
}
