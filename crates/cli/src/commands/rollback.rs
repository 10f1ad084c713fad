//! `connfn rollback`: plans to bring back what was before a run, asks and carries out, or saves the plan.

use super::finishing::{self, Finish};
use crate::{
    args::{Format, RollbackArgs},
    cloud::{self, Cloud},
    confirm::Question,
    context::{Context, STACK_VARIABLE},
    exit::Exit,
    failure::{Failure, Outcome},
    out_file, own_folder,
    report::{self, Origin},
    text::{argument, shown},
    wholly,
};
use connfn::{Plan, Receipt, RollbackRequest, RunResult};
use std::path::Path;

/// As the library's own limit on a receipt, which is checked before the text is read.
const RECEIPT_LIMIT: u64 = 256 * 1024 * 1024;

pub(crate) fn run(args: &RollbackArgs, context: &Context) -> Outcome {
    let text = wholly::read(&args.receipt, RECEIPT_LIMIT).map_err(|error| {
        Failure::with_help(
            format!("cannot read the receipt `{}`: {error}", shown(&args.receipt)),
            "receipts are in `.connfn/receipts` of the configuration's folder",
        )
    })?;
    let receipt = connfn::read_receipt(&text)?;
    refuse_other_stack(&receipt, context)?;
    cloud::runtime()?.block_on(roll_back(args, context, receipt))
}

/// A receipt knows its stack. Whoever says another one is mistaken about one of the two.
fn refuse_other_stack(receipt: &Receipt, context: &Context) -> Outcome<()> {
    match &context.stack {
        Some(stack) if stack.to_str() != Some(&receipt.stack) => Err(Failure::with_help(
            format!("the receipt is of stack `{}`, and `{STACK_VARIABLE}` says `{}`", receipt.stack, stack.display()),
            format!("unset `{STACK_VARIABLE}`, or give a receipt of that stack"),
        )),
        _ => Ok(()),
    }
}

async fn roll_back(args: &RollbackArgs, context: &Context, receipt: Receipt) -> Outcome {
    let folder = own_folder::configuration_of(&args.receipt);
    let cloud = Cloud::connect(&args.cloud, &folder, context).await?;
    let ended = plan_and_finish(args, context, receipt, &cloud, &folder).await;
    cloud.close().await;
    ended
}

async fn plan_and_finish(
    args: &RollbackArgs,
    context: &Context,
    receipt: Receipt,
    cloud: &Cloud,
    folder: &Path,
) -> Outcome {
    if receipt.result != RunResult::Complete {
        context.output.say("That run did not complete: what it did is undone, and what it did not stays as it is.");
    }
    let observed = cloud.observe(&connfn::scope_of_rollback(&receipt), context).await?;
    let response = connfn::rollback(&RollbackRequest { receipt, observed });
    let Some(plan) = &response.plan else {
        return Err(Failure::Diagnostics(response.diagnostics));
    };
    let receipt = argument(&args.receipt);
    let instead = format!("review with `connfn rollback {receipt} --out back.json` and then `connfn apply back.json`");
    let question =
        Question { command: "rollback", text: "Do you want to perform these actions?", instead: Some(&instead) };
    let finish = Finish { question: (!args.auto_approve).then_some(question), format: args.format };
    report::say_others(context.output, &response.diagnostics, finish.shown(plan, context), &Origin::default());
    if let Some(file) = &args.out {
        match args.format {
            Format::Human => finishing::show_plan(plan, &finish, context)?,
            Format::Json => context.output.data(&connfn::plan_to_json(plan))?,
        }
        return if plan.is_applicable() { save(file, plan, args, folder, context) } else { Ok(Exit::Error) };
    }
    let exit = finishing::agree_and_carry_out(plan, cloud, folder, &finish, context).await?;
    if exit == Exit::Done && !plan.steps.is_empty() {
        context.output.say(STILL_ASKED_FOR);
    }
    Ok(exit)
}

/// A rollback changes no configuration.
const STILL_ASKED_FOR: &str =
    "The configuration may still ask for what this undoes: change it as well, or the next apply brings it back.";

fn save(file: &Path, plan: &Plan, args: &RollbackArgs, folder: &Path, context: &Context) -> Outcome {
    out_file::write(file, &connfn::plan_to_json(plan))
        .map_err(|error| Failure::new(format!("cannot save the plan to `{}`: {error}", shown(file))))?;
    let options = cloud::options_again(&args.cloud, folder);
    context.output.say(&format!(
        "Saved the plan to {}. To do exactly this, run:\n  connfn apply {}{options}",
        shown(file),
        argument(file)
    ));
    if !plan.steps.is_empty() {
        context.output.say(STILL_ASKED_FOR);
    }
    Ok(Exit::Done)
}
