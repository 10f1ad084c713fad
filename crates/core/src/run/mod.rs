//! The run: a plan being carried out, as a state machine without I/O. It says which calls to make, is told what became
//! of them, and decides everything: order, concurrency, waiting, what a lost answer means, when to stop.
//!
//! The caller owns clock and network: it passes the time in, in milliseconds from any fixed start, and makes the calls.

mod call;
mod event;
mod look;
mod machine;
mod read;
mod receipt;
mod schedule;
mod settle;
mod state;

pub use call::{Call, CallId, Poll, RunOptions, Unexpected};
pub use event::{Event, EventKind};
pub use machine::Run;
pub use read::read;
pub use receipt::{CallRecord, FORMAT_VERSION, Receipt, RunResult, StepRecord, StepStatus};
