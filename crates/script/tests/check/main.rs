//! The check of function code, from the outside. What measures time is a program of its own: `hostile.rs` and `speed.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files and the clock")]

#[macro_use]
mod support;

mod commonest;
mod damaged;
mod functions;
mod njs;
mod rules;
mod telling;
mod ways;
