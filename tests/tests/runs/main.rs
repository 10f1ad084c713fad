//! How a plan is carried out: order, limits, pauses, what a lost answer leads to, what stops and what goes on, and what
//! the receipt says of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

mod answers;
mod order;
mod pauses;
mod receipt;
mod support;
