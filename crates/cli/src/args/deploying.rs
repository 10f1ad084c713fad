//! What the commands take that plan changes and carry them out: `plan`, `apply`, `destroy` and `rollback`.

use super::{CloudArgs, Format, PlanFormat, StackArgs, VariableArgs, shared::DEFAULT_FORMAT};
use clap::Args;
use std::path::PathBuf;

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
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
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
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
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
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) cloud: CloudArgs,
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
