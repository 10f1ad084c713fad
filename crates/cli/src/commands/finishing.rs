//! From a plan to its end, for `apply`, `destroy` and `rollback`: show, ask, carry out, and show what exists then.

use crate::{
    args::Format,
    carry,
    cloud::Cloud,
    confirm::{self, Question},
    context::Context,
    documents::Applied,
    exit::Exit,
    failure::{Failure, Outcome},
    outputs,
    preparing::Prepared,
    report,
};
use connfn::{Diagnostic, Mode, ObservedState, Plan, Receipt, Scope, ShownResource};
use std::path::Path;

#[derive(Debug)]
pub(crate) struct Finish<'a> {
    /// What to ask before anything is done, unless that is settled.
    pub(crate) question: Option<Question<'a>>,
    pub(crate) format: Format,
}

impl Finish<'_> {
    /// The diagnostics that whoever reads the plan need not be told again.
    pub(crate) fn shown<'p>(&self, plan: &'p Plan, context: &Context) -> &'p [Diagnostic] {
        let is_read = self.format == Format::Human || context.output.shares_a_terminal();
        if is_read { &plan.report.blocked } else { &[] }
    }
}

pub(crate) async fn plan_and_carry_out(
    mut prepared: Prepared,
    cloud: &Cloud,
    finish: &Finish<'_>,
    context: &Context,
) -> Outcome {
    let observed = cloud.observe(&prepared.scope, context).await?;
    let response = prepared.plan(observed);
    let Some(plan) = &response.plan else {
        return Err(Failure::Diagnostics(response.diagnostics));
    };
    prepared.report(context, &response.diagnostics, finish.shown(plan, context));
    let exit = agree_and_carry_out(plan, cloud, &prepared.folder, finish, context).await?;
    if exit == Exit::Done && finish.format == Format::Human && plan.mode == Mode::Normal {
        show_outputs(&prepared, plan, cloud, context).await?;
    }
    Ok(exit)
}

/// Shows the outputs of the configuration, if it has any.
async fn show_outputs(prepared: &Prepared, plan: &Plan, cloud: &Cloud, context: &Context) -> Outcome<()> {
    let mut found = outputs::of(prepared.sources(), "", None);
    if found.values().any(|output| output.json.is_none())
        && let Some((observed, _)) = now(plan, cloud, context).await
    {
        found = outputs::of(prepared.sources(), &plan.stack, Some(observed));
    }
    let text = outputs::shown(&found);
    if text.is_empty() {
        return Ok(());
    }
    context.output.data(&format!("\nOutputs:\n\n{text}"))
}

/// Shows a plan, asks, and carries it out. `folder` is where the receipt goes.
pub(crate) async fn agree_and_carry_out(
    plan: &Plan,
    cloud: &Cloud,
    folder: &Path,
    finish: &Finish<'_>,
    context: &Context,
) -> Outcome {
    show_plan(plan, finish, context)?;
    if !plan.is_applicable() {
        return Ok(Exit::Error);
    }
    if !plan.steps.is_empty()
        && let Some(question) = &finish.question
    {
        confirm::ask(context.output, question)?;
        // However long the answer took, what was agreed to is what was shown.
        ensure_current(plan, cloud, context).await?;
    }
    carry_out(plan, cloud, folder, finish, context).await
}

/// Fails if reality has overtaken a plan. Nothing has been done then.
pub(crate) async fn ensure_current(plan: &Plan, cloud: &Cloud, context: &Context) -> Outcome<()> {
    let observed = cloud.observe(&connfn::scope_of_plan(plan), context).await?;
    let stale = connfn::check_current(plan, &observed);
    if stale.is_empty() { Ok(()) } else { Err(Failure::Diagnostics(stale)) }
}

/// Shows a plan where it is not in the way of the JSON document.
pub(crate) fn show_plan(plan: &Plan, finish: &Finish<'_>, context: &Context) -> Outcome<()> {
    let output = context.output;
    match finish.format {
        Format::Human => output.data(&connfn::render_plan(plan, output.palette())),
        Format::Json => {
            output.speak(&connfn::render_plan(plan, output.speech_palette()));
            Ok(())
        }
    }
}

/// Carries a plan out that was shown and agreed to, and shows what its stack owns afterwards.
pub(crate) async fn carry_out(
    plan: &Plan,
    cloud: &Cloud,
    folder: &Path,
    finish: &Finish<'_>,
    context: &Context,
) -> Outcome {
    let (receipt, exit) = if plan.steps.is_empty() {
        (None, Exit::Done)
    } else {
        let carried = carry::out(plan, cloud, folder, context).await?;
        (Some(carried.receipt), carried.exit)
    };
    match finish.format {
        // What has not changed, or not as it should, need not be shown.
        Format::Human if receipt.is_some() && exit == Exit::Done => show_resources(plan, cloud, context).await?,
        Format::Human => {}
        Format::Json => {
            let resources = now(plan, cloud, context).await.map(|(_, resources)| resources);
            print_json(plan, receipt.as_ref(), resources.as_deref(), context)?;
        }
    }
    Ok(exit)
}

fn print_json(
    plan: &Plan,
    receipt: Option<&Receipt>,
    resources: Option<&[ShownResource]>,
    context: &Context,
) -> Outcome<()> {
    context.output.json(&Applied { plan: &plan.digest, receipt, resources })
}

async fn show_resources(plan: &Plan, cloud: &Cloud, context: &Context) -> Outcome<()> {
    let Some((observed, mut resources)) = now(plan, cloud, context).await else { return Ok(()) };
    // The code is in the configuration; `show NAME` has it too.
    for resource in &mut resources {
        resource.attributes.remove("connection_function_code");
    }
    if resources.is_empty() {
        return Ok(());
    }
    let text = connfn::render_resources(&resources, &observed, context.output.palette());
    context.output.data(&format!("\nWhat stack {} owns now:\n\n{text}", plan.stack))
}

/// What the plan's stack owns now. The run has ended well or badly whether or not this can be read.
async fn now(plan: &Plan, cloud: &Cloud, context: &Context) -> Option<(ObservedState, Vec<ShownResource>)> {
    let scope = Scope { stack: Some(plan.stack.clone()), ..Scope::default() };
    match cloud.observe(&scope, context).await {
        Ok(observed) => {
            let mut resources = connfn::show(&observed);
            resources.retain(|resource| resource.stack.as_ref() == Some(&plan.stack));
            Some((observed, resources))
        }
        Err(failure) => {
            context.output.warning("what exists now could not be read", None);
            report::failure(context.output, &failure);
            None
        }
    }
}
