//! The workers of a command, as many as the machine runs at once. Whoever asks when all are busy waits, and the time of its function has
//! not begun.

use super::process::Worker;
use connfn_simulator::{Engine, Lost, Outcome, Request};
use std::num::NonZero;
use std::process::Command;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct Workers {
    start: fn() -> Result<Worker, Lost>,
    most: usize,
    at_work: Mutex<AtWork>,
    one_less: Condvar,
}

#[derive(Debug, Default)]
struct AtWork {
    /// How many are asked.
    busy: usize,
    /// Those that wait for a question.
    idle: Vec<Worker>,
}

impl Default for Workers {
    fn default() -> Self {
        Self::new(start, thread::available_parallelism().map_or(1, NonZero::get))
    }
}

impl Workers {
    fn new(start: fn() -> Result<Worker, Lost>, most: usize) -> Self {
        Self { start, most, at_work: Mutex::default(), one_less: Condvar::new() }
    }

    fn ask(&self, request: &Request) -> Result<Outcome, Lost> {
        let idle = self.begin();
        let patience = Duration::from_millis(connfn_simulator::PATIENCE_MS.into());
        let asked = idle.map_or_else(self.start, Ok).and_then(|worker| worker.ask(request, patience));
        let (result, worker) = match asked {
            Ok((outcome, worker)) => (Ok(outcome), Some(worker)),
            Err(lost) => (Err(lost), None),
        };
        self.end(worker);
        result
    }

    /// Waits until one more may be asked, and takes one that is idle.
    fn begin(&self) -> Option<Worker> {
        let waiting = self.one_less.wait_while(self.at_work(), |at_work| at_work.busy >= self.most);
        let mut at_work = waiting.unwrap_or_else(PoisonError::into_inner);
        at_work.busy += 1;
        at_work.idle.pop()
    }

    fn end(&self, worker: Option<Worker>) {
        let mut at_work = self.at_work();
        at_work.busy -= 1;
        at_work.idle.extend(worker);
        drop(at_work);
        self.one_less.notify_one();
    }

    fn at_work(&self) -> MutexGuard<'_, AtWork> {
        // It is whole at every moment.
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use super::super::process::tests::{request, shell};
    use super::*;

    /// Takes a while to start and to answer, as one does on a busy machine.
    fn slow() -> Result<Worker, Lost> {
        shell(
            "sleep 0.2; echo; n=0; while read line; do n=$((n+1)); sleep 0.1; \
               echo '{\"number\":'$n',\"outcome\":{\"decision\":\"allow\",\"logs\":[\"'$$'\"],\"coverage\":{\"lines\":[],\"hit\":[]}}}'; done",
        )
    }

    #[test]
    fn many_questions_at_once_share_a_few_workers_and_none_is_lost() {
        let workers = Workers::new(slow, 3);
        let outcomes: Vec<Outcome> = thread::scope(|scope| {
            let asking: Vec<_> = (0..60).map(|_| scope.spawn(|| workers.simulate(&request()))).collect();
            asking.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        let mut processes: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.logs).collect();
        assert_eq!(processes.len(), 60, "{outcomes:?}");
        processes.sort_unstable();
        processes.dedup();
        assert_eq!(processes.len(), 3);
        assert_eq!(workers.at_work().idle.len(), 3);
    }

    #[test]
    fn one_that_is_lost_makes_room_for_another() {
        let workers = Workers::new(|| shell("echo; read line; exit 3"), 1);
        for _ in 0..3 {
            let error = workers.simulate(&request()).error.unwrap();
            assert!(error.message.contains("exit status: 3"), "{error:?}");
        }
    }
}
