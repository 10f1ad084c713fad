//! What is made once, when every platform's part has been built: the npm package `connfn`, and the checksums of all.

use super::{checksums, dist, platform};
use crate::npm::{self, Tarball};
use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::{shell, wasm};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only say which platforms are missing, rather than fail
    #[arg(long)]
    incomplete: bool,
    /// Pack the WASM and the glue in this folder, rather than build them
    #[arg(long, value_name = "FOLDER")]
    wasm: Option<PathBuf>,
}

pub(super) fn run(options: &Options) -> Outcome {
    let dist = dist::folder()?;
    let lacks = |name: &String| !dist.join(name).is_file();
    let missing: Vec<_> = Platform::all()?.iter().flat_map(files_of).filter(lacks).collect();
    if !missing.is_empty() {
        let problem = format!("`{}` lacks {}", shell::shown(&dist), missing.join(", "));
        if !options.incomplete {
            return Err(problem.into());
        }
        println!("{problem}");
    }
    let wasm = options.wasm.clone().map_or_else(wasm::build, Ok)?;
    let package = npm::main_package(&wasm, &npm::folder()?)?;
    let tarball = Tarball::pack(&package, &dist)?;
    println!("wrote {}", shell::shown(&tarball.file));
    println!("wrote {}", shell::shown(&checksums::write(&dist)?));
    Ok(())
}

/// What is built for a platform.
fn files_of(platform: &Platform) -> [String; 2] {
    [platform::archive_name(platform), Tarball::name_of(&platform.package())]
}
