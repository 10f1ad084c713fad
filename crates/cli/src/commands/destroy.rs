//! `connfn destroy`: deletes all that the stack owns and its configuration does not protect.

use super::finishing::{self, Finish};
use crate::{
    args::DestroyArgs,
    cloud::{self, Cloud},
    confirm::Question,
    context::Context,
    exit::Exit,
    failure::Outcome,
    preparing::{self, Prepared},
};

pub(crate) fn run(args: &DestroyArgs, context: &Context) -> Outcome {
    let asked = preparing::Asked {
        path: &args.path,
        variables: &args.variables,
        format: args.format.into(),
        stack: &args.stack,
        target: &args.target,
    };
    match preparing::destruction(context, &asked)? {
        Some(prepared) => cloud::runtime()?.block_on(destroy(args, context, prepared)),
        None => Ok(Exit::Error),
    }
}

async fn destroy(args: &DestroyArgs, context: &Context, prepared: Prepared) -> Outcome {
    let cloud = Cloud::connect(&args.cloud, &prepared.folder, context).await?;
    let question = Question {
        command: "destroy",
        text: "Do you really want to destroy all of these? There is no undo.",
        instead: Some("review with `connfn plan --destroy --out plan.json` and then `connfn apply plan.json`"),
    };
    let finish = Finish { question: (!args.auto_approve).then_some(question), format: args.format };
    let ended = finishing::plan_and_carry_out(prepared, &cloud, &finish, context).await;
    cloud.close().await;
    ended
}
