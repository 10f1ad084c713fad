//! What is built for each platform, in `target/dist`: the archive with the command, and the platform's npm package.

use super::archive::{self, Entry};
use super::product::Product;
use super::{dist, helps};
use crate::npm::{self, Tarball};
use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::{binary, files, shell};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Default, Args)]
pub(crate) struct Options {
    /// Build for the platform that Rust calls so, rather than for this machine
    #[arg(long)]
    target: Option<String>,
    /// Pack this command, rather than build one
    #[arg(long, value_name = "FILE")]
    command: Option<PathBuf>,
    /// Pack this addon, rather than build one
    #[arg(long, value_name = "FILE")]
    addon: Option<PathBuf>,
}

pub(super) fn run(options: &Options) -> Outcome {
    let unlisted = "npm/platforms.json does not list this platform";
    let (platform, asked) = match &options.target {
        Some(target) => (Platform::of_target(target)?.ok_or(unlisted)?, true),
        None => (Platform::of_this_machine()?.ok_or(unlisted)?, false),
    };
    // Without a target, what this machine has built already is used.
    let build_for = asked.then_some(&platform);
    let command = options.command.clone().map_or_else(|| binary::release(build_for), Ok)?;
    let addon = options.addon.clone().map_or_else(|| binary::addon(build_for), Ok)?;
    start(&command)?;
    let dist = dist::folder()?;
    let archive = pack(&platform, &command, &dist)?;
    let package = npm::platform_package(&platform, &addon, &command, &npm::folder()?)?;
    let tarball = Tarball::pack(&package, &dist)?;
    for file in [&archive, &tarball.file] {
        println!("wrote {}", shell::shown(file));
    }
    Ok(())
}

/// What does not start is not packed.
fn start(command: &Path) -> Outcome {
    let said = shell::output(shell::command(command).arg("--version"))?;
    let wanted = concat!("connfn ", env!("CARGO_PKG_VERSION"));
    if said.trim() == wanted { Ok(()) } else { Err(format!("the command says that it is `{}`", said.trim()).into()) }
}

/// The name of a platform's archive.
pub(super) fn archive_name(platform: &Platform) -> String {
    format!("{}.tar.gz", stem(platform))
}

fn stem(platform: &Platform) -> String {
    format!("connfn-{}-{}", env!("CARGO_PKG_VERSION"), platform.target)
}

/// Writes the archive: one folder with the command and what belongs beside it.
fn pack(platform: &Platform, command: &Path, dist: &Path) -> Outcome<PathBuf> {
    let documents = files::emptied(dist.join("documents"))?;
    let described = Product::archive(platform).describe(&documents)?;
    let root = shell::root();
    let program = format!("connfn{}", platform.suffix());
    let named = |name: &str, from| (name.to_owned(), from);
    let mut sources = vec![named(&program, command.to_owned())];
    sources.extend(["CHANGELOG.md", "LICENSE"].map(|name| named(name, root.join(name))));
    sources.push(named("README.md", root.join("crates/cli/README.md")));
    sources.extend(described.map(|name| named(name, documents.join(name))));
    sources.extend(helps::write(command, &documents)?);
    let stem = stem(platform);
    let entries: Vec<_> = sources
        .into_iter()
        .map(|(name, from)| Entry { is_program: name == program, name: format!("{stem}/{name}"), from })
        .collect();
    let file = dist.join(archive_name(platform));
    archive::write(&entries, &file)?;
    std::fs::remove_dir_all(documents)?;
    Ok(file)
}
