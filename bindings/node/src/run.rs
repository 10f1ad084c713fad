//! The class `Run`.

use crate::convert::{document, text};
use connfn_bindings::{self as bindings, Failure};
use napi::{Env, Result};
use napi_derive::napi;

/// A run, or nothing once a panic has left it in a state that nobody knows.
#[napi]
#[derive(Debug)]
pub struct Run(Option<bindings::Run>);

#[napi]
impl Run {
    #[napi(constructor)]
    pub fn new(env: Env, plan: String, options: String) -> Result<Self> {
        text(env, || bindings::Run::new(&plan, &options)).map(|run| Self(Some(run)))
    }

    #[napi]
    pub fn poll(&mut self, env: Env, now_ms: f64) -> Result<String> {
        document(env, || self.with(|run| run.poll(now_ms)))
    }

    #[napi]
    pub fn complete(&mut self, env: Env, call: f64, outcome: String, now_ms: f64) -> Result<()> {
        text(env, || self.with(|run| run.complete(call, &outcome, now_ms)))
    }

    #[napi]
    pub fn cancel(&mut self, env: Env) -> Result<()> {
        text(env, || {
            self.with(|run| {
                run.cancel();
                Ok(())
            })
        })
    }

    #[napi]
    pub fn take_events(&mut self, env: Env) -> Result<String> {
        document(env, || self.with(|run| Ok(run.take_events())))
    }

    #[napi]
    pub fn receipt(&mut self, env: Env) -> Result<String> {
        document(env, || self.with(|run| Ok(run.receipt())))
    }
}

impl Run {
    /// Gives the run away for as long as it is worked on: a panic keeps it.
    fn with<T>(
        &mut self,
        work: impl FnOnce(&mut bindings::Run) -> std::result::Result<T, Failure>,
    ) -> std::result::Result<T, Failure> {
        let mut run = self.0.take().ok_or_else(|| Failure::internal("this run was lost in an earlier failure"))?;
        let result = work(&mut run);
        self.0 = Some(run);
        result
    }
}
