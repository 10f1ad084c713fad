//! `connfn validate`: checks a configuration. Must not start a runtime or look for AWS: it runs on every save.

use crate::{
    args::{ProblemFormat, ValidateArgs},
    context::Context,
    documents::Validation,
    exit::Exit,
    failure::{Failure, Outcome},
    report::{self, Counts, Origin},
    sources::{Configuration, Place},
};
use connfn::Diagnostic;

pub(crate) fn run(args: &ValidateArgs, context: &Context) -> Outcome {
    let read = Place::of(&args.path).and_then(|place| Configuration::read(place, &args.variables, context));
    match read {
        Ok(configuration) => conclude(args, context, &configuration.checked.diagnostics, &configuration.origin()),
        // A path that is no configuration is an answer to the question too.
        Err(Failure::Diagnostics(diagnostics)) => conclude(args, context, &diagnostics, &Origin::default()),
        Err(failure) => Err(failure),
    }
}

fn conclude(args: &ValidateArgs, context: &Context, diagnostics: &[Diagnostic], origin: &Origin<'_>) -> Outcome {
    let Counts { errors, warnings } = Counts::of(diagnostics);
    let valid = errors == 0;
    match args.format {
        ProblemFormat::Json => {
            context.output.json(&Validation { valid, error_count: errors, warning_count: warnings, diagnostics })?;
        }
        ProblemFormat::Sarif => report::sarif(context, diagnostics, origin, &args.path)?,
        ProblemFormat::Github => report::annotate(context, diagnostics, origin)?,
        ProblemFormat::Human => {
            report::say(context.output, diagnostics, origin);
            if valid && warnings > 0 {
                context.output.data("Success! The configuration is valid, with the warnings shown.\n")?;
            } else if valid {
                context.output.data("Success! The configuration is valid.\n")?;
            }
        }
    }
    Ok(if valid { Exit::Done } else { Exit::Error })
}
