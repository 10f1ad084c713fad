//! What was typed, and nothing else: no look at the environment or a file happens here.

mod authoring;
mod command;
mod deploying;
mod reading;
mod shared;
mod tools;
mod variables;

pub(crate) use authoring::{ConsoleArgs, ConvertArgs, NewArgs, NewFormat, TestArgs, ValidateArgs};
pub(crate) use command::Command;
pub(crate) use deploying::{ApplyArgs, DestroyArgs, PlanArgs, PlanningArgs, RollbackArgs, TargetArgs};
pub(crate) use reading::{DoctorArgs, ImportArgs, NeedArg, ObserveArgs, OutputArgs, ShowArgs};
pub(crate) use shared::{
    CloudArgs, ColorWhen, EndpointArgs, Format, GlobalArgs, PlanFormat, ProblemFormat, StackArgs, TestFormat,
};
pub(crate) use tools::{CompletionsArgs, EmulatorArgs, ExplainArgs, ManArgs};
pub(crate) use variables::{GivenVariable, VariableArgs};

use clap::Parser;

/// Plan and deploy AWS CloudFront connection functions, from Terraform configuration and without a state file.
#[derive(Debug, Parser)]
#[command(
    name = "connfn",
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "Examples:
  connfn new gate                     write a function, its tests and its configuration
  connfn validate                     check the configuration in this folder
  connfn test                         run the tests of its functions
  connfn plan --out plan.json         say what would change, and keep it
  connfn apply plan.json              do exactly that
  connfn apply --emulator             try it without an AWS account

Exit codes: 0 done, 1 error, 2 changes (`plan --detailed-exitcode`) or drift
(`plan --refresh-only`), 130 interrupted.
`connfn help COMMAND` says more about a command."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }
}
