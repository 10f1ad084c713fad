//! `connfn completions`: a completion script for a shell.

use crate::{
    args::{Cli, CompletionsArgs},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};
use clap::CommandFactory;

pub(crate) fn run(args: &CompletionsArgs, context: &Context) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "connfn", &mut script);
    let script = String::from_utf8(script).map_err(|_| Failure::new("the completion script is not text"))?;
    context.output.data(&script)?;
    Ok(Exit::Done)
}
