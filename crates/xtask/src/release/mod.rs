//! `cargo xtask release`: what users install, from what its manifests say of it to its publication. One file a step; the release
//! workflow calls the steps and does nothing else, and each can be run on any machine for that machine's platform.

mod archive;
mod assemble;
mod changelog;
mod check;
mod checksums;
mod crates;
mod dist;
mod helps;
mod parts;
mod platform;
mod product;
mod publish;
mod sbom;
mod third_party;
mod version;

pub(crate) use check::check;
pub(crate) use product::Product;

use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::repository;
use crate::steps::Done;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Check that the manifests agree: one version, one toolchain, and all that a registry asks for
    Check(check::Options),
    /// Give everything a new version, and the changelog a section for it
    Version(version::Options),
    /// Say where the repository is, everywhere
    Repository(repository::Options),
    /// Print what the changelog tells of this version
    Notes,
    /// Pack and build every crate that is published, as `cargo publish` would, and send nothing
    Crates(crates::Options),
    /// Build what is made for each platform: the archive with the command, and the platform's npm package
    Platform(platform::Options),
    /// Build what is made once, and write the checksums
    Assemble(assemble::Options),
    /// Send what was built to a registry
    Publish(publish::Options),
}

pub(crate) fn run(options: &Options) -> Outcome {
    match &options.step {
        Step::Check(options) => check::run(options),
        Step::Version(options) => version::run(options),
        Step::Repository(options) => repository::run(options),
        Step::Notes => changelog::print(),
        Step::Crates(options) => crates::run(options),
        Step::Platform(options) => platform::run(options),
        Step::Assemble(options) => assemble::run(options),
        Step::Publish(options) => publish::run(options),
    }
}

/// Builds what a release has for this machine's platform, if it is one that a release is built for.
pub(crate) fn of_this_machine() -> Outcome<Done> {
    if Platform::of_this_machine()?.is_none() {
        return Ok(Done::Skipped("no release is built for this platform".to_owned()));
    }
    platform::run(&platform::Options::default())?;
    Ok(Done::Passed)
}
