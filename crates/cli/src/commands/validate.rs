//! `connfn validate`: checks a configuration, or function code alone. Must not start a runtime or look for AWS: it runs on every
//! save.

use crate::{
    args::{ProblemFormat, ValidateArgs},
    context::Context,
    documents::Validation,
    exit::Exit,
    failure::{Failure, Outcome},
    function_files::{FunctionFiles, is_function},
    report::{self, Counts, Origin},
    sources::{Configuration, Place},
    text::shown,
};
use connfn::{Checks, Diagnostic};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &ValidateArgs, context: &Context) -> Outcome {
    match args.paths.as_slice() {
        paths if paths.iter().all(|path| is_function(path)) => functions(paths, args, context),
        [path] => configuration(path, args, context),
        paths => Err(several(paths)),
    }
}

fn configuration(path: &Path, args: &ValidateArgs, context: &Context) -> Outcome {
    if args.runtime.is_some() {
        return Err(Failure::with_help(
            "`--runtime` is for function code that is checked without a configuration",
            "in a configuration the runtime stands beside the code; name a file that ends in `.js`",
        ));
    }
    if args.optional_mtls {
        return Err(Failure::with_help(
            "`--optional-mtls` is for function code that is checked without a configuration",
            "in a configuration `optional_mtls` of the local value `connfn_checks` says it; name a file that ends in `.js`",
        ));
    }
    let read = Place::of(path).and_then(|place| Configuration::read(place, &args.variables, context));
    let (diagnostics, configuration) = match read {
        Ok(configuration) => (configuration.checked.diagnostics.clone(), Some(configuration)),
        // A path that is no configuration is an answer to the question too.
        Err(Failure::Diagnostics(diagnostics)) => (diagnostics, None),
        Err(failure) => return Err(failure),
    };
    let origin = configuration.as_ref().map(Configuration::origin).unwrap_or_default();
    conclude(args, context, &diagnostics, &Checked { origin, path, what: "configuration" })
}

fn functions(paths: &[PathBuf], args: &ValidateArgs, context: &Context) -> Outcome {
    let optional_mtls = args.optional_mtls.then_some(true);
    let checks = Checks { optional_mtls, ..Checks::default() };
    let files = FunctionFiles::check(paths, args.runtime, &checks);
    let origin = Origin { folder: None, files: Some(&files.texts) };
    let path = paths.first().map_or(Path::new("."), PathBuf::as_path);
    conclude(args, context, &files.diagnostics, &Checked { origin, path, what: "function code" })
}

fn several(paths: &[PathBuf]) -> Failure {
    let other = paths.iter().find(|path| !is_function(path)).map(|path| shown(path)).unwrap_or_default();
    Failure::with_help(
        format!("several paths are files of function code, but `{other}` does not end in `.js`"),
        "a configuration is checked by itself",
    )
}

/// What was checked.
struct Checked<'a> {
    origin: Origin<'a>,
    path: &'a Path,
    what: &'a str,
}

fn conclude(args: &ValidateArgs, context: &Context, diagnostics: &[Diagnostic], checked: &Checked<'_>) -> Outcome {
    let Counts { errors, warnings } = Counts::of(diagnostics);
    let Checked { origin, path, what } = checked;
    let valid = errors == 0;
    match args.format {
        ProblemFormat::Json => {
            context.output.json(&Validation { valid, error_count: errors, warning_count: warnings, diagnostics })?;
        }
        ProblemFormat::Sarif => report::sarif(context, diagnostics, origin, path)?,
        ProblemFormat::Github => report::annotate(context, diagnostics, origin)?,
        ProblemFormat::Human => {
            report::say(context.output, diagnostics, origin);
            if valid {
                let end = if warnings > 0 { ", with the warnings shown." } else { "." };
                context.output.data(&format!("Success! The {what} is valid{end}\n"))?;
            }
        }
    }
    Ok(if valid { Exit::Done } else { Exit::Error })
}
