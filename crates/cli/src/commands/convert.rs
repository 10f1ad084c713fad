//! `connfn convert`: writes a configuration in another format. It takes no file away, so the rest is said.

use crate::{
    args::ConvertArgs,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    report::{self, Origin},
    sources::{Documents, Place},
    text::shown,
    wholly,
};
use connfn::{ConvertRequest, Diagnostic};
use std::io;

pub(crate) fn run(args: &ConvertArgs, context: &Context) -> Outcome {
    let Documents { folder, sources, problems } = Documents::read(Place::of(&args.path)?)?;
    let request = ConvertRequest { sources, to: args.to.into() };
    let mut response = connfn::convert(&request);
    // A document that cannot be read is not one that is not there.
    if !problems.is_empty() && request.sources.files.is_empty() {
        response.diagnostics.clear();
    }
    response.diagnostics.splice(0..0, problems);
    let origin = Origin { folder: Some(&folder), files: Some(&request.sources.files) };
    report::say(context.output, &response.diagnostics, &origin);
    let text = match response.text {
        Some(text) if !response.diagnostics.iter().any(Diagnostic::is_error) => text,
        _ => return Ok(Exit::Error),
    };
    let Some(out) = &args.out else {
        context.output.data(&text)?;
        return Ok(Exit::Done);
    };
    wholly::write_new(out, &text).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::with_help(
            format!("there is a file `{}` already", shown(out)),
            "name another one, or remove it first",
        ),
        _ => Failure::new(format!("cannot write `{}`: {error}", shown(out))),
    })?;
    context.output.say(&format!("Wrote {}. It stands for these, which are still there:", shown(out)));
    for name in request.sources.files.keys() {
        context.output.say(&format!("  {}", shown(&folder.join(name))));
    }
    Ok(Exit::Done)
}
