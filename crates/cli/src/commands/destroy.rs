//! `connfn destroy`: deletes all that the stack owns and its configuration does not protect.

use super::finishing::{self, Finish};
use crate::{
    args::DestroyArgs,
    cloud::{self, Cloud},
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
    let finish = Finish {
        command: "destroy",
        question: Some("Do you really want to destroy all of these? There is no undo.").filter(|_| !args.auto_approve),
        format: args.format,
    };
    let ended = finishing::plan_and_carry_out(prepared, &cloud, &finish, context).await;
    cloud.close().await;
    ended
}
