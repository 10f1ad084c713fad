//! `connfn test`: runs the tests of a configuration's functions, without AWS.

use crate::{
    args::{TestArgs, TestFormat},
    context::Context,
    documents::NotTested,
    exit::Exit,
    failure::{Failure, Outcome},
    out_file,
    report::{self, Origin},
    sources::{Configuration, Place},
    testing,
    text::shown,
    watching::Watched,
};
use connfn::{Diagnostic, testing::TestReport};
use connfn_testing::{Selection, report as reports};
use std::path::Path;

pub(crate) fn run(args: &TestArgs, context: &Context) -> Outcome {
    if args.watch { watch(args, context) } else { Ok(once(args, context)?.0) }
}

/// Runs the tests, and again whenever something changes that was read. Ends only by a signal, or if there is nothing to watch.
fn watch(args: &TestArgs, context: &Context) -> Outcome {
    loop {
        let watched = match once(args, context) {
            Ok((_, configuration)) => Watched::of(&configuration),
            Err(Failure::OutputClosed) => return Err(Failure::OutputClosed),
            Err(failure) => {
                report::failure(context.output, &failure);
                Watched::folder(folder_of(&args.path))
            }
        };
        context.output.say("Waiting for a change; Ctrl-C ends this.");
        let changed = watched.wait();
        let folder = if changed.is_dir() { "The folder " } else { "" };
        context.output.say(&format!("\n{folder}{} changed.", shown(&changed)));
    }
}

fn once(args: &TestArgs, context: &Context) -> Outcome<(Exit, Configuration)> {
    let read = Place::of(&args.path).and_then(|place| Configuration::read(place, &args.variables, context));
    let configuration = match read {
        Err(Failure::Diagnostics(diagnostics)) => {
            report_errors(args, context, &diagnostics, &Origin::default())?;
            return Err(Failure::Diagnostics(diagnostics));
        }
        read => read?,
    };
    let origin = configuration.origin();
    if args.format == TestFormat::Github {
        report::annotate(context, &configuration.checked.diagnostics, &origin)?;
    } else {
        report::say(context.output, &configuration.checked.diagnostics, &origin);
    }
    if configuration.has_errors() {
        report_errors(args, context, &configuration.checked.diagnostics, &origin)?;
        return Ok((Exit::Error, configuration));
    }
    let selection = Selection { filter: args.filter.clone() };
    let tests = testing::run(&configuration.checked, &selection);
    let exit = conclude(args, context, &configuration, &tests)?;
    Ok((exit, configuration))
}

/// Tells whoever reads a report that there is none, and why.
fn report_errors(args: &TestArgs, context: &Context, diagnostics: &[Diagnostic], origin: &Origin<'_>) -> Outcome<()> {
    match args.format {
        TestFormat::Human | TestFormat::Github => Ok(()),
        TestFormat::Json => context.output.json(&NotTested { diagnostics }),
        TestFormat::Junit => context.output.data(&reports::junit_errors(&report::from_root(diagnostics, origin))),
        TestFormat::Tap => context.output.data(&reports::tap_errors(&report::from_root(diagnostics, origin))),
    }
}

fn conclude(args: &TestArgs, context: &Context, configuration: &Configuration, tests: &TestReport) -> Outcome {
    let counts = reports::Counts::of(tests);
    show(args, context, configuration, tests)?;
    if let Some(file) = &args.coverage_file {
        write_coverage(file, context, configuration, tests)?;
    }
    if counts.all() == 0 {
        return Ok(nothing_run(args, context, configuration));
    }
    Ok(if counts.failed == 0 { Exit::Done } else { Exit::Error })
}

fn show(args: &TestArgs, context: &Context, configuration: &Configuration, tests: &TestReport) -> Outcome<()> {
    let output = context.output;
    match args.format {
        TestFormat::Human if tests.functions.is_empty() => Ok(()),
        TestFormat::Human => {
            let tests = located(tests, |file| report::path(file, &configuration.origin()));
            output.data(&reports::human(&tests, output.palette(), args.coverage))
        }
        TestFormat::Json => output.data(&connfn::json::indented(tests)),
        TestFormat::Junit => output.data(&reports::junit(&from_root(tests, configuration))),
        TestFormat::Tap => output.data(&reports::tap(&from_root(tests, configuration))),
        TestFormat::Github => report::annotate(context, &connfn::failed_tests(tests), &configuration.origin()),
    }
}

/// The report with the files of tests named in another way.
fn located(tests: &TestReport, name: impl Fn(&str) -> String) -> TestReport {
    let mut tests = tests.clone();
    let cases = tests.functions.values_mut().flat_map(|function| &mut function.cases);
    for location in cases.filter_map(|case| case.location.as_mut()) {
        location.file = name(&location.file);
    }
    tests
}

/// The report with the files of tests named from the repository's root, where a build server looks for them.
fn from_root(tests: &TestReport, configuration: &Configuration) -> TestReport {
    located(tests, report::names_from_root(&configuration.origin()))
}

fn write_coverage(file: &Path, context: &Context, configuration: &Configuration, tests: &TestReport) -> Outcome<()> {
    let name = report::names_from_root(&configuration.origin());
    let mut lines = connfn::code_lines(&configuration.sources);
    for address in tests.functions.keys().filter(|address| !lines.contains_key(*address)) {
        let message = format!("the coverage of `{address}` is not in `{}`", shown(file));
        context.output.warning(&message, Some("its code stands in no file as it is"));
    }
    for place in lines.values_mut().flatten() {
        place.file = name(&place.file);
    }
    out_file::write_coverage(file, &reports::lcov(tests, &lines))
        .map_err(|error| Failure::new(format!("cannot write the coverage to `{}`: {error}", shown(file))))
}

/// Says that no test was run. A filter that fits nothing is a slip.
fn nothing_run(args: &TestArgs, context: &Context, configuration: &Configuration) -> Exit {
    match &args.filter {
        Some(filter) if !configuration.checked.tests.is_empty() => {
            let message = format!("no test has `{filter}` in its name or its function's address");
            context.output.error(&message, None);
            Exit::Error
        }
        _ => {
            let help = "write some into `NAME.test.yaml` beside the function's `NAME.js`; docs/testing.md says how";
            context.output.warning("there are no tests", Some(help));
            Exit::Done
        }
    }
}

/// The folder that a path means, whether or not there is a configuration.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !path.is_dir() => {
            Some(parent).filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."))
        }
        _ => path,
    }
}
