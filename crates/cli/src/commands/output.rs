//! `connfn output`: what the configuration's outputs are, over what exists.

use crate::{
    args::OutputArgs,
    cloud::{self, Cloud},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    outputs, report,
    sources::{Configuration, Place},
    stack,
};
use connfn::{Mode, Outputs};
use std::path::Path;

pub(crate) fn run(args: &OutputArgs, context: &Context) -> Outcome {
    let configuration = Configuration::read(Place::of(Path::new("."))?, &args.variables, context)?;
    if configuration.has_errors() {
        report::say(context.output, &configuration.checked.diagnostics, &configuration.origin());
        return Ok(Exit::Error);
    }
    let mut found = outputs::of(&configuration.sources, "", None);
    // Only what CloudFront knows takes a look at it, and only a stack can own something.
    let is_asked = |name: &str| args.name.as_deref().is_none_or(|asked| asked == name);
    if found.iter().any(|(name, output)| is_asked(name) && output.json.is_none())
        && let Some(stack) = stack::find(context, args.stack.stack.as_deref(), &configuration.folder)?
    {
        let scope = connfn::scope_of_request(&stack, &configuration.checked, Mode::Normal);
        let observed = cloud::runtime()?.block_on(async {
            let cloud = Cloud::connect(&args.cloud, &configuration.folder, context).await?;
            let observed = cloud.observe(&scope, context).await;
            cloud.close().await;
            observed
        })?;
        found = outputs::of(&configuration.sources, &stack, Some(observed));
    }
    match &args.name {
        None => all(args, &found, context),
        Some(name) => one(args, name, &found, context),
    }?;
    Ok(Exit::Done)
}

fn all(args: &OutputArgs, found: &Outputs, context: &Context) -> Outcome<()> {
    if args.json {
        return context.output.json(&outputs::document(found));
    }
    if args.raw {
        return Err(Failure::with_help("`--raw` prints one output", "name it: `connfn output --raw NAME`"));
    }
    let text = outputs::shown(found);
    if text.is_empty() {
        context.output.say("The configuration has no outputs.");
    }
    context.output.data(&text)
}

fn one(args: &OutputArgs, name: &str, found: &Outputs, context: &Context) -> Outcome<()> {
    let Some(output) = found.get(name) else {
        let names: Vec<String> = found.keys().map(|name| format!("`{name}`")).collect();
        let help = if names.is_empty() {
            "the configuration has no outputs".to_owned()
        } else {
            format!("there are {}", names.join(", "))
        };
        return Err(Failure::with_help(format!("there is no output `{name}`"), help));
    };
    if outputs::is_null(output) {
        return Err(Failure::new(format!("there is no output `{name}`: its value is null")));
    }
    if args.json {
        return context.output.json(&outputs::value(output));
    }
    if args.raw {
        return match &output.raw {
            Some(raw) => context.output.data(raw),
            None if output.json.is_none() => Err(Failure::with_help(
                format!("the output `{name}` is known only after apply"),
                "apply the configuration first",
            )),
            None => Err(Failure::with_help(
                format!("`--raw` prints a string, a number or a bool, and the output `{name}` is none"),
                "use `--json`",
            )),
        };
    }
    context.output.data(&format!("{}\n", output.text))
}
