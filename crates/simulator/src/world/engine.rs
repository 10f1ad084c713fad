//! The engine without a host: its clock stands still, it loads nothing, and it makes no code of texts.

use crate::limits;
use crate::state::Shared;
use boa_engine::builtins::promise::{OperationType, Promise};
use boa_engine::context::time::{Clock, JsInstant};
use boa_engine::context::{ContextBuilder, HostHooks};
use boa_engine::job::{Job, JobExecutor, PromiseJob};
use boa_engine::module::IdleModuleLoader;
use boa_engine::realm::Realm;
use boa_engine::{Context, JsNativeError, JsObject, JsResult, JsString};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// A context at an instant, in milliseconds since 1970.
pub(crate) fn context(now: i64, shared: Shared) -> JsResult<Context> {
    let mut context = ContextBuilder::new()
        .clock(Rc::new(Instant(now)))
        .host_hooks(Rc::new(Hooks))
        .job_executor(Rc::new(Jobs::default()))
        .module_loader(Rc::new(IdleModuleLoader))
        .build()?;
    context.insert_data(shared);
    context.runtime_limits_mut().set_recursion_limit(limits::DEPTH);
    Ok(context)
}

/// A clock that stands still, as AWS's does while a function runs.
struct Instant(i64);

impl Clock for Instant {
    fn now(&self) -> JsInstant {
        JsInstant::new(u64::try_from(self.0 / 1000).unwrap_or_default(), 0)
    }

    fn system_time_millis(&self) -> i64 {
        self.0
    }
}

struct Hooks;

impl HostHooks for Hooks {
    fn ensure_can_compile_strings(
        &self,
        _realm: Realm,
        _parameters: &[JsString],
        _body: &JsString,
        _direct: bool,
        _context: &mut Context,
    ) -> JsResult<()> {
        Err(JsNativeError::typ().with_message("code cannot be made of a text").into())
    }

    fn promise_rejection_tracker(&self, promise: &JsObject<Promise>, operation: OperationType, context: &mut Context) {
        let promise = promise.clone().upcast();
        let shared = Shared::of(context);
        let mut state = shared.borrow();
        match operation {
            OperationType::Reject => state.rejected.push(promise),
            OperationType::Handle => state.rejected.retain(|known| !JsObject::equals(known, &promise)),
        }
    }

    fn local_timezone_offset_seconds(&self, _unix_time_seconds: i64) -> i32 {
        0
    }

    fn max_buffer_size(&self, _context: &mut Context) -> u64 {
        limits::BUFFER
    }
}

/// What promises left to do, in its order. Nothing else is ever done later.
#[derive(Default)]
struct Jobs(RefCell<VecDeque<PromiseJob>>);

impl JobExecutor for Jobs {
    fn enqueue_job(self: Rc<Self>, job: Job, _context: &mut Context) {
        if let Job::PromiseJob(job) = job {
            self.0.borrow_mut().push_back(job);
        }
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        let shared = Shared::of(context);
        loop {
            let Some(job) = self.0.borrow_mut().pop_front() else { return Ok(()) };
            shared.count(limits::STEPS_A_JOB)?;
            job.call(context)?;
            if shared.borrow().stop.is_some() {
                return Ok(());
            }
        }
    }
}
