//! The crates as a registry gets them: each is packed, and built from what was packed, the others coming from their packages too.
//! So a file that lies outside of a crate, or a dependency that is not published, fails here and not at a user's.

use super::check::check;
use crate::outcome::Outcome;
use crate::shell;
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Pack only, and do not build
    #[arg(long)]
    no_verify: bool,
    /// Pack files that are not committed yet
    #[arg(long)]
    allow_dirty: bool,
}

pub(super) fn run(options: &Options) -> Outcome {
    check()?;
    let mut cargo = shell::cargo(&["publish", "--workspace", "--locked", "--dry-run"]);
    cargo.args(options.no_verify.then_some("--no-verify")).args(options.allow_dirty.then_some("--allow-dirty"));
    shell::run(&mut cargo)
}
