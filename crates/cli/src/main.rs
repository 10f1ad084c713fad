//! The command `connfn`. It reads files and the environment, asks and prints; what a configuration means, what a plan says
//! and how a run goes is for the library to decide.
//!
//! The way of a command: [`args`] holds what was typed, [`context`] adds what the environment says, and one file of
//! [`commands`] does the work with the modules beside it.

mod args;
mod carry;
mod cloud;
mod commands;
mod confirm;
mod context;
mod documents;
mod exit;
mod explain;
mod failure;
mod function_files;
mod interrupt;
mod out_file;
mod output;
mod outputs;
mod own_folder;
mod preparing;
mod progress;
mod random;
mod receipts;
mod report;
#[allow(dead_code, reason = "nothing asks a worker yet")]
mod simulating;
mod sources;
mod stack;
mod testing;
mod text;
mod variables;
mod watching;
mod wholly;
mod words;

use args::Cli;
use clap::{ColorChoice, CommandFactory, FromArgMatches};
use context::Context;
use exit::Exit;
use failure::{Failure, Outcome};
use std::{ffi::OsString, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let mut command = Cli::command().color(color_of(&arguments));
    let matches = command.try_get_matches_from_mut(arguments);
    let read = |matches| Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command));
    let cli = match matches.and_then(read) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let context = Context::of_environment(&cli.global);
    let ended = enter(cli.global.chdir.as_deref()).and_then(|()| commands::run(&cli.command, &context));
    ended.unwrap_or_else(|failure| report::failure(context.output, &failure)).into()
}

/// What `--color` says, for help and for what cannot be parsed.
fn color_of(arguments: &[OsString]) -> ColorChoice {
    let next = arguments.iter().skip_while(|argument| *argument != "--color").nth(1);
    let joined = arguments.iter().find_map(|argument| argument.to_str()?.strip_prefix("--color="));
    match joined.or_else(|| next?.to_str()) {
        Some("never") => ColorChoice::Never,
        Some("always") => ColorChoice::Always,
        _ => ColorChoice::Auto,
    }
}

/// Goes to the folder that `--chdir` names, before any other path is looked at.
fn enter(folder: Option<&Path>) -> Outcome<()> {
    let Some(folder) = folder else { return Ok(()) };
    std::env::set_current_dir(folder)
        .map_err(|error| Failure::new(format!("cannot work in `{}`: {error}", text::shown(folder))))
}

/// Help and versions are answers; everything else that clap says is an error. Its own exit code for those is 2, which a
/// plan takes for "changes present".
fn usage(error: &clap::Error) -> ExitCode {
    // Nobody is left to be told that the message could not be written.
    let _ = error.print();
    if error.use_stderr() { Exit::Error } else { Exit::Done }.into()
}
