//! `cargo xtask test`: every test there is, of every language. It installs what the tests import; what a machine may lack
//! altogether is in [`optional_part`].

use crate::outcome::Outcome;
use crate::steps::Steps;
use crate::{binary, javascript, npm, optional_part, python, rust};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Fail, rather than skip, where a browser or Python is missing (also CONNFN_REQUIRE_OPTIONAL=1)
    #[arg(long)]
    require_optional: bool,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let demand_all = options.require_optional || optional_part::demanded();
    let mut steps = Steps::new(true);
    let mut binary = None;
    steps.must("build", || {
        binary = Some(binary::debug()?);
        Ok(())
    });
    let binary = binary.as_deref();
    match binary {
        Some(binary) => steps.must("Rust", || rust::test(binary)),
        None => steps.skip("Rust", "the build failed"),
    };
    steps.must("Rust, optimized", rust::optimized);
    match binary {
        Some(binary) => steps.must("npm packages", || npm::build(binary)),
        None => steps.skip("npm packages", "the build failed"),
    };
    javascript::test(&mut steps, binary, demand_all)?;
    if python::exists() {
        match binary {
            Some(binary) => steps.step("boto3", || python::test(binary, demand_all)),
            None => steps.skip("boto3", "the build failed"),
        };
    }
    steps.finish("test")
}
