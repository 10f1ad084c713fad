//! The executor against the emulator, over real HTTP.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers are tests too, and clippy sees that of test functions only"
)]

mod broken;
mod calls;
mod cost;
mod errors;
mod execute;
mod faults;
mod living;
mod observe;
mod probing;
mod support;
mod torn;
