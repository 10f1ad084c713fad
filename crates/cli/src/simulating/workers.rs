//! The workers of a command. One is started when there is none to ask, and kept for the next question.

use super::process::Worker;
use connfn_simulator::{Engine, Lost, Outcome, Request};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[derive(Debug, Default)]
pub(crate) struct Workers {
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    fn ask(&self, request: &Request) -> Result<Outcome, Lost> {
        let idle = self.idle().pop();
        let worker = idle.map_or_else(start, Ok)?;
        let (outcome, worker) = worker.ask(request, Duration::from_millis(connfn_simulator::PATIENCE_MS.into()))?;
        self.idle().push(worker);
        Ok(outcome)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        // The list is whole at every moment.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for Workers {
    fn simulate(&self, request: &Request) -> Outcome {
        self.ask(request).unwrap_or_else(Outcome::lost)
    }
}

fn start() -> Result<Worker, Lost> {
    let program = std::env::current_exe().map_err(|error| Lost::Other(format!("it cannot be found: {error}")))?;
    Worker::start(Command::new(program).arg("simulator-worker"))
}
