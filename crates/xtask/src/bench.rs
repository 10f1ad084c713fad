//! `cargo xtask bench`: the same plans natively, through the addon and through the WASM, in one run, with the ratios. It times
//! the packages that `cargo xtask npm` assembled last, and says so if there are none.

use crate::{Outcome, shell};
use std::env::consts::EXE_SUFFIX;

pub(crate) fn run() -> Outcome {
    let target = shell::workspace()?.target_directory.into_std_path_buf();
    if !target.join("npm/connfn").is_dir() {
        return Err("there is no package to time: run `cargo xtask npm` first".into());
    }
    shell::run(&mut shell::cargo(&["build", "--release", "--package", "connfn-bindings", "--example", "time-plan"]))?;
    let native = target.join(format!("release/examples/time-plan{EXE_SUFFIX}"));
    shell::run(shell::command("node").arg("tests/bench/plan.js").env("CONNFN_NATIVE", native))
}
