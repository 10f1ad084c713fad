//! The emulator as the AWS SDK for Rust sees it, and a few raw requests that no SDK would send.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers are tests too, and clippy sees that of test functions only"
)]

mod concurrency;
mod distributions;
mod faults;
mod functions;
mod identity;
mod otherwise;
mod persistence;
mod random;
mod size;
mod stale;
mod stores;
mod support;
mod tags;
mod testing;
mod wire;
