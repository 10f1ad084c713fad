//! Tests that CloudFront runs: where they stand in a plan, what a plan file may not do with them, and what becomes of a run when
//! one fails, gets no answer, or one that is not understood.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

mod edited;
mod plan;
mod run;
mod support;
