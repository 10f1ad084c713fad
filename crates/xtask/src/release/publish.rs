//! Publication. What was built and summed is sent as it is. A run that stopped midway can be repeated: a package that is there in
//! this version is left out.

use super::check::check;
use super::{checksums, dist};
use crate::npm::Tarball;
use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::{javascript, shell};
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Where to
    registry: Registry,
    /// Do everything but send
    #[arg(long)]
    dry_run: bool,
    /// To npm: with a proof of where it was built, which only CI can give
    #[arg(long)]
    provenance: bool,
    /// To the registry of crates: leave out a crate that is there already
    #[arg(long, value_name = "CRATE")]
    exclude: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Registry {
    Npm,
    Crates,
}

pub(super) fn run(options: &Options) -> Outcome {
    check()?;
    match options.registry {
        Registry::Npm => npm(options),
        Registry::Crates => crates(options),
    }
}

/// The platforms' packages first: who installs the package that names them must find them.
fn npm(options: &Options) -> Outcome {
    let dist = dist::folder()?;
    checksums::verify(&dist)?;
    let platforms = Platform::all()?;
    for name in platforms.iter().map(Platform::package).chain(["connfn".to_owned()]) {
        let file = dist.join(Tarball::name_of(&name));
        if options.dry_run && !file.is_file() {
            println!("{name} was not built here");
        } else if is_published(&name) {
            println!("{name} is published in this version already");
        } else {
            Tarball { file }.publish(options.dry_run, options.provenance)?;
        }
    }
    Ok(())
}

fn is_published(package: &str) -> bool {
    let wanted = format!("{package}@{}", env!("CARGO_PKG_VERSION"));
    // npm fails for a name that it does not know, and prints nothing for a version that it does not know.
    shell::output(&mut javascript::npm(&["view", &wanted, "version"])).is_ok_and(|version| !version.trim().is_empty())
}

fn crates(options: &Options) -> Outcome {
    let mut cargo = shell::cargo(&["publish", "--workspace", "--locked"]);
    cargo.args(options.dry_run.then_some("--dry-run"));
    cargo.args(options.exclude.iter().flat_map(|name| ["--exclude", name]));
    shell::run(&mut cargo)
}
