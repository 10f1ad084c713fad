//! The tests of a function that CloudFront itself runs, between the step that makes it and its publication.

use super::super::{context::Context, steps::step};
use crate::{
    address::Address,
    diagnostic::{Code, Diagnostic},
    limits::CONNECTION_OBJECT_MAX_BYTES,
    operation::{Operation, Stage, TestFunction},
    plan::document::{OutputRef, StepId},
    remote_test::{self, RemoteTest},
    testing::TestCaseReport,
    text::Text,
};
use alloc::{format, vec::Vec};

/// Tests of a function, and the steps that run them.
#[derive(Debug, Default)]
pub(super) struct Tests {
    pub(super) shown: Vec<RemoteTest>,
    pub(super) steps: Vec<StepId>,
}

/// Runs the tests of a function on DEVELOPMENT at the version `etag`, after `after`, if the tests of this plan are to be run by
/// CloudFront too. They do not wait for each other, so that one run shows all that fail.
pub(super) fn run(
    context: &mut Context<'_>,
    address: &Address,
    id: &Text<OutputRef>,
    etag: &Text<OutputRef>,
    after: &[StepId],
) -> Tests {
    let cases = cases(context, address);
    let digits = format!("{}", cases.len()).len();
    let mut tests = Tests::default();
    for (number, case) in (1..).zip(cases) {
        let object = remote_test::connection_object(&case.connection);
        if object.len() > CONNECTION_OBJECT_MAX_BYTES {
            too_large(context, address, case, object.len());
            continue;
        }
        let test = RemoteTest::of(case);
        let input =
            TestFunction { id: id.clone(), if_match: None, stage: Stage::Development, connection_object: object };
        // As many digits in each, so that their order as text is their order.
        let step = step(address, &format!("test-{number:0digits$}"), Operation::TestConnectionFunction(input))
            .expecting(etag.clone())
            .after(after.iter().cloned())
            .showing(test.clone());
        tests.steps.push(context.push(step));
        tests.shown.push(test);
    }
    tests
}

/// The tests that CloudFront is to run: those that do not set its clock. Of a function of which one fails without CloudFront there
/// are none: what the others show is not to the point.
fn cases<'a>(context: &Context<'a>, address: &Address) -> Vec<&'a TestCaseReport> {
    let report = context.options.tests.as_ref().filter(|_| context.options.remote_tests);
    let function = report.and_then(|report| report.functions.get(address));
    let passed = function.filter(|function| function.failures().next().is_none());
    passed.into_iter().flat_map(|function| &function.cases).filter(|case| case.now.is_none()).collect()
}

fn too_large(context: &mut Context<'_>, address: &Address, case: &TestCaseReport, size: usize) {
    let problem = format!(
        "the connection object of the test `{}` has {size} bytes, and CloudFront takes {CONNECTION_OBJECT_MAX_BYTES}",
        case.name
    );
    let diagnostic = Diagnostic::new(Code::ConnectionObjectTooLarge, problem)
        .about(address)
        .at(case.location.clone())
        .help("make it smaller, with fewer or smaller certificates, or plan without `--remote-tests`");
    context.block(diagnostic);
}
