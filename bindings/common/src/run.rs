//! A run that JavaScript drives with an SDK of its own.

use crate::{
    failure::Failure,
    options::RunOptions,
    read::{read, whole_number},
};
use alloc::{format, vec::Vec};
use connfn::{CallId, Event, Poll, Receipt};

/// A plan being carried out.
#[derive(Debug)]
pub struct Run(connfn::Run);

impl Run {
    /// Begins. The plan is trusted no more than one from a file: what it says will be done.
    pub fn new(plan: &str, options: &str) -> Result<Self, Failure> {
        let options: RunOptions = read("the options of a run", options)?;
        Ok(Self(connfn::Run::new(&connfn::read_plan(plan)?, options.into())?))
    }

    pub fn poll(&mut self, now_ms: f64) -> Result<Poll, Failure> {
        Ok(self.0.poll(whole_number("the time", now_ms)?))
    }

    pub fn complete(&mut self, call: f64, outcome: &str, now_ms: f64) -> Result<(), Failure> {
        let now_ms = whole_number("the time", now_ms)?;
        let number = whole_number("the id of a call", call)?;
        let id: CallId = read("the id of a call", &format!("{number}"))?;
        self.0
            .complete(id, read("the outcome of a call", outcome)?, now_ms)
            .map_err(|_| Failure::invalid_argument(format!("no call with the id {number} is in flight")))
    }

    pub fn cancel(&mut self) {
        self.0.cancel();
    }

    pub fn take_events(&mut self) -> Vec<Event> {
        self.0.take_events()
    }

    pub fn receipt(&self) -> Receipt {
        self.0.receipt()
    }
}
