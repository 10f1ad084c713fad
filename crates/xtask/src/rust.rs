//! The checks and tests that cargo runs.

use crate::{Outcome, shell};
use std::path::Path;

pub(crate) fn format() -> Outcome {
    shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))
}

pub(crate) fn clippy() -> Outcome {
    shell::run(&mut shell::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// Every Rust test; a failure in one crate does not keep the others from running.
pub(crate) fn test(binary: &Path) -> Outcome {
    shell::run(shell::cargo(&["test", "--workspace", "--no-fail-fast"]).env("CONNFN_BIN", binary))
}

/// The histories, as many as only optimized code plays in a minute.
pub(crate) fn histories() -> Outcome {
    let only = ["test", "--release", "-p", "connfn-tests", "--no-default-features", "--test", "histories"];
    shell::run(shell::cargo(&only).args(["--", "--nocapture"]))
}
