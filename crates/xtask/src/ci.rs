//! `cargo xtask ci`: everything that must hold before a change is merged. `.ci/run` calls nothing else.
//!
//! The order is from quick to slow. The AWS SDK is compiled three times and no more: checked for clippy, for debug by the
//! first step that needs the binary, and for release.

use crate::outcome::Outcome;
use crate::steps::Steps;
use crate::{audit, binary, generate, purity, release, rust, shell, speed, tidy};
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
    steps.must("test", || shell::run(shell::command("cargo").args(["xtask", "test"])));
    let mut binary = None;
    steps.must("release build", || {
        binary = Some(binary::release(None)?);
        Ok(())
    });
    match &binary {
        Some(binary) => {
            steps.must("speed", || speed::measure(binary));
            steps.must("hostile functions", || rust::hostile(binary));
            steps.step("release", release::of_this_machine);
        }
        None => {
            for step in ["speed", "hostile functions", "release"] {
                steps.skip(step, "there is no release binary");
            }
        }
    }
    steps.finish("ci")
}
