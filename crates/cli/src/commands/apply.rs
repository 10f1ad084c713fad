//! `connfn apply`: plans, asks and carries out, or carries out a plan that was saved.

use super::{
    finishing::{self, Finish},
    saved::{self, Target},
};
use crate::{
    args::ApplyArgs,
    cloud::{self, Cloud},
    context::Context,
    exit::Exit,
    failure::Outcome,
    preparing::{self, Prepared},
};
use connfn::Mode;

pub(crate) fn run(args: &ApplyArgs, context: &Context) -> Outcome {
    if let Target::Plan(plan) = saved::target(&args.path)? {
        return saved::apply(&plan, args, context);
    }
    match preparing::configuration(
        context,
        &args.path,
        args.format,
        &args.stack,
        Mode::Normal,
        &args.planning,
        &args.target,
    )? {
        Some(prepared) => cloud::runtime()?.block_on(apply(args, context, prepared)),
        None => Ok(Exit::Error),
    }
}

async fn apply(args: &ApplyArgs, context: &Context, prepared: Prepared) -> Outcome {
    let cloud = Cloud::connect(&args.cloud, &prepared.folder, context).await?;
    let finish = Finish {
        command: "apply",
        question: Some("Do you want to perform these actions?").filter(|_| !args.auto_approve),
        format: args.format,
    };
    let ended = finishing::plan_and_carry_out(prepared, &cloud, &finish, context).await;
    cloud.close().await;
    ended
}
