//! What an examination asks and how it judges, over an account in memory. Nothing waits here, so that an examination is one poll.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers are tests too, and clippy sees that of test functions only"
)]

mod account;
mod hindering;
mod permissions;
mod quotas;
mod reaching;
mod reporting;
mod seeing;
