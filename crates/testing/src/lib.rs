//! Runs the tests of connection functions and says what they showed.
//!
//! Tests come from a configuration, as `connfn_config` read them; whatever runs a function comes as an [`Engine`]. The answer is a
//! [`TestReport`](connfn_core::testing::TestReport), by which the plan decides what may be published, and which [`report`] writes
//! for people and for programs. Nothing here reads a file or a clock, and no limit of time is kept: that is the engine's affair.

mod connection;
mod judge;
pub mod report;
mod run;

pub use connfn_simulator::Engine;
pub use run::{Selection, run};
