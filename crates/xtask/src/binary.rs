//! Building the command, and where it then lies.
//!
//! The AWS SDK takes minutes to compile, and cargo compiles it anew for every other set of features. So the debug binary is
//! built together with the tests, which gives both the same features, and it is the only debug build that tasks make.

use crate::{Outcome, shell};
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

/// Builds the debug binary and every test.
pub(crate) fn debug() -> Outcome<PathBuf> {
    shell::run(&mut shell::cargo(&["build", "--workspace", "--bin", "connfn", "--tests"]))?;
    built("debug")
}

/// Builds the release binary.
pub(crate) fn release() -> Outcome<PathBuf> {
    shell::run(&mut shell::cargo(&["build", "--release", "--package", "connfn-cli", "--bin", "connfn"]))?;
    built("release")
}

fn built(profile: &str) -> Outcome<PathBuf> {
    let folder = shell::workspace()?.target_directory.into_std_path_buf().join(profile);
    let file = folder.join(format!("connfn{EXE_SUFFIX}"));
    if file.is_file() { Ok(file) } else { Err(format!("cargo built no `{}`", file.display()).into()) }
}
