//! The way of a call: route and signature, faults before the effect, the effect and its writing,
//! faults after the effect, journal. It does not know sockets.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::account::{Account, Done, Work};
use crate::assumptions;
use crate::calls::Call;
use crate::clock::Clock;
use crate::error::{ApiError, Code};
use crate::faults::{FaultKind, Faults, Injector, Instead, Target};
use crate::service::Settings;
use crate::simulation::Simulator;
use crate::state::State;
use crate::storage::StateFile;
use crate::wire::{self, Api, Reply, Request, Route};

/// How many calls are remembered: an emulator that serves for days must not grow for days.
const JOURNAL: usize = 100_000;

const REQUEST_ID: &str = "x-amzn-requestid";

#[derive(Debug)]
pub(crate) struct Engine {
    settings: Settings,
    clock: Arc<dyn Clock>,
    simulator: Simulator,
    /// The beginning of every request id, so that those of two runs differ unless one seed was given.
    run: u64,
    requests: AtomicU64,
    account: Mutex<Account>,
    faults: Mutex<Injector>,
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
        simulator: Simulator,
        run: u64,
        state: State,
        file: Option<StateFile>,
    ) -> Self {
        Self {
            settings,
            clock,
            simulator,
            run,
            requests: AtomicU64::new(0),
            account: Mutex::new(Account::new(state, file)),
            faults: Mutex::default(),
            calls: Mutex::default(),
        }
    }

    /// Answers a request, or has the connection cut.
    pub(crate) async fn answer(self: Arc<Self>, mut request: Request) -> Result<Reply, Cut> {
        let request_id = self.request_id();
        request.id.clone_from(&request_id);
        let Some(route) = wire::route(&request) else {
            let error = ApiError::new(
                assumptions::NO_SUCH_ROUTE,
                format!("There is no operation at {} {}.", request.method, request.path),
            );
            return Ok(self.refuse(None, &error, &request_id));
        };
        let (name, api) = (route.operation.name(), route.operation.api());
        let label = route.label.clone();
        if let Err(error) = wire::check_auth(&request, api) {
            return Ok(self.refuse(Some(&route), &error, &request_id));
        }

        let target = self.target(&route, &request);
        let verdict = locked(&self.faults).strike(&target);
        let mut faults = verdict.faults().to_vec();
        let delay = verdict.delay();
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let outcome = match verdict.instead(route.operation) {
            Some(Instead::Cut) => {
                self.record(name, &label, None, faults);
                return Err(Cut);
            }
            Some(Instead::Refuse(error)) => Err(error),
            Some(Instead::Status(status)) => Ok(Reply::empty(status)),
            None => {
                let assumptions = locked(&self.faults).assumptions();
                let work = Work { route, request, target, verdict: verdict.clone(), assumptions };
                let done = Arc::clone(&self).perform(work).await;
                faults.extend(done.seen);
                done.outcome
            }
        };
        if verdict.cuts_after() {
            self.record(name, &label, None, faults);
            return Err(Cut);
        }
        let mut reply = outcome.unwrap_or_else(|error| Reply::refusal(api, &error, &request_id));
        verdict.spoil(&mut reply);
        self.record(name, &label, Some(&reply), faults);
        Ok(self.signed_off(reply, request_id, verdict.date_off_by_s()))
    }

    /// What the call is about. Names are looked up only if a fault asks for them.
    fn target(&self, route: &Route, request: &Request) -> Target {
        let identifier = wire::identifier(route, request);
        let named = identifier.as_deref().filter(|_| locked(&self.faults).asks_for_resources());
        let name = named.and_then(|identifier| locked(&self.account).name_of(identifier));
        Target::new(route.operation, identifier, name)
    }

    /// A write waits for the disk, so it must not hold up the caller's runtime. Once it has begun it
    /// ends, even if the client goes away.
    async fn perform(self: Arc<Self>, work: Work) -> Done<Reply> {
        let perform = move || {
            let done = locked(&self.account).perform(&self.settings, self.clock.now_ms(), &work);
            // The account is free again: other calls need not wait for a function.
            done.and_then(|answer| answer.reply(&self.simulator))
        };
        tokio::task::spawn_blocking(perform)
            .await
            .unwrap_or_else(|error| Done::from(Err(ApiError::new(Code::InternalFailure, error.to_string()))))
    }

    /// A body too large to be read: refused before anything else is looked at.
    pub(crate) fn refuse_size(&self, request: &Request) -> Reply {
        let error = ApiError::new(Code::EntitySizeLimitExceeded, "The request body is too large.");
        self.refuse(wire::route(request).as_ref(), &error, &self.request_id())
    }

    /// Says no to a call before anything is done for it. What means no operation is CloudFront's to refuse.
    fn refuse(&self, route: Option<&Route>, error: &ApiError, request_id: &str) -> Reply {
        let api = route.map_or(Api::CloudFront, |route| route.operation.api());
        let operation = route.map_or("Unknown", |route| route.operation.name());
        let label = route.map_or("", |route| route.label.as_str());
        let reply = Reply::refusal(api, error, request_id);
        self.record(operation, label, Some(&reply), Vec::new());
        self.signed_off(reply, request_id, 0)
    }

    /// Gives an answer the headers that every answer has. The date is that of the emulator's clock, and may be off by some seconds.
    fn signed_off(&self, reply: Reply, request_id: impl Into<String>, date_off_by_s: i64) -> Reply {
        let now_ms = i64::try_from(self.clock.now_ms()).unwrap_or(i64::MAX);
        let date = wire::http_date(now_ms.saturating_add(date_off_by_s.saturating_mul(1_000)));
        reply.header(REQUEST_ID, request_id).header("date", date)
    }

    fn record(&self, operation: &str, label: &str, reply: Option<&Reply>, faults: Vec<FaultKind>) {
        let mut calls = locked(&self.calls);
        if calls.len() == JOURNAL {
            calls.pop_front();
        }
        calls.push_back(Call {
            operation: operation.to_owned(),
            target: label.to_owned(),
            status: reply.map(|reply| reply.status),
            error: reply.and_then(|reply| reply.error).map(str::to_owned),
            faults,
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

    pub(crate) fn set_faults(&self, faults: Faults) {
        *locked(&self.faults) = Injector::new(faults);
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
