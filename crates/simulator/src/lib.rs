//! Connection functions without AWS: connection objects ([`connection`]), and functions that are run on them.
//!
//! Running one tells the decision, what it logged, what went wrong and where, and which lines were run.
//!
//! [`simulate`] refuses what `connfn_script` says that the runtime refuses, makes the code tell what it does (`instrument`), builds
//! the world that a function finds (`world`), runs it in an engine of JavaScript, and judges what became of it (`run`). The engine
//! knows more than AWS's runtime; what the table of features lacks is taken away. Where AWS does not say what it does, this crate
//! decides once, in `assumptions`.
//!
//! This crate does no I/O: no clock, network, file or randomness reaches a function, so that the same request gives the same outcome
//! on every machine. No request makes it panic. What a function may use is bounded (`limits`), but an engine in the same process
//! cannot stop a search that goes on for ever inside one regular expression, nor count every byte; whoever runs code of strangers
//! gives it a process of its own, or a worker, and ends that in time.

mod assumptions;
pub mod connection;
mod frames;
mod inspect;
mod instrument;
mod limits;
mod lost;
mod outcome;
mod refusal;
mod request;
mod run;
mod state;
mod subject;
mod world;

pub use lost::{Lost, PATIENCE_MS};
pub use outcome::{Coverage, Decision, ErrorKind, Outcome, ScriptError};
pub use request::{DEFAULT_NOW, Request};

/// Runs a function once.
pub fn simulate(request: &Request) -> Outcome {
    match refusal::check(request) {
        Ok(prepared) => run::run(request, &prepared),
        Err(error) => Outcome::refused(error),
    }
}

/// Something that runs functions: in this process, or in one that can be ended.
pub trait Engine {
    fn simulate(&self, request: &Request) -> Outcome;
}

/// Runs functions in this very process.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl Engine for InProcess {
    fn simulate(&self, request: &Request) -> Outcome {
        simulate(request)
    }
}
