//! One emulated account: its state, its file, its faults and its journal, behind one lock.
//!
//! A call goes through layers: route and signature, faults before the effect, the effect and its
//! writing, faults after the effect, journal. It does not know sockets.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::assumptions;
use crate::calls::Call;
use crate::clock::Clock;
use crate::error::{ApiError, ApiResult, Code};
use crate::faults::{Before, FaultRule, Faults};
use crate::service::{Cx, Settings};
use crate::state::State;
use crate::storage::StateFile;
use crate::wire::{self, Reply, Request, Route};

/// How many calls are remembered: an emulator that serves for days must not grow for days.
const JOURNAL: usize = 100_000;

#[derive(Debug)]
pub(crate) struct Engine {
    settings: Settings,
    clock: Arc<dyn Clock>,
    /// The beginning of every request id, so that those of two runs differ unless one seed was given.
    run: u64,
    requests: AtomicU64,
    account: Mutex<Account>,
    faults: Mutex<Faults>,
    calls: Mutex<VecDeque<Call>>,
}

#[derive(Debug)]
struct Account {
    state: State,
    file: Option<StateFile>,
    closed: bool,
}

/// The connection is to be cut without a response.
#[derive(Debug)]
pub(crate) struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is cut, as a fault rule asks")
    }
}

impl std::error::Error for Cut {}

impl Engine {
    pub(crate) fn new(
        settings: Settings,
        clock: Arc<dyn Clock>,
        run: u64,
        state: State,
        file: Option<StateFile>,
    ) -> Self {
        Self {
            settings,
            clock,
            run,
            requests: AtomicU64::new(0),
            account: Mutex::new(Account { state, file, closed: false }),
            faults: Mutex::default(),
            calls: Mutex::default(),
        }
    }

    /// Answers a request, or has the connection cut.
    pub(crate) async fn answer(self: Arc<Self>, request: Request) -> Result<Reply, Cut> {
        let request_id = self.request_id();
        let Some(route) = wire::route(&request) else {
            let error = ApiError::new(
                assumptions::NO_SUCH_ROUTE,
                format!("There is no operation at {} {}.", request.method, request.path),
            );
            return Ok(self.reply("Unknown", "", Err(error), &request_id));
        };
        let name = route.operation.name();
        let target = route.label.clone();
        if let Err(error) = wire::check_auth(&request) {
            return Ok(self.reply(name, &target, Err(error), &request_id));
        }

        let verdict = locked(&self.faults).verdict(name);
        if !verdict.delay.is_zero() {
            tokio::time::sleep(verdict.delay).await;
        }
        let outcome = match verdict.before {
            Some(Before::Cut) => {
                self.record(name, &target, None);
                return Err(Cut);
            }
            Some(Before::Refuse(error)) => Err(error),
            None => {
                // A write waits for the disk, so it must not hold up the caller's runtime. Once it
                // has begun it ends, even if the client goes away.
                let engine = Arc::clone(&self);
                let effect = move || engine.effect(&route, &request);
                tokio::task::spawn_blocking(effect)
                    .await
                    .unwrap_or_else(|error| Err(ApiError::new(Code::InternalFailure, error.to_string())))
            }
        };
        if verdict.cut_after {
            self.record(name, &target, None);
            return Err(Cut);
        }
        Ok(self.reply(name, &target, outcome, &request_id))
    }

    /// Does what the call asks for, and writes it down before it is answered.
    fn effect(&self, route: &Route, request: &Request) -> ApiResult<Reply> {
        let mut account = locked(&self.account);
        let Account { state, file, closed } = &mut *account;
        if *closed {
            return Err(ApiError::new(Code::ServiceUnavailable, "The emulator is shut down."));
        }
        let now_ms = self.clock.now_ms();
        let settings = &self.settings;
        match file.as_ref().filter(|_| route.operation.writes()) {
            None => wire::dispatch(&mut Cx { state, now_ms, settings }, route, request),
            Some(file) => {
                // On a copy: what cannot be written has not happened.
                let mut next = state.clone();
                let reply = wire::dispatch(&mut Cx { state: &mut next, now_ms, settings }, route, request)?;
                file.save(&next).map_err(|error| {
                    ApiError::new(Code::InternalFailure, format!("The emulator cannot write its state file: {error}"))
                })?;
                *state = next;
                Ok(reply)
            }
        }
    }

    fn reply(&self, operation: &str, target: &str, outcome: ApiResult<Reply>, request_id: &str) -> Reply {
        let reply = outcome.unwrap_or_else(|error| Reply::refusal(&error, request_id));
        self.record(operation, target, Some(&reply));
        reply.header("x-amzn-requestid", request_id)
    }

    /// A body too large to be read: refused before anything else is looked at.
    pub(crate) fn refuse_size(&self, request: &Request) -> Reply {
        let error = ApiError::new(Code::EntitySizeLimitExceeded, "The request body is too large.");
        let route = wire::route(request);
        let operation = route.as_ref().map_or("Unknown", |route| route.operation.name());
        let target = route.as_ref().map_or("", |route| route.label.as_str());
        self.reply(operation, target, Err(error), &self.request_id())
    }

    fn record(&self, operation: &str, target: &str, reply: Option<&Reply>) {
        let mut calls = locked(&self.calls);
        if calls.len() == JOURNAL {
            calls.pop_front();
        }
        calls.push_back(Call {
            operation: operation.to_owned(),
            target: target.to_owned(),
            status: reply.map(|reply| reply.status),
            error: reply.and_then(|reply| reply.error).map(str::to_owned),
        });
    }

    fn request_id(&self) -> String {
        let n = self.requests.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let run = self.run;
        format!(
            "{:08x}-{:04x}-4{:03x}-8000-{:012x}",
            run >> 32,
            (run >> 16) & 0xFFFF,
            run & 0xFFF,
            n & 0xFFFF_FFFF_FFFF
        )
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        locked(&self.calls).iter().cloned().collect()
    }

    pub(crate) fn clear_calls(&self) {
        locked(&self.calls).clear();
    }

    pub(crate) fn set_faults(&self, rules: Vec<FaultRule>) {
        *locked(&self.faults) = Faults::new(rules);
    }

    /// Gives up the state file. Calls that are still under way are refused.
    pub(crate) fn close(&self) {
        let mut account = locked(&self.account);
        account.closed = true;
        account.file = None;
    }
}

/// A panic while a lock was held leaves nothing half done: states are replaced as a whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
