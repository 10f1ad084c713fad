//! `connfn man`: the manual pages of the command, one for each of its commands, made of what `--help` says. No help names it: it
//! is for whoever packs a release.

use crate::{
    args::{Cli, ManArgs},
    exit::Exit,
    failure::{Failure, Outcome},
    text::shown,
};
use clap::CommandFactory;
use std::fs;

pub(crate) fn run(args: &ManArgs) -> Outcome {
    let folder = &args.folder;
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
        .map_err(|error| Failure::new(format!("cannot write manual pages to `{}`: {error}", shown(folder))))?;
    Ok(Exit::Done)
}
