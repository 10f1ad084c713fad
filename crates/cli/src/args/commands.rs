//! Every command, and what each takes that no file beside this one holds.

use super::{
    CloudArgs, Format, NewArgs, PlanFormat, ProblemFormat, StackArgs, TestArgs, VariableArgs, shared::DEFAULT_FORMAT,
};
use clap::{
    Args, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use connfn::Runtime;
use std::{net::IpAddr, path::PathBuf};

const BOTH: &[Format] = &[Format::Human, Format::Json];

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

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn validate
  connfn validate site/main.tf --format json
  connfn validate gate.js             function code alone
  connfn validate --format sarif > connfn.sarif
  connfn validate --format github     annotations in a job of GitHub Actions

Ends with 1 if there is an error; warnings are no error.")]
pub(crate) struct ValidateArgs {
    /// A folder with `*.tf` and `*.tf.json` or with `connfn.yaml`, `.toml` or `.json`, or one such file; or files of function
    /// code, which end in `.js`
    #[arg(value_name = "PATH", default_value = ".", num_args = 1..)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    /// The runtime that function code is for, without a configuration; `cloudfront-js-2.0` unless it is given
    #[arg(long, value_parser = runtime())]
    pub(crate) runtime: Option<Runtime>,
    /// Check function code as one that viewers without a certificate reach too, without a configuration
    #[arg(long)]
    pub(crate) optional_mtls: bool,
    /// How to print the result
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: ProblemFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn convert --to yaml
  connfn convert --to yaml --out connfn.yaml && rm *.tf
  connfn convert connfn.yaml --to tf --out main.tf

All documents become one, which means the same. Expressions are copied and not worked out.
Comments of `.tf`, YAML and TOML files are lost, and what YAML's aliases and `<<` stand for is
written out. The folders of modules and the values of variables are left as they are.")]
pub(crate) struct ConvertArgs {
    /// A folder with `*.tf` and `*.tf.json` or with `connfn.yaml`, `.toml` or `.json`, or one such file
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// What to write
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) to: ConfigurationFormat,
    /// Write to this file, which must not exist yet, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Takes AWS's names of runtimes.
fn runtime() -> impl TypedValueParser<Value = Runtime> {
    // No other name gets past the first parser.
    PossibleValuesParser::new(Runtime::ALL.map(Runtime::as_str))
        .map(|name| Runtime::parse(&name).unwrap_or(Runtime::Js2))
}

/// What a configuration can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConfigurationFormat {
    /// Terraform's language
    Tf,
    /// `connfn.yaml`
    Yaml,
    /// `connfn.toml`
    Toml,
    /// `connfn.json`, or `main.tf.json` where it has no short form
    Json,
}

impl From<ConfigurationFormat> for connfn::Format {
    fn from(format: ConfigurationFormat) -> Self {
        match format {
            ConfigurationFormat::Tf => Self::Tf,
            ConfigurationFormat::Yaml => Self::Yaml,
            ConfigurationFormat::Toml => Self::Toml,
            ConfigurationFormat::Json => Self::Json,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn plan
  connfn plan --out plan.json && connfn apply plan.json
  connfn plan --detailed-exitcode     0 no changes, 1 error, 2 changes
  connfn plan --observed state.json   plan against what `connfn observe` wrote, without AWS
  connfn plan --refresh-only          0 no drift, 1 error, 2 drift: for a nightly check
  connfn plan --format markdown       for a comment on a pull request
  connfn plan --target aws_cloudfront_connection_function.gate

Nothing is changed in CloudFront. With `--target` the plan is about the named resources and what they
refer to (with `--destroy`, what uses them) and leaves everything else alone; an address without
`[KEY]` means all instances.")]
pub(crate) struct PlanArgs {
    /// A folder with `*.tf` and `*.tf.json` or with `connfn.yaml`, `.toml` or `.json`, or one such file
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    /// Plan to delete all that the stack owns
    #[arg(long, conflicts_with_all = ["adopt", "no_prune", "skip_tests"], help_heading = "Planning")]
    pub(crate) destroy: bool,
    /// Only report where CloudFront is not what the configuration says; end with 2 if it is not
    #[arg(long, conflicts_with_all = ["destroy", "adopt", "skip_tests"], help_heading = "Planning")]
    pub(crate) refresh_only: bool,
    #[command(flatten)]
    pub(crate) planning: PlanningArgs,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    /// Plan against a saved observed state, without a call to AWS
    #[arg(long, value_name = "FILE", conflicts_with_all = ["emulator", "endpoint_url"], help_heading = "Planning")]
    pub(crate) observed: Option<PathBuf>,
    /// Save the plan, for `connfn apply FILE`
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) out: Option<PathBuf>,
    /// End with 2 if there are changes
    #[arg(long, help_heading = "Output")]
    pub(crate) detailed_exitcode: bool,
    /// How to print the plan
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: PlanFormat,
    #[command(flatten)]
    pub(crate) stack: StackArgs,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  echo 'upper(var.name)' | connfn console
  connfn console --var name=gate < expressions.txt
  connfn console                      asks for one expression after the other

Each line of standard input is an expression; one goes on while a bracket is open. Its value is
printed as `terraform console` prints it, and `type(x)` tells its type. `exit` or `quit` ends
it, and `help` helps. Ends with 1 if an expression has no value or the configuration an error.")]
pub(crate) struct ConsoleArgs {
    /// A folder, or one file of a configuration, whose names the expressions may use
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct TargetArgs {
    /// Plan only for this resource and what belongs to it; may be given again
    #[arg(long = "target", value_name = "ADDRESS", help_heading = "Planning")]
    pub(crate) targets: Vec<String>,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PlanningArgs {
    /// Take over resources of the configured names that no stack owns
    #[arg(long, help_heading = "Planning")]
    pub(crate) adopt: bool,
    /// Leave what the stack owns and the configuration no longer has
    #[arg(long, help_heading = "Planning")]
    pub(crate) no_prune: bool,
    /// Have CloudFront run the tests of each function too, on DEVELOPMENT, before it is published
    #[arg(long, help_heading = "Planning")]
    pub(crate) remote_tests: bool,
    /// Do not run the tests of the functions, and publish whether or not they would pass
    #[arg(long, conflicts_with = "remote_tests", help_heading = "Planning")]
    pub(crate) skip_tests: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn apply                        plan, ask, apply
  connfn apply plan.json              apply a saved plan, without asking
  connfn apply --auto-approve         as in a CI job
  connfn apply --emulator             without an AWS account

A saved plan is applied only if CloudFront is still as it was when the plan was made. Every run
leaves a receipt in `.connfn/receipts`, which `connfn rollback` takes. After Ctrl-C the calls in flight are finished and no other
is begun; a second one ends at once.")]
pub(crate) struct ApplyArgs {
    /// A configuration's folder or file, or a plan that `plan --out` saved
    #[arg(default_value = ".", value_name = "PATH|PLAN.json")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    #[command(flatten)]
    pub(crate) planning: PlanningArgs,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    /// Do not ask
    #[arg(long, help_heading = "Planning")]
    pub(crate) auto_approve: bool,
    /// How to print the result
    #[arg(long, default_value = DEFAULT_FORMAT, value_parser = Format::among(BOTH), help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) stack: StackArgs,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn destroy
  connfn plan --destroy               only say what would go
  connfn destroy --stack old-stack    a stack whose configuration is gone

The folder says which stack it is. Its configuration, if there still is one, is read for what it
protects with `prevent_destroy`; what it no longer declares goes too.")]
pub(crate) struct DestroyArgs {
    /// The configuration's folder, or a file in it
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    /// Do not ask
    #[arg(long, help_heading = "Planning")]
    pub(crate) auto_approve: bool,
    /// How to print the result
    #[arg(long, default_value = DEFAULT_FORMAT, value_parser = Format::among(BOTH), help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) stack: StackArgs,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn rollback .connfn/receipts/20261124T064131.250Z-0123456789ab.json
  connfn rollback RECEIPT.json --out plan.json && connfn apply plan.json

The plan is about what that run was to change, and about nothing else: what was updated goes back, in
DEVELOPMENT and in LIVE; what was created is deleted, if the stack still owns it; what was deleted is
created again, with a new id; what was adopted leaves the stack. It notes what has changed since the
run. What CloudFront cannot take back stays and is said: a first publication, the keys of a store.")]
pub(crate) struct RollbackArgs {
    /// The receipt of the run, which `apply` and `destroy` keep in `.connfn/receipts`
    pub(crate) receipt: PathBuf,
    /// Do not ask
    #[arg(long, help_heading = "Planning")]
    pub(crate) auto_approve: bool,
    /// Save the plan, for `connfn apply FILE`, and do nothing
    #[arg(long, value_name = "FILE", conflicts_with = "auto_approve", help_heading = "Output")]
    pub(crate) out: Option<PathBuf>,
    /// How to print the result
    #[arg(long, default_value = DEFAULT_FORMAT, value_parser = Format::among(BOTH), help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
}

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
    #[arg(long, default_value = DEFAULT_FORMAT, value_parser = Format::among(BOTH), help_heading = "Output")]
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
    #[arg(long, default_value = DEFAULT_FORMAT, value_parser = Format::among(BOTH), help_heading = "Output")]
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
  connfn emulator --port 4600 --state account.json
  AWS_ENDPOINT_URL_CLOUDFRONT=http://127.0.0.1:4600 aws cloudfront list-connection-functions
  connfn emulator --items allowed-devices=devices.json

The first line on standard output is the endpoint's URL. It runs the functions that are tested
(`TestConnectionFunction`). Ctrl-C ends it. Signatures are not verified: whoever reaches the port
may do everything.")]
pub(crate) struct EmulatorArgs {
    /// The TCP port to listen on; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) port: u16,
    /// The address to listen on; one that is not loopback lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
    /// Keep the account in this file [default: memory only]
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Let the key value store of this name hold the items of a file in AWS's import format; may be given again
    #[arg(long, value_name = "STORE=FILE", value_parser = store_items)]
    pub(crate) items: Vec<(String, PathBuf)>,
    /// Make the trouble that this JSON file asks for [env: CONNFN_EMULATOR_FAULTS]
    #[arg(long, value_name = "FILE")]
    pub(crate) faults: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn explain CF0101
  connfn explain                      every code with its title")]
pub(crate) struct ExplainArgs {
    /// A diagnostic's code; `cf101` will do
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn completions bash > ~/.local/share/bash-completion/completions/connfn
  connfn completions fish > ~/.config/fish/completions/connfn.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell to write for
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The folder to write to, which need not be there yet
    pub(crate) folder: PathBuf,
}

/// A store's name, and the file of what it holds.
fn store_items(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((store, file)) if !store.is_empty() && !file.is_empty() => Ok((store.to_owned(), file.into())),
        _ => Err("it is not of the form `STORE=FILE`".to_owned()),
    }
}
