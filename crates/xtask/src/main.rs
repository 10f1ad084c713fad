//! `cargo xtask`: everything that is done to this repository rather than by it. One file a subcommand; a new one is a module,
//! a variant of `Task` and a line in `main`.

mod audit;
mod bench;
mod beside;
mod binary;
mod ci;
mod files;
mod generate;
mod javascript;
mod npm;
mod optional;
mod optional_part;
mod outcome;
mod platform;
mod purity;
mod python;
mod release;
mod repository;
mod rust;
mod shell;
mod speed;
mod steps;
mod test;
mod tidy;
mod wasm;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "Builds, generates, checks and releases connfn",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Do everything that must hold before a change is merged
    Ci(ci::Options),
    /// Run all tests, installing what they need
    Test(test::Options),
    /// Write the generated files, or check that they are fresh
    Generate(generate::Options),
    /// Ask for advisories, licences and what nothing uses
    Audit(audit::Options),
    /// Check that the pure crates do no I/O, and which crates build on which
    Purity,
    /// Check the rules of the house that a text can be held to
    Tidy,
    /// Measure what validating costs with the release binary
    Speed,
    /// Build the WASM with its JavaScript glue
    Wasm,
    /// Time deployments against the emulator, and plans on every surface
    Bench(bench::Options),
    /// Build the npm packages, for this machine's platform
    Npm(npm::Options),
    /// Check, pack and publish what users install
    Release(release::Options),
    /// List what some tests need and a machine may lack
    Optional(optional::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Ci(options) => ci::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Generate(options) => generate::run(&options),
        Task::Audit(options) => audit::run(&options),
        Task::Purity => purity::run(),
        Task::Tidy => tidy::run(),
        Task::Speed => speed::run(),
        Task::Wasm => wasm::run(),
        Task::Bench(options) => bench::run(&options),
        Task::Npm(options) => npm::run(&options),
        Task::Release(options) => release::run(&options),
        Task::Optional(options) => optional::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
