//! The native shell around the core: reads an account and carries a plan out with the AWS SDK for Rust.
//!
//! It decides nothing. What to read is [`connfn_core::scope::Scope`]'s word; order, waiting and what a lost answer means
//! are [`connfn_core::run::Run`]'s; what an examination asks is [`connfn_doctor::examine`]'s, and [`connfn_doctor::live`]'s
//! where it makes something to look at. This crate owns the network and the clock, and turns one call into one outcome.

mod call;
mod client;
mod clock;
mod document;
mod execute;
mod failure;
mod observe;
mod probe;
mod transmission;

pub use aws_sdk_cloudfront::Client;
pub use call::perform;
pub use client::{ClientOptions, client};
pub use execute::{Hooks, execute};
pub use observe::{ObserveError, Progress, observe};
pub use probe::{PatientProber, Prober};
