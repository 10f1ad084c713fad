//! What the test binaries share: the cases on disk, and a CloudFront that is a plain value.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "this is test code: what should not happen ends the test"
)]

pub mod archive;
pub mod cases;
pub mod desired;
pub mod dice;
mod difference;
pub mod drive;
pub mod folder;
pub mod generate;
pub mod history;
pub mod life;
pub mod model;
pub mod spec;
pub mod tested;
