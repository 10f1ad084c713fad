//! The emulated account and its file, which agree after every call.
//!
//! A call's changes are written before they stand. It knows neither faults nor sockets.

use crate::error::{ApiError, ApiResult, Code};
use crate::service::{Cx, Settings};
use crate::state::State;
use crate::storage::StateFile;
use crate::wire::{self, Reply, Request, Route};

#[derive(Debug)]
pub(crate) struct Account {
    state: State,
    file: Option<StateFile>,
    closed: bool,
}

impl Account {
    pub(crate) const fn new(state: State, file: Option<StateFile>) -> Self {
        Self { state, file, closed: false }
    }

    /// Does what the call asks for, and writes it down before it is answered.
    pub(crate) fn perform(
        &mut self,
        settings: &Settings,
        now_ms: u64,
        route: &Route,
        request: &Request,
    ) -> ApiResult<Reply> {
        if self.closed {
            return Err(ApiError::new(Code::ServiceUnavailable, "The emulator is shut down."));
        }
        // What a call that never ended has left behind.
        self.state.undo();
        let reply = wire::dispatch(&mut Cx { state: &mut self.state, now_ms, settings }, route, request)?;
        if route.operation.writes() {
            self.save()?;
        }
        self.state.commit();
        Ok(reply)
    }

    /// What cannot be written has not happened.
    fn save(&mut self) -> ApiResult<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.save(&self.state, &self.state.change()).map_err(|error| {
            self.state.undo();
            ApiError::new(Code::InternalFailure, format!("The emulator cannot write its state file: {error}"))
        })
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
