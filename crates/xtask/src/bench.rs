//! `cargo xtask bench`: how fast connfn is. Whole deployments against the emulator with the latency of a network, each against
//! the shortest time that so many calls can take; and the same plans natively, through the addon and through the WASM, in one
//! run, with the ratios. The latter times the packages that `cargo xtask npm` assembled last, and says so if there are none.

use crate::outcome::Outcome;
use crate::shell;
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Time only this
    #[arg(value_enum)]
    only: Option<What>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Deployments against the emulator, and planning alone
    Service,
    /// The same plans natively, through the addon and through the WASM
    Surfaces,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let target = shell::workspace()?.target_directory.into_std_path_buf();
    if options.only != Some(What::Surfaces) {
        service(&target)?;
    }
    if options.only != Some(What::Service) {
        surfaces(&target)?;
    }
    Ok(())
}

fn service(target: &Path) -> Outcome {
    build("connfn-tests", "time-service")?;
    shell::run(&mut shell::command(example(target, "time-service")))
}

fn surfaces(target: &Path) -> Outcome {
    if !target.join("npm/connfn").is_dir() {
        return Err("there is no package to time: run `cargo xtask npm` first".into());
    }
    build("connfn-bindings", "time-plan")?;
    shell::run(shell::command("node").arg("tests/bench/plan.js").env("CONNFN_NATIVE", example(target, "time-plan")))
}

fn build(package: &str, example: &str) -> Outcome {
    shell::run(&mut shell::cargo(&["build", "--release", "--package", package, "--example", example]))
}

fn example(target: &Path, name: &str) -> PathBuf {
    target.join(format!("release/examples/{name}{EXE_SUFFIX}"))
}
