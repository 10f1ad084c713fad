//! Whether the tests that CloudFront is to run are those that the changes show, and whether publications wait for them.

use super::side::{Side, etag_from};
use crate::{
    limits::CONNECTION_OBJECT_MAX_BYTES,
    operation::{Operation, Stage, TestFunction},
    plan::document::{Action, Change, OutputRef, Plan, Step},
    remote_test::RemoteTest,
    text::Text,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Every test that a change shows is a step, and a publication of the function waits for it, at the version that is tested.
pub(super) fn check(plan: &Plan) -> Result<(), String> {
    if let Some(step) = plan.steps.iter().find(|step| is_test(step) != step.test.is_some()) {
        return Err(format!("step `{}` does not say what its test is to show, or is no test", step.id));
    }
    plan.changes
        .iter()
        .filter(|change| !change.remote_tests.is_empty())
        .try_for_each(|change| check_change(plan, change))
}

fn check_change(plan: &Plan, change: &Change) -> Result<(), String> {
    let own = || plan.steps.iter().filter(|step| step.address == change.address);
    let tests: Vec<&Step> = own().filter(|step| is_test(step)).collect();
    let shown: Vec<&RemoteTest> = tests.iter().filter_map(|step| step.test.as_ref()).collect();
    if !shown.iter().copied().eq(&change.remote_tests) {
        return Err(format!("the tests of `{}` are not those that its change shows", change.address));
    }
    let publishes = |step: &&Step| matches!(step.operation, Operation::PublishConnectionFunction(_));
    let waits = |publication: &Step, test: &Step| {
        publication.after.contains(&test.id) && publication.precondition == test.precondition
    };
    match own().filter(publishes).find(|publication| !tests.iter().all(|test| waits(publication, test))) {
        Some(publication) => Err(format!("step `{}` does not wait for all tests of what it publishes", publication.id)),
        None => Ok(()),
    }
}

/// A test is of what DEVELOPMENT holds in the end: at the version that an earlier step makes, or at the one that is published.
pub(super) fn allowed(
    change: &Change,
    old: &Side<'_>,
    step: &Step,
    input: &TestFunction<Text<OutputRef>>,
) -> Result<(), String> {
    let is_shown = step.test.as_ref().is_some_and(|test| change.remote_tests.contains(test));
    let is_kept = !matches!(change.action, Action::Delete | Action::Release);
    if !is_shown || !is_kept || input.stage != Stage::Development || step.wait.is_some() {
        return Err("tests what its change does not show".to_string());
    }
    if input.connection_object.len() > CONNECTION_OBJECT_MAX_BYTES {
        return Err("tests a connection object that is too large".to_string());
    }
    if etag_from(step).is_none() && !change.publishes() {
        return Err("tests a function that stays as it is".to_string());
    }
    old.is_or_comes_from("id", &input.id, step)?;
    old.etag_or_output(step, input.if_match.as_ref())
}

const fn is_test(step: &Step) -> bool {
    matches!(step.operation, Operation::TestConnectionFunction(_))
}
