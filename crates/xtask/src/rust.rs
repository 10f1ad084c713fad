//! The checks and tests that cargo runs.

use crate::outcome::Outcome;
use crate::shell;
use std::path::Path;

pub(crate) fn format() -> Outcome {
    shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))
}

pub(crate) fn clippy() -> Outcome {
    shell::run(&mut shell::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// The documentation of the libraries, in which every link leads somewhere. The headers of modules speak to maintainers of what is
/// private, too; where that is not shown such a link is a word.
pub(crate) fn documentation() -> Outcome {
    let mut doc = shell::cargo(&["doc", "--workspace", "--lib", "--no-deps"]);
    shell::run(doc.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links"))
}

/// Every Rust test; a failure in one crate does not keep the others from running.
pub(crate) fn test(binary: &Path, thorough: bool) -> Outcome {
    let mut test = shell::cargo(&["test", "--workspace", "--no-fail-fast"]);
    shell::run(test.env("CONNFN_BIN", binary).envs(thorough.then_some(("CONNFN_THOROUGH", "1"))))
}

/// What only optimized code does often enough in a minute: a hundred thousand histories, and damage at every byte. And what is said
/// of the time that checking and running a function takes.
pub(crate) fn optimized() -> Outcome {
    let mut functions = shell::cargo(&["test", "--release", "-p", "connfn-script", "-p", "connfn-simulator"]);
    functions.args(["check", "damaged", "hostile", "speed"].iter().flat_map(|name| ["--test", name]));
    shell::run(functions.args(["--", "--nocapture"]))?;
    let mut command = shell::cargo(&["test", "--release", "-p", "connfn-tests", "--no-default-features"]);
    shell::run(command.args(["--test", "histories", "--test", "damaged", "--", "--nocapture"]))
}

/// Holds an optimized command to what is promised of functions that mean harm: two seconds, and 256 MB.
pub(crate) fn hostile(binary: &Path) -> Outcome {
    let mut command = shell::cargo(&["test", "--workspace", "--test", "cli", "--", "--nocapture", "hostile::"]);
    shell::run(command.env("CONNFN_OPTIMIZED_BIN", binary))
}
