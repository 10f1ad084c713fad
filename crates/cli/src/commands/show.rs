//! `connfn show`: what exists, whoever owns it.

use super::named;
use crate::{
    args::{Format, ShowArgs},
    cloud::{self, Cloud},
    context::Context,
    documents::Shown,
    exit::Exit,
    failure::{Failure, Outcome},
};
use connfn::{Attribute, ObservedState, Scope, ShownResource};
use std::path::Path;

pub(crate) fn run(args: &ShowArgs, context: &Context) -> Outcome {
    let observed = cloud::runtime()?.block_on(observe(args, context))?;
    let mut resources = connfn::show(&observed);
    if let Some(wanted) = &args.resource {
        resources.retain(|resource| named::is_called(resource, wanted));
        if resources.is_empty() {
            return Err(Failure::with_help(
                format!("there is no function or store `{wanted}`"),
                "`connfn show` lists all that there are",
            ));
        }
    }
    match args.format {
        Format::Json => print_json(&resources, &observed, context)?,
        Format::Human => print(args, resources, &observed, context)?,
    }
    Ok(Exit::Done)
}

async fn observe(args: &ShowArgs, context: &Context) -> Outcome<ObservedState> {
    let scope = args.resource.as_deref().map_or_else(Scope::everything, named::scope);
    let cloud = Cloud::connect(&args.cloud, Path::new("."), context).await?;
    let observed = cloud.observe(&scope, context).await?;
    cloud.close().await;
    Ok(observed)
}

fn print(
    args: &ShowArgs,
    mut resources: Vec<ShownResource>,
    observed: &ObservedState,
    context: &Context,
) -> Outcome<()> {
    if resources.is_empty() {
        context.output.say("There are no connection functions and no key value stores.");
    }
    if args.resource.is_none() {
        for resource in &mut resources {
            resource.attributes.remove("connection_function_code");
        }
    }
    context.output.data(&connfn::render_resources(&resources, observed, context.output.palette()))
}

fn print_json(resources: &[ShownResource], observed: &ObservedState, context: &Context) -> Outcome<()> {
    let named: connfn::Set<_> = resources
        .iter()
        .filter_map(|resource| match resource.attributes.get("connection_function_code") {
            Some(Attribute::Code { code }) => Some(code),
            _ => None,
        })
        .collect();
    let code = observed.code.iter().filter(|(digest, _)| named.contains(digest)).collect();
    context.output.json(&Shown { resources, code })
}
