//! A plan from a file: what it was reviewed as is what is done, if CloudFront is still as it was then.

use super::finishing::{self, Finish};
use crate::{
    args::ApplyArgs,
    cloud::{self, Cloud},
    context::Context,
    failure::{Failure, Outcome},
    sources,
    text::shown,
    wholly,
};
use connfn::{Code, Mode, Plan};
use std::path::Path;

/// As the library's own limit on a plan, which is checked before the text is read.
const PLAN_LIMIT: u64 = 256 * 1024 * 1024;

/// What `apply` was given.
#[derive(Debug)]
pub(crate) enum Target {
    Configuration,
    Plan(Box<Plan>),
}

/// A file that is no document of a configuration is a plan, or a mistake.
pub(crate) fn target(path: &Path) -> Outcome<Target> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    if !path.is_file() || sources::is_document(&name) {
        return Ok(Target::Configuration);
    }
    let text = wholly::read(path, PLAN_LIMIT)
        .map_err(|error| Failure::new(format!("cannot read the plan `{}`: {error}", shown(path))))?;
    match connfn::read_plan(&text) {
        Ok(plan) => Ok(Target::Plan(Box::new(plan))),
        Err(problem) if problem.code == Code::PlanSyntax && !looks_like_a_plan(&text) => Err(Failure::with_help(
            format!("`{}` is neither a configuration nor a saved plan", shown(path)),
            "give a folder, a file that ends in `.tf` or `.tf.json`, `connfn.yaml` or the like, or a plan that `connfn plan --out FILE` wrote",
        )),
        Err(problem) => Err(problem.into()),
    }
}

/// Whether a broken text was a plan once, so that it is worth saying what is wrong with it.
fn looks_like_a_plan(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"format_version\"")
}

pub(crate) fn apply(plan: &Plan, args: &ApplyArgs, context: &Context) -> Outcome {
    refuse_options(plan, args)?;
    if plan.mode == Mode::RefreshOnly {
        plan.check_applicable().map_err(Failure::Diagnostics)?;
    }
    cloud::runtime()?.block_on(apply_current(plan, args, context))
}

/// What would have to be decided before a plan is made.
fn refuse_options(plan: &Plan, args: &ApplyArgs) -> Outcome<()> {
    if args.planning.adopt
        || args.planning.no_prune
        || args.planning.remote_tests
        || args.planning.skip_tests
        || !args.target.targets.is_empty()
        || !args.variables.given.is_empty()
    {
        return Err(Failure::with_help(
            "`--adopt`, `--no-prune`, `--remote-tests`, `--skip-tests`, `--target`, `--var` and `--var-file` say how to plan, and this plan is made already",
            "pass them to `connfn plan --out FILE`",
        ));
    }
    match &args.stack.stack {
        Some(stack) if *stack != plan.stack => Err(Failure::with_help(
            format!("the plan is of stack `{}`, not of `{stack}`", plan.stack),
            "leave `--stack` out: a saved plan knows its stack",
        )),
        _ => Ok(()),
    }
}

async fn apply_current(plan: &Plan, args: &ApplyArgs, context: &Context) -> Outcome {
    let finish = Finish { question: None, format: args.format };
    finishing::show_plan(plan, &finish, context)?;
    plan.check_applicable().map_err(Failure::Diagnostics)?;
    let folder = Path::new(".");
    let cloud = Cloud::connect(&args.cloud, folder, context).await?;
    let ended = match finishing::ensure_current(plan, &cloud, context).await {
        Ok(()) => finishing::carry_out(plan, &cloud, folder, &finish, context).await,
        Err(failure) => Err(failure),
    };
    cloud.close().await;
    ended
}
