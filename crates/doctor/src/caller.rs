//! Whoever makes the calls.

use crate::{answer::Answer, call::Call};
use core::future::Future;

/// The way to AWS, and the clock. It decides nothing: it makes the call that it is told and tells what became of it.
pub trait Caller {
    fn call(&mut self, call: Call) -> impl Future<Output = Answer>;
}
