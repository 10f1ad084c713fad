//! Examines an account: which calls to make, in which order, what each answer means, and the report.
//!
//! It makes no call itself. A [`Caller`] does, and tells what became of each; nothing else is asked of the outside, so that every
//! judgement can be tested without a network. What connfn assumes of AWS is listed here once ([`assumptions`]), for the command and
//! for `docs/assumptions.md`.
#![no_std]

extern crate alloc;

mod answer;
pub mod assumptions;
mod call;
mod caller;
mod examine;
pub mod help;
mod listing;
mod live;
mod looks;
mod report;
mod seen;

pub use answer::{Answer, Clocks, Function, Given, Identity, Outcome, Store, TestResult};
pub use call::{Call, FunctionConfig, Version};
pub use caller::Caller;
pub use examine::{Need, Situation, examine};
pub use live::{BadPrefix, Doubt, Kind, Left, Live, LiveOutcome, Patience, Prefix, live};
pub use report::{Area, Finding, Report, Verdict, human};
