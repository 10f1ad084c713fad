//! `cargo xtask ci`: everything that must hold before a change is merged. `.ci/run` calls nothing else.
//!
//! The order is from quick to slow. The AWS SDK is compiled three times and no more: checked for clippy, for debug by the
//! first step that needs the binary, and for release. What is tested in debug, where it is compiled soon, is what a newcomer's
//! `cargo xtask test` does; what only optimized code can show, or what is shipped, comes after it.

use crate::binary::{self, Built};
use crate::outcome::Outcome;
use crate::steps::Steps;
use crate::{audit, generate, javascript, npm, purity, release, rust, shell, speed, tidy};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Run the later steps even if an earlier one fails; this is the default
    #[arg(long, conflicts_with = "fail_fast")]
    keep_going: bool,
    /// Stop at the first step that fails
    #[arg(long)]
    fail_fast: bool,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let mut steps = Steps::new(!options.fail_fast);
    steps.must("format", rust::format);
    steps.must("house rules", tidy::run);
    steps.must("manifests", release::check);
    // Not demanded: its tools take minutes to install, and its databases are elsewhere.
    audit::take(&mut steps, false);
    steps.must("purity", purity::rules);
    steps.must("wasm check", purity::wasm_check);
    steps.must("clippy", rust::clippy);
    steps.must("documentation", rust::documentation);
    steps.must("generated files", || generate::check(&[]));
    // Not a call within this process: what a newcomer is told to type is what must work.
    steps.must("test", || shell::run(shell::command("cargo").args(["xtask", "test"]).env("CONNFN_THOROUGH", "1")));
    steps.must("optimized: Rust", rust::optimized);
    let mut built = None;
    steps.must("optimized: build", || {
        built = Some(binary::optimized()?);
        Ok(())
    });
    match &built {
        Some(built) => as_shipped(&mut steps, built)?,
        None => _ = steps.skip("optimized", "the build failed"),
    }
    steps.finish("ci")
}

/// What is held to what users are given. The tests before it are of the same code, compiled in a fraction of the time.
fn as_shipped(steps: &mut Steps, built: &Built) -> Outcome {
    steps.must("optimized: speed", || speed::measure(&built.command));
    steps.must("optimized: hostile functions", || rust::hostile(&built.command));
    steps.step("optimized: release", release::of_this_machine);
    steps.must("optimized: npm packages", || npm::repack(built));
    javascript::test_optimized(steps, &built.command)
}
