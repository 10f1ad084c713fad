//! Every command, in the order in which the help lists them.

use super::{
    ApplyArgs, CompletionsArgs, ConsoleArgs, ConvertArgs, DestroyArgs, DoctorArgs, EmulatorArgs, ExplainArgs,
    ImportArgs, ManArgs, NewArgs, ObserveArgs, OutputArgs, PlanArgs, RollbackArgs, ShowArgs, TestArgs, ValidateArgs,
};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a new function, with its tests and its configuration
    New(NewArgs),
    /// Check a configuration, without AWS
    Validate(ValidateArgs),
    /// Run the tests of the functions, without AWS
    Test(TestArgs),
    /// Say what would have to change
    Plan(PlanArgs),
    /// Make CloudFront what the configuration says
    Apply(ApplyArgs),
    /// Delete all that the stack owns
    Destroy(DestroyArgs),
    /// Bring back what was before a run
    Rollback(RollbackArgs),
    /// Print the outputs of the configuration
    Output(OutputArgs),
    /// Show what exists
    Show(ShowArgs),
    /// Write the configuration of what exists
    Import(ImportArgs),
    /// Read CloudFront into a file that `plan --observed` takes
    Observe(ObserveArgs),
    /// Examine the account: permissions, quotas, and what is assumed of AWS
    Doctor(DoctorArgs),
    /// Serve a CloudFront stand-in on this machine
    Emulator(EmulatorArgs),
    /// Evaluate expressions, as Terraform's console
    Console(ConsoleArgs),
    /// Write a configuration in another format
    Convert(ConvertArgs),
    /// Say what a diagnostic means, with an example and the mend
    Explain(ExplainArgs),
    /// Write a completion script for a shell
    Completions(CompletionsArgs),
    /// Write the manual pages, for whoever packs a release
    #[command(hide = true)]
    Man(ManArgs),
    /// Run functions for another connfn
    #[command(hide = true)]
    SimulatorWorker,
}
