//! What the commands take that read CloudFront and change nothing there: `output`, `show`, `import`, `observe` and
//! `doctor`.

use super::{CloudArgs, EndpointArgs, Format, StackArgs, VariableArgs, shared::DEFAULT_FORMAT};
use clap::{Args, ValueEnum};
use connfn_doctor::Prefix;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn output                       every output of the configuration in this folder
  connfn output --raw gate_arn        one, for a shell: ARN=$(connfn output --raw gate_arn)
  connfn output --json

There is no state to take them from: they are worked out anew, and what CloudFront sets is read from
it. What does not exist yet is known only after apply.")]
pub(crate) struct OutputArgs {
    /// One output; all if it is left out
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    /// Print JSON, as Terraform does
    #[arg(long, conflicts_with = "raw", help_heading = "Output")]
    pub(crate) json: bool,
    /// Print a string, a number or a bool as it is
    #[arg(long, help_heading = "Output")]
    pub(crate) raw: bool,
    #[command(flatten)]
    pub(crate) stack: StackArgs,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn show                         every function and store of the account, without code
  connfn show allow-list              one of them, with its code
  connfn show --format json")]
pub(crate) struct ShowArgs {
    /// A function's name, id or ARN, or a store's; everything if it is left out
    #[arg(value_name = "NAME|ID")]
    pub(crate) resource: Option<String>,
    /// How to print it
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn import cf_30c2CV2elHwCoInb3LtcaUJkZeD
  connfn import allowed-devices --as allowed --out-dir site
  connfn import --all --out-dir site  everything in the account that no stack owns

Writes files and changes nothing in CloudFront; the next apply makes the resource the stack's own.")]
pub(crate) struct ImportArgs {
    /// A function's id, ARN or name, or a store's name or ARN
    #[arg(required_unless_present = "all")]
    pub(crate) id: Option<String>,
    /// Everything in the account that no stack owns and the folder does not declare, in `functions.tf` and `stores.tf`
    #[arg(long, conflicts_with_all = ["id", "label"], help_heading = "Import")]
    pub(crate) all: bool,
    /// The label in the configuration [default: made from the resource's name]
    #[arg(long = "as", value_name = "LABEL", help_heading = "Import")]
    pub(crate) label: Option<String>,
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = ".", help_heading = "Import")]
    pub(crate) out_dir: PathBuf,
    /// Write over files that are there
    #[arg(long, help_heading = "Import")]
    pub(crate) force: bool,
    /// How to print what was written
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn observe --out state.json     everything in the account
  connfn observe .                    only what planning this folder has to know
  connfn plan --observed state.json

The file holds the functions' code: treat it as you treat the code.")]
pub(crate) struct ObserveArgs {
    /// Read in full only what planning this configuration has to know [default: everything]
    pub(crate) path: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) stack: StackArgs,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn doctor
  connfn doctor --to read             of a role that only plans
  connfn doctor --format json
  connfn doctor --live --prefix trial make, test, publish and delete a throw-away function

Nothing is changed without `--live`: what a call could change that is made to see whether it is
permitted, cannot exist. With it, all that is made begins with the prefix and is deleted at the end,
also after Ctrl-C; what a killed run left, the next one with the same prefix deletes.
Ends with 1 if something is wrong; what is unknown is no error.")]
pub(crate) struct DoctorArgs {
    /// Ask only for the permissions to do this; may be given again [default: all of them]
    #[arg(long = "to", value_name = "DO", value_enum)]
    pub(crate) needs: Vec<NeedArg>,
    /// Check assumptions by changing something: make, test, publish and delete functions and stores
    #[arg(long, requires = "prefix", conflicts_with = "needs", help_heading = "Live")]
    pub(crate) live: bool,
    /// What their names begin with
    #[arg(long, value_name = "NAME", requires = "live", value_parser = prefix, help_heading = "Live")]
    pub(crate) prefix: Option<Prefix>,
    /// Do not ask
    #[arg(long, requires = "live", help_heading = "Live")]
    pub(crate) auto_approve: bool,
    /// How to print it
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) endpoint: EndpointArgs,
}

/// What permissions are needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NeedArg {
    /// Plan, show and import
    Read,
    /// Apply, destroy and roll back
    Apply,
    /// Test on CloudFront
    Test,
}

fn prefix(text: &str) -> Result<Prefix, String> {
    Prefix::parse(text).map_err(|why| why.to_string())
}
