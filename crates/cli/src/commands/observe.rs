//! `connfn observe`: what exists, as the document that planning takes.

use crate::{
    args::ObserveArgs,
    cloud::{self, Cloud},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    out_file, report,
    sources::{Configuration, Place},
    stack,
    text::shown,
};
use connfn::{Mode, Scope};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &ObserveArgs, context: &Context) -> Outcome {
    let Some((folder, scope)) = scope(args, context)? else { return Ok(Exit::Error) };
    let text = cloud::runtime()?.block_on(observe(args, context, &folder, &scope))?;
    match &args.out {
        None => context.output.data(&text)?,
        Some(file) => {
            out_file::write(file, &text)
                .map_err(|error| Failure::new(format!("cannot write `{}`: {error}", shown(file))))?;
            context.output.say(&format!("Wrote what exists to {}.", shown(file)));
        }
    }
    Ok(Exit::Done)
}

/// What to read, and where the emulator's state lies. Nothing if the configuration that was to say so has errors.
fn scope(args: &ObserveArgs, context: &Context) -> Outcome<Option<(PathBuf, Scope)>> {
    let typed = args.stack.stack.as_deref();
    let Some(path) = &args.path else {
        let scope = match typed {
            // A variable that is set for other commands does not narrow what was asked for.
            None => Scope::everything(),
            Some(_) => Scope { stack: stack::find(context, typed, Path::new("."))?, ..Scope::default() },
        };
        return Ok(Some((".".into(), scope)));
    };
    let configuration = Configuration::read(Place::of(path)?, &args.variables, context)?;
    report::say(context.output, &configuration.checked.diagnostics, &configuration.origin());
    if configuration.has_errors() {
        return Ok(None);
    }
    let stack = stack::find(context, typed, &configuration.folder)?;
    let mut scope =
        connfn::scope_of_request(stack.as_deref().unwrap_or_default(), &configuration.checked, Mode::Normal);
    scope.stack = stack;
    Ok(Some((configuration.folder, scope)))
}

async fn observe(args: &ObserveArgs, context: &Context, folder: &Path, scope: &Scope) -> Outcome<String> {
    let cloud = Cloud::connect(&args.cloud, folder, context).await?;
    let observed = cloud.observe(scope, context).await?;
    cloud.close().await;
    Ok(connfn::observed_to_json(&observed))
}
