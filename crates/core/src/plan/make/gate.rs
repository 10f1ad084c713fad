//! The gate: no function is published of which a test fails. What tests showed is taken as it is told; that it was told of this
//! code and these tests is checked.

use super::{Context, Options};
use crate::{
    address::Address,
    desired::DesiredState,
    diagnostic::{Code, Diagnostic, Severity},
    ordered::Set,
    plan::document::{Plan, TestCounts},
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
    let published = context.changes.iter().filter(|change| change.publishes()).map(|change| change.address.clone());
    let verdicts = verdicts(options, desired, &published.collect());
    for diagnostic in verdicts.into_iter().filter(Diagnostic::is_error) {
        context.block(diagnostic);
    }
}

/// What is to be said of the tests of the functions that a plan is about, beside what blocks it.
pub fn remarks(options: &Options, desired: &DesiredState, plan: &Plan) -> Vec<Diagnostic> {
    let published = plan.changes.iter().filter(|change| change.publishes()).map(|change| change.address.clone());
    let is_counted =
        |said: &Diagnostic| said.address.as_ref().is_some_and(|address| plan.report.tests.contains_key(address));
    let verdicts = verdicts(options, desired, &published.collect()).into_iter();
    verdicts.filter(|said| !said.is_error()).filter(is_counted).chain(local_only(options, plan)).collect()
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

/// All that is wrong with the tests of the desired functions: an error where the function would be published.
fn verdicts(options: &Options, desired: &DesiredState, published: &Set<Address>) -> Vec<Diagnostic> {
    let mut verdicts = Vec::new();
    for (address, tests) in &options.configured_tests {
        let Some(function) = desired.functions.get(address) else { continue };
        let Some(report) = report_of(options, address) else {
            verdicts.push(not_run(address, tests));
            continue;
        };
        let is_published = published.contains(address);
        if report.is_about(&function.code, tests) {
            let help = if is_published {
                "a function is not published while one of its tests fails; `connfn test` shows more"
            } else {
                "it would block publishing the function, which this plan does not do; `connfn test` shows more"
            };
            let failures = report.failures().map(|case| fails(address, case).help(help));
            verdicts.extend(failures.map(|said| weighed(said, is_published)));
        } else {
            let message = "the report of the tests is about other code or other tests";
            let said = Diagnostic::new(Code::TestFails, message).about(address).help("run the tests again");
            verdicts.push(weighed(said, is_published));
        }
    }
    verdicts
}

fn fails(address: &Address, case: &TestCaseReport) -> Diagnostic {
    let message = format!("the test `{}` fails: {}", case.name, case.problems.join("; "));
    Diagnostic::new(Code::TestFails, message).about(address).at(case.location.clone())
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

fn report_of<'o>(options: &'o Options, address: &Address) -> Option<&'o FunctionTestReport> {
    options.tests.as_ref()?.functions.get(address)
}
