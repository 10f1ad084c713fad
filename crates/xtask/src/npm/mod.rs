//! `cargo xtask npm`: the npm packages as tarballs in `target/npm`: `connfn`, and the platform's package for this machine, which
//! carries the addon and the native command. Beside the tarballs lie the folders that they are made of; the examples and
//! tests link these.

mod main_package;
mod platform_package;
mod tarball;

pub(crate) use tarball::Tarball;
pub(crate) use {main_package::assemble as main_package, platform_package::assemble as platform_package};

use crate::binary::{self, Built};
use crate::outcome::Outcome;
use crate::platform::{self, Platform};
use crate::{files, repository, shell, wasm};
use clap::Args;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, Default, Args)]
pub(crate) struct Options {
    /// Pack this command, rather than build one
    #[arg(long, value_name = "FILE")]
    command: Option<PathBuf>,
    /// Pack this addon, rather than build one
    #[arg(long, value_name = "FILE")]
    addon: Option<PathBuf>,
    /// Pack the WASM and the glue in this folder, rather than build them
    #[arg(long, value_name = "FOLDER")]
    wasm: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Outcome {
    for tarball in make(options)? {
        println!("wrote {}", shell::shown(&tarball.file));
    }
    Ok(())
}

/// Packs what was built already, with the WASM of the packages before.
pub(crate) fn repack(built: &Built) -> Outcome {
    let (command, addon) = (Some(built.command.clone()), Some(built.addon.clone()));
    make(&Options { command, addon, wasm: Some(folder()?.join("wasm")) }).map(drop)
}

/// Builds what is not given, and packs it.
fn make(options: &Options) -> Outcome<Vec<Tarball>> {
    let command = options.command.clone().map_or_else(|| binary::release(None), Ok)?;
    let addon = options.addon.clone().map_or_else(|| binary::addon(None), Ok)?;
    let wasm = options.wasm.clone().map_or_else(wasm::build, Ok)?;
    let folder = folder()?;
    let package = main_package(&wasm, &folder)?;
    // Not packed; found by those who link the folder.
    files::copy(&addon, &package.join("connfn.node"))?;
    // Where Node finds it from the examples, which name it as their users will.
    files::copy(&package, &files::emptied(shell::root().join("examples/node_modules/connfn"))?)?;
    let mut packages = vec![package];
    match Platform::of_this_machine()? {
        Some(platform) => packages.push(platform_package(&platform, &addon, &command, &folder)?),
        None => println!("{} does not list this machine, so there is no package for it", platform::LIST),
    }
    remove_tarballs(&folder)?;
    packages.iter().map(|package| Tarball::pack(package, &folder)).collect()
}

/// Where packages are made.
pub(crate) fn folder() -> Outcome<PathBuf> {
    Ok(shell::workspace()?.target_directory.into_std_path_buf().join("npm"))
}

/// What a manifest says of where its package is from, as npm writes it. npm believes in the proof of where a package was built only if
/// the manifest says the same.
fn origin() -> [(&'static str, Value); 3] {
    let url = repository::here();
    [
        ("homepage", json!(format!("{url}#readme"))),
        ("repository", json!({ "type": "git", "url": format!("git+{url}.git") })),
        ("bugs", json!({ "url": format!("{url}/issues") })),
    ]
}

fn remove_tarballs(folder: &Path) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "tgz") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
