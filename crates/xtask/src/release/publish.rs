//! Publication. What was built and summed is sent as it is. A run that stopped midway can be repeated: what is there in this version is
//! left out.

use super::check::{self, check};
use super::{checksums, dist};
use crate::npm::Tarball;
use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::{javascript, repository, shell};
use clap::{Args, ValueEnum};

const VERSION: &str = env!("CARGO_PKG_VERSION");

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
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Registry {
    Npm,
    Crates,
}

pub(super) fn run(options: &Options) -> Outcome {
    check()?;
    if !options.dry_run {
        repository::demand()?;
    }
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
        } else if is_in_npm(&name) {
            println!("{name} is published in this version already");
        } else {
            Tarball { file }.publish(options.dry_run, options.provenance)?;
        }
    }
    Ok(())
}

fn is_in_npm(package: &str) -> bool {
    let wanted = format!("{package}@{VERSION}");
    // npm fails for a name that it does not know, and prints nothing for a version that it does not know.
    shell::output(&mut javascript::npm(&["view", &wanted, "version"])).is_ok_and(|version| !version.trim().is_empty())
}

/// cargo puts them into order, waits for each, and refuses all if one is there already. They are not built once more: `release crates`
/// has done that, and what others wrote must not run where the token for the registry is.
fn crates(options: &Options) -> Outcome {
    let workspace = shell::workspace()?;
    let published = check::published(&workspace).map(|package| package.name.as_str());
    let (there, missing): (Vec<_>, Vec<_>) = published.partition(|name| is_in_index(name));
    for name in there {
        println!("{name} is published in this version already");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let mut cargo = shell::cargo(&["publish", "--locked", "--no-verify"]);
    cargo.args(missing.iter().flat_map(|name| ["--package", name])).args(options.dry_run.then_some("--dry-run"));
    shell::run(&mut cargo)
}

/// cargo fails for a version that it does not find. Where it cannot ask, publishing fails for the same reason.
fn is_in_index(name: &str) -> bool {
    let wanted = format!("{name}@{VERSION}");
    shell::output(&mut shell::cargo(&["info", "--quiet", "--registry", "crates-io", &wanted])).is_ok()
}
