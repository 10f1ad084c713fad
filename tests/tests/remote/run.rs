//! What becomes of a run whose tests fail, get no answer, or one that is not understood.

use crate::support::{ALLOW, DENY, THROW, apply, gate, live_code, published, steps, tested};
use connfn::{
    EventKind, RunResult, StepStatus,
    operation::{FunctionTestResult, Operation, Outcome, Response, ServiceError},
    testing::{Decision, TestCaseReport},
};
use connfn_tests::{
    drive::{Drive, Driven, drive},
    life::{LATER_MS, check_complete, plan_request},
    model::World,
    spec::{Spec, function_address},
    tested::passed,
};

/// Carries a plan with one test out, whose calls are answered so.
fn answered(
    mut world: World,
    spec: &Spec,
    wanted: Decision,
    mut answer: impl FnMut(u32) -> Option<Outcome>,
) -> (World, Driven) {
    let plan = plan_request(&tested(spec, &world, LATER_MS, &[passed("a", wanted)]));
    let mut asked = 0;
    let driven = drive(&plan, LATER_MS, Drive::default(), &mut |_, call, now_ms| {
        if matches!(call, Operation::TestConnectionFunction(_)) {
            asked += 1;
            if let Some(outcome) = answer(asked) {
                return outcome;
            }
        }
        world.call(call, now_ms)
    });
    (world, driven)
}

fn told(output: &str) -> Outcome {
    let result =
        FunctionTestResult { connection_function_output: Some(output.to_owned()), ..FunctionTestResult::default() };
    Outcome::Success { response: Response { connection_function_test_result: Some(result), ..Response::default() } }
}

fn refused(code: &str, status: u16) -> Outcome {
    let (code, message) = (code.to_owned(), "no".to_owned());
    Outcome::Error { error: ServiceError { code, message, status: Some(status), request_id: None } }
}

#[test]
fn what_fails_is_not_published_and_the_next_plan_tests_it_again() {
    let spec = gate("gate", DENY, true);
    let (mut world, driven) = answered(published(ALLOW), &spec, Decision::Allow, |_| None);
    assert_eq!(driven.receipt.result, RunResult::Failed);
    let test = driven.step("/test-1");
    assert_eq!(test.error.as_deref(), Some("`allow` is expected, and CloudFront says `deny`"));
    assert!(test.help.as_deref().is_some_and(|help| help.contains("LIVE stays as it was")), "{test:?}");
    for step in ["/publish", "/wait-published", "/verify-live"] {
        assert_eq!(driven.step(step).status, StepStatus::Skipped);
    }
    assert_eq!(live_code(&world).as_deref(), Some(ALLOW));

    let again = plan_request(&tested(&spec, &world, 2 * LATER_MS, &[passed("a", Decision::Deny)]));
    let verbs: Vec<String> = steps(&again).into_iter().map(|(id, _)| id).collect();
    assert_eq!(verbs, ["test-1", "publish", "wait-published", "verify-live"], "DEVELOPMENT holds it already");
    check_complete(&apply(&again, &mut world).receipt).unwrap();
    assert_eq!(live_code(&world).as_deref(), Some(DENY));
}

#[test]
fn all_tests_that_fail_are_told() {
    let spec = gate("gate", DENY, true);
    let mut world = World::default();
    let cases = vec![passed("a", Decision::Allow), passed("b", Decision::Deny), passed("c", Decision::Allow)];
    let driven = apply(&plan_request(&tested(&spec, &world, 0, &cases)), &mut world);
    let failed: Vec<&str> =
        driven.receipt.steps.iter().filter(|step| step.error.is_some()).map(|step| &*step.id.0).collect();
    assert_eq!(failed, ["test-1", "test-3"].map(|verb| format!("{}/{verb}", function_address("gate"))));
    assert_eq!(live_code(&world), None);
}

#[test]
fn an_exception_is_a_failure_unless_it_is_expected() {
    let spec = gate("gate", THROW, true);
    let (world, driven) = answered(World::default(), &spec, Decision::None, |_| None);
    let error = driven.step("/test-1").error.as_deref();
    assert_eq!(error, Some("an exception ended the function: Error: thrown"));
    assert_eq!(live_code(&world), None);
    let expected = TestCaseReport { error: Some("thrown".to_owned()), ..passed("a", Decision::None) };
    let mut world = World::default();
    let driven = apply(&plan_request(&tested(&spec, &world, 0, &[expected])), &mut world);
    check_complete(&driven.receipt).unwrap();
}

#[test]
fn an_answer_that_is_not_understood_is_a_failure() {
    let empty = || Outcome::Success { response: Response::default() };
    for (decision, outcome) in [
        (Decision::Allow, told("")),
        (Decision::Allow, told("{\"connection\":{\"allow\":true}}")),
        (Decision::Deny, told("undefined")),
        (Decision::None, told("null")),
        (Decision::Allow, empty()),
        (Decision::None, empty()),
    ] {
        let spec = gate("gate", ALLOW, true);
        let (world, driven) = answered(World::default(), &spec, decision, |_| Some(outcome.clone()));
        let error = driven.step("/test-1").error.as_deref().unwrap_or_default();
        assert!(error.starts_with("CloudFront's answer is not understood"), "{outcome:?}: {error}");
        assert_eq!(live_code(&world), None);
    }
}

#[test]
fn a_test_is_repeated_freely_while_its_answer_is_lost() {
    for outcome in [
        Outcome::Unknown { message: "lost".to_owned() },
        Outcome::NotSent { message: "no connection".to_owned() },
        refused("Throttling", 429),
        refused("InternalFailure", 500),
        refused("BadGateway", 502),
        // What was created a moment ago is not seen everywhere.
        refused("EntityNotFound", 404),
    ] {
        let spec = gate("gate", ALLOW, true);
        let lost = |asked| Some(outcome.clone()).filter(|_| asked < 4);
        let (world, driven) = answered(World::default(), &spec, Decision::Allow, lost);
        check_complete(&driven.receipt).unwrap();
        assert_eq!(driven.step("/test-1").calls.len(), 4, "{outcome:?}");
        assert_eq!(live_code(&world).as_deref(), Some(ALLOW));
        // None of the looks that other calls need.
        assert!(driven.step("/test-1").calls.iter().all(|call| call.operation == "TestConnectionFunction"));
        let (world, driven) = answered(World::default(), &spec, Decision::Allow, |_| Some(outcome.clone()));
        assert_eq!((driven.receipt.result, driven.step("/test-1").calls.len()), (RunResult::Failed, 6));
        assert_eq!(live_code(&world), None);
    }
}

#[test]
fn what_no_repetition_mends_ends_the_test_at_once() {
    for (code, status) in [
        ("TestFunctionFailed", 500),
        ("PreconditionFailed", 412),
        ("InvalidArgument", 400),
        ("UnsupportedOperation", 400),
        ("AccessDenied", 403),
    ] {
        let spec = gate("gate", ALLOW, true);
        let (world, driven) = answered(World::default(), &spec, Decision::Allow, |_| Some(refused(code, status)));
        let test = driven.step("/test-1");
        assert_eq!((test.status, test.calls.len()), (StepStatus::Failed, 1), "{code}");
        let error = format!("`TestConnectionFunction` was answered with {code}: no");
        assert_eq!(test.error.as_deref(), Some(&*error));
        assert!(test.help.is_some(), "{code} has a way out");
        assert_eq!(live_code(&world), None);
    }
}

#[test]
fn a_run_says_what_it_tests() {
    let spec = gate("gate", ALLOW, true);
    let (_, driven) = answered(World::default(), &spec, Decision::Allow, |_| None);
    let record = driven.step("/test-1");
    assert_eq!(record.test.as_ref().map(|test| test.name.as_str()), Some("a"));
    assert!(driven.events.iter().any(|event| event.step == record.id && event.kind == EventKind::Done));
    let receipt = connfn::receipt_to_json(&driven.receipt);
    assert_eq!(connfn::read_receipt(&receipt).unwrap(), driven.receipt);
    assert!(driven.receipt.steps.iter().filter(|step| step.id != record.id).all(|step| step.test.is_none()));
}
