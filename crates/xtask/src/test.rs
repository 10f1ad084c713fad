//! `cargo xtask test`: every test there is, of every language. It installs what the tests import; what a machine may lack
//! altogether is in [`optional_part`].

use crate::beside::Beside;
use crate::binary::{self, Built};
use crate::outcome::Outcome;
use crate::steps::Steps;
use crate::{javascript, optional_part, python, rust, shell};
use clap::Args;
use std::env;
use std::path::PathBuf;
use std::process::Command;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Run the JavaScript tests in these folders alone, such as tests/js, with what was built last
    folders: Vec<String>,
    /// Let them run this command, rather than the one that was built last
    #[arg(long, value_name = "FILE", requires = "folders")]
    command: Option<PathBuf>,
    /// Fail, rather than skip, where a browser or Python is missing (also CONNFN_REQUIRE_OPTIONAL=1)
    #[arg(long)]
    require_optional: bool,
    /// Let the tests that have more cases than anybody wants to wait for take them all (also CONNFN_THOROUGH=1)
    #[arg(long)]
    thorough: bool,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let demand_all = options.require_optional || optional_part::demanded();
    if options.folders.is_empty() {
        let mut steps = Steps::new(true);
        all(&mut steps, options, demand_all)?;
        return steps.finish("test");
    }
    let command = options.command.clone().map_or_else(binary::last, Ok)?;
    options.folders.iter().try_for_each(|folder| javascript::test(folder, &command, demand_all))
}

fn all(steps: &mut Steps, options: &Options, demand_all: bool) -> Outcome {
    let mut built = None;
    steps.must("build", || {
        built = Some(binary::debug()?);
        Ok(())
    });
    let Some(built) = built else {
        steps.skip("tests", "the build failed");
        return Ok(());
    };
    let packages = Beside::start("npm packages", packing(&built)?);
    steps.must("Rust", || rust::test(&built.command, options.thorough));
    packages.join(steps);
    javascript::test_all(steps, &built.command, demand_all)?;
    if python::exists() {
        steps.step("boto3", || python::test(&built.command, demand_all));
    }
    Ok(())
}

/// This program, making the npm packages of what was built.
fn packing(built: &Built) -> Outcome<Command> {
    let mut npm = shell::command(env::current_exe()?);
    npm.arg("npm").arg("--command").arg(&built.command).arg("--addon").arg(&built.addon);
    Ok(npm)
}
