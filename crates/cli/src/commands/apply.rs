//! `connfn apply`: plans, asks and carries out, or carries out a plan that was saved.

use super::{
    finishing::{self, Finish},
    saved::{self, Target},
};
use crate::{
    args::ApplyArgs,
    cloud::{self, Cloud},
    confirm::Question,
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
    let asked = preparing::Asked {
        path: &args.path,
        variables: &args.variables,
        format: args.format.into(),
        stack: &args.stack,
        target: &args.target,
    };
    match preparing::configuration(context, &asked, Mode::Normal, &args.planning)? {
        Some(prepared) => cloud::runtime()?.block_on(apply(args, context, prepared)),
        None => Ok(Exit::Error),
    }
}

async fn apply(args: &ApplyArgs, context: &Context, prepared: Prepared) -> Outcome {
    let cloud = Cloud::connect(&args.cloud, &prepared.folder, context).await?;
    let question = Question {
        command: "apply",
        text: "Do you want to perform these actions?",
        instead: Some("review with `connfn plan --out plan.json` and then `connfn apply plan.json`"),
    };
    let finish = Finish { question: (!args.auto_approve).then_some(question), format: args.format };
    let ended = finishing::plan_and_carry_out(prepared, &cloud, &finish, context).await;
    cloud.close().await;
    ended
}
