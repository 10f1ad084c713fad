//! The way of a call: route and signature, faults before the effect, the effect and its writing,
//! faults after the effect, journal. It does not know sockets.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::account::Account;
use crate::assumptions;
use crate::calls::Call;
use crate::clock::Clock;
use crate::error::{ApiError, ApiResult, Code};
use crate::faults::{Before, FaultRule, Faults};
use crate::service::Settings;
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
            account: Mutex::new(Account::new(state, file)),
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

    fn effect(&self, route: &Route, request: &Request) -> ApiResult<Reply> {
        locked(&self.account).perform(&self.settings, self.clock.now_ms(), route, request)
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
        locked(&self.account).close();
    }
}

/// A panic while a lock was held leaves nothing half done: the account takes back what did not end.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
