//! The gate: no function is published of which a test fails. What tests showed is taken as it is told; that it was told of this
//! code and these tests is checked.

use super::{context::Context, options::Options};
use crate::{
    address::Address,
    attributes::Attribute,
    desired::{DesiredFunction, DesiredState},
    diagnostic::{Code, Diagnostic, Severity},
    digest::Digest,
    ordered::{Map, Set},
    plan::document::{Change, LiveChange, Plan, TestCounts},
    testing::{FunctionTest, FunctionTestReport, TestCaseReport, TestReport},
};
use alloc::{format, string::String, vec::Vec};

/// Blocks the publication of what fails, and counts what passed.
pub(super) fn close(context: &mut Context<'_>, desired: &DesiredState) {
    let options = context.options;
    for (address, tests) in &options.configured_tests {
        if desired.functions.contains_key(address) {
            context.tests.insert(address.clone(), count(report_of(options, address), tests));
        }
    }
    let verdicts = verdicts(options, desired, &published(&context.changes));
    for diagnostic in verdicts.into_iter().filter(Diagnostic::is_error) {
        context.block(diagnostic);
    }
}

/// What is to be said of the tests of the functions that a plan is about, beside what blocks it.
pub fn remarks(options: &Options, desired: &DesiredState, plan: &Plan) -> Vec<Diagnostic> {
    let is_counted =
        |said: &Diagnostic| said.address.as_ref().is_some_and(|address| plan.report.tests.contains_key(address));
    let verdicts = verdicts(options, desired, &published(&plan.changes)).into_iter();
    verdicts
        .filter(|said| !said.is_error())
        .filter(is_counted)
        .chain(local_only(options, plan))
        .chain(remotely_untested(options, plan))
        .collect()
}

/// What a report says of tests that fail, each an error.
pub fn failures(report: &TestReport) -> Vec<Diagnostic> {
    let of_function = |(address, report): (&Address, &FunctionTestReport)| {
        let failures = report.failures().map(|case| fails(address, case).help("`connfn test` shows more"));
        failures.collect::<Vec<_>>()
    };
    report.functions.iter().flat_map(of_function).collect()
}

fn count(report: Option<&FunctionTestReport>, tests: &[FunctionTest]) -> TestCounts {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    match report {
        None => TestCounts { not_run: number(tests.len()), ..TestCounts::default() },
        Some(report) => {
            let failed = report.failures().count();
            TestCounts { passed: number(report.cases.len() - failed), failed: number(failed), not_run: 0 }
        }
    }
}

/// What LIVE is to hold of each function that is published.
type Published<'p> = Map<&'p Address, &'p LiveChange>;

fn published(changes: &[Change]) -> Published<'_> {
    let publishing = changes.iter().filter(|change| change.publishes());
    publishing.filter_map(|change| Some((&change.address, change.live.as_ref()?))).collect()
}

/// All that is wrong with the tests of the desired functions: an error where the function would be published.
fn verdicts(options: &Options, desired: &DesiredState, published: &Published<'_>) -> Vec<Diagnostic> {
    let mut verdicts = Vec::new();
    for (address, tests) in &options.configured_tests {
        let Some(function) = desired.functions.get(address) else { continue };
        let live = published.get(address);
        let is_published = live.is_some();
        let Some(report) = report_of(options, address) else {
            verdicts.push(match options.tests {
                None => not_run(address, tests),
                Some(_) => weighed(is_left_out(address), is_published),
            });
            continue;
        };
        if report.is_about(function, tests) {
            let help = if is_published {
                "a function is not published while one of its tests fails; `connfn test` shows more"
            } else {
                "it would block publishing the function, which this plan does not do; `connfn test` shows more"
            };
            let failures = report.failures().map(|case| fails(address, case).help(help));
            verdicts.extend(failures.map(|said| weighed(said, is_published)));
            let untested = live.and_then(|live| untested(function, live));
            verdicts.extend(untested.map(|argument| is_other(address, argument)));
        } else {
            let message = "the report of the tests is about other code or other tests";
            let said = Diagnostic::new(Code::TestFails, message).about(address).help("run the tests again");
            verdicts.push(weighed(said, is_published));
        }
    }
    verdicts
}

const CODE: &str = "connection_function_code";
const RUNTIME: &str = "runtime";
const ASSOCIATION: &str = "key_value_store_association";

/// An argument that is not published as the tests know it. What `ignore_changes` names is published as CloudFront holds it.
fn untested(function: &DesiredFunction, live: &LiveChange) -> Option<&'static str> {
    let after = live.after.as_ref()?;
    let ignored = |argument: &&str| function.ignore_changes.contains(*argument);
    let code = || function.code.known().map(|code| Attribute::code(&Digest::of(code.as_bytes())));
    let has_store = after.get("key_value_store_arn").is_some_and(|arn| *arn != Attribute::Null);
    let runtime = Attribute::string(function.runtime.as_str());
    let is_tested = |argument: &&str| match *argument {
        CODE => after.get(CODE) == code().as_ref(),
        RUNTIME => after.get(RUNTIME) == Some(&runtime),
        _ => has_store == function.store_arn.is_some(),
    };
    [CODE, RUNTIME, ASSOCIATION].into_iter().filter(ignored).find(|argument| !is_tested(argument))
}

fn is_other(address: &Address, argument: &str) -> Diagnostic {
    let message = format!(
        "the tests say nothing of what would be published: it ignores changes of `{argument}`, which CloudFront holds otherwise"
    );
    Diagnostic::new(Code::TestFails, message).about(address).help(format!(
        "take `{argument}` out of `ignore_changes`, or bring what CloudFront holds into the configuration"
    ))
}

fn fails(address: &Address, case: &TestCaseReport) -> Diagnostic {
    let message = format!("the test `{}` fails: {}", case.name, case.problems.join("; "));
    Diagnostic::new(Code::TestFails, message).about(address).at(case.location.clone())
}

fn is_left_out(address: &Address) -> Diagnostic {
    let message = "the report of the tests says nothing of this function, which has some";
    Diagnostic::new(Code::TestFails, message).about(address).help("run all tests")
}

fn weighed(diagnostic: Diagnostic, is_published: bool) -> Diagnostic {
    if is_published { diagnostic } else { Diagnostic { severity: Severity::Warning, ..diagnostic } }
}

fn not_run(address: &Address, tests: &[FunctionTest]) -> Diagnostic {
    let message: String = match tests.len() {
        1 => "the function has a test, which was not run".into(),
        count => format!("the function has {count} tests, which were not run"),
    };
    Diagnostic::new(Code::TestsNotRun, message).about(address).at(tests.first().and_then(|test| test.location.clone()))
}

/// The tests that CloudFront would run if it had a clock to set.
fn local_only<'o>(options: &'o Options, plan: &Plan) -> impl Iterator<Item = Diagnostic> + 'o {
    let run = plan.changes.iter().filter(|change| change.publishes() || !change.remote_tests.is_empty());
    let asked: Set<Address> = run.filter(|_| options.remote_tests).map(|change| change.address.clone()).collect();
    let functions = options.tests.iter().flat_map(|report| &report.functions);
    functions.filter(move |(address, _)| asked.contains(*address)).flat_map(|(address, report)| {
        report.cases.iter().filter(|case| case.now.is_some()).map(move |case| {
            let message = format!("CloudFront does not run the test `{}`, whose `now` it cannot set", case.name);
            Diagnostic::new(Code::TestOfAnInstant, message).about(address).at(case.location.clone())
        })
    })
}

/// The functions that are published though CloudFront, which is to test what is published, has nothing to run.
fn remotely_untested<'p>(options: &'p Options, plan: &'p Plan) -> impl Iterator<Item = Diagnostic> + 'p {
    let has_none = |address: &Address| report_of(options, address).is_none_or(|report| report.cases.is_empty());
    let published = plan.changes.iter().filter(|change| options.remote_tests && change.publishes());
    published.filter(move |change| has_none(&change.address)).map(|change| {
        Diagnostic::new(Code::NoRemoteTest, "CloudFront runs no test of this function before it is published")
            .about(&change.address)
            .help("write tests of it; `--remote-tests` has CloudFront run those that passed here")
    })
}

fn report_of<'o>(options: &'o Options, address: &Address) -> Option<&'o FunctionTestReport> {
    options.tests.as_ref()?.functions.get(address)
}
