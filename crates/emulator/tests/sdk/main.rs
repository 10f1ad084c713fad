//! The emulator as the AWS SDK for Rust sees it, and a few raw requests that no SDK would send.

mod distributions;
mod faults;
mod functions;
mod persistence;
mod stores;
mod support;
mod tags;
mod wire;
