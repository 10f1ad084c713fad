//! `connfn plan`: says what would change, and changes nothing in CloudFront.

use crate::{
    args::{PlanArgs, PlanFormat},
    cloud::{self, Cloud},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    out_file,
    preparing::{self, Prepared},
    report,
    text::{argument, shown},
    wholly,
};
use connfn::{Mode, ObservedState, Plan, PlanResponse};
use std::path::Path;

/// The largest saved observed state that is read.
const OBSERVED_LIMIT: u64 = 256 * 1024 * 1024;

pub(crate) fn run(args: &PlanArgs, context: &Context) -> Outcome {
    let asked = preparing::Asked {
        path: &args.path,
        variables: &args.variables,
        format: args.format,
        stack: &args.stack,
        target: &args.target,
    };
    let prepared = if args.destroy {
        preparing::destruction(context, &asked)?
    } else {
        let mode = if args.refresh_only { Mode::RefreshOnly } else { Mode::Normal };
        preparing::configuration(context, &asked, mode, &args.planning)?
    };
    let Some(mut prepared) = prepared else { return Ok(Exit::Error) };
    let observed = match &args.observed {
        Some(file) => saved_state(file)?,
        None => cloud::runtime()?.block_on(observe(args, context, &prepared))?,
    };
    let response = prepared.plan(observed);
    let Some(plan) = &response.plan else {
        return Err(Failure::Diagnostics(response.diagnostics));
    };
    show(args, context, &prepared, &response, plan)?;
    if !plan.is_applicable() {
        return Ok(Exit::Error);
    }
    if let Some(file) = &args.out {
        save(file, plan, args, &prepared, context)?;
    }
    // Drift is all that was asked after, so its exit code needs no asking.
    let tells = args.detailed_exitcode || args.refresh_only;
    Ok(if tells && plan.has_changes() { Exit::Changes } else { Exit::Done })
}

fn show(args: &PlanArgs, context: &Context, prepared: &Prepared, response: &PlanResponse, plan: &Plan) -> Outcome<()> {
    let output = context.output;
    match args.format {
        PlanFormat::Human => {
            prepared.report(context, &response.diagnostics, &plan.report.blocked);
            output.data(&connfn::render_plan(plan, output.palette()))
        }
        PlanFormat::Json => {
            prepared.report(context, &response.diagnostics, &[]);
            output.data(&connfn::plan_to_json(plan))
        }
        PlanFormat::Markdown => {
            prepared.report(context, &response.diagnostics, &[]);
            let mut plan = plan.clone();
            plan.report.blocked = report::from_root(&plan.report.blocked, &prepared.origin());
            let diagnostics = report::from_root(&response.diagnostics, &prepared.origin());
            output.data(&connfn::render_plan_markdown(Some(&plan), &diagnostics))
        }
        PlanFormat::Github => {
            report::annotate(context, &response.diagnostics, &prepared.origin())?;
            // The annotations have the helps.
            let mut plan = plan.clone();
            plan.report.blocked.iter_mut().for_each(|diagnostic| diagnostic.help = None);
            let text = connfn::render_plan(&plan, output.palette());
            report::quietly(context, &text, &plan.digest.to_string().replace(':', "-"))
        }
    }
}

async fn observe(args: &PlanArgs, context: &Context, prepared: &Prepared) -> Outcome<ObservedState> {
    let cloud = Cloud::connect(&args.cloud, &prepared.folder, context).await?;
    let observed = cloud.observe(&prepared.scope, context).await?;
    cloud.close().await;
    Ok(observed)
}

fn saved_state(file: &Path) -> Outcome<ObservedState> {
    let text = wholly::read(file, OBSERVED_LIMIT)
        .map_err(|error| Failure::new(format!("cannot read the observed state `{}`: {error}", shown(file))))?;
    Ok(connfn::read_observed(&text)?)
}

fn save(file: &Path, plan: &Plan, args: &PlanArgs, prepared: &Prepared, context: &Context) -> Outcome<()> {
    out_file::write(file, &connfn::plan_to_json(plan))
        .map_err(|error| Failure::new(format!("cannot save the plan to `{}`: {error}", shown(file))))?;
    if plan.mode == Mode::RefreshOnly {
        context.output.say(&format!("Saved the drift report to {}.", shown(file)));
        return Ok(());
    }
    let options = cloud::options_again(&args.cloud, &prepared.folder);
    context.output.say(&format!(
        "Saved the plan to {}. To do exactly this, run:\n  connfn apply {}{options}",
        shown(file),
        argument(file)
    ));
    Ok(())
}
