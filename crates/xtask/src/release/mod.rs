//! `cargo xtask release`: what users install, from what its manifests say of it to its publication. One file a step; the release
//! workflow calls the steps and does nothing else, and each can be run on any machine for that machine's platform.

mod check;
mod crates;
mod parts;
mod product;
mod sbom;
mod third_party;
mod version;

pub(crate) use check::check;
pub(crate) use product::Product;

use crate::Outcome;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Check that the manifests agree: one version, one toolchain, and all that a registry asks for
    Check,
    /// Give everything a new version, and the changelog a section for it
    Version(version::Options),
    /// Pack and build every crate that is published, as `cargo publish` would, and send nothing
    Crates(crates::Options),
}

pub(crate) fn run(options: &Options) -> Outcome {
    match &options.step {
        Step::Check => check(),
        Step::Version(options) => version::run(options),
        Step::Crates(options) => crates::run(options),
    }
}
