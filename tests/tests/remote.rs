//! Tests that CloudFront runs: where they stand in a plan, what a plan file may not do with them, and what becomes of a run when
//! one fails, gets no answer, or one that is not understood.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{
    Code, EventKind, Palette, Plan, PlanRequest, Run, RunOptions, RunResult, StepId, StepStatus,
    operation::{FunctionTestResult, Operation, Outcome, Response, ServiceError, Stage},
    testing::{Decision, TestCaseReport},
};
use connfn_tests::{
    drive::{Drive, Driven, drive},
    life::{LATER_MS, bring_about, check_complete, check_settled, plan_request, request},
    model::{Call, World},
    spec::{FunctionSpec, Spec, function_address},
    tested::{passed, report},
};
use std::collections::BTreeMap;

const ALLOW: &str = "function connectionHandler(c) { c.allow(); }";
const DENY: &str = "function connectionHandler(c) { c.deny(); }";
const THROW: &str = "function connectionHandler(c) { throw new Error('thrown'); }";

fn gate(name: &str, code: &str, publish: bool) -> Spec {
    let function = FunctionSpec {
        name: name.to_owned(),
        code: code.into(),
        comment: "Gate".into(),
        runtime: "cloudfront-js-2.0",
        store: None,
        publish,
        tags: BTreeMap::new(),
    };
    Spec { functions: [("gate".to_owned(), function)].into(), ..Spec::default() }
}

/// A request for a plan in which CloudFront runs these tests.
fn tested(spec: &Spec, world: &World, now_ms: u64, cases: &[TestCaseReport]) -> PlanRequest {
    let tests = Some(report(spec, |_| cases.to_vec()));
    PlanRequest { tests, remote_tests: true, ..request(spec.sources(), world.account.observe(now_ms)) }
}

fn two() -> Vec<TestCaseReport> {
    vec![passed("lets a device in", Decision::Allow), passed("lets another in", Decision::Allow)]
}

/// The steps of a plan by the last part of their ids, each with what it waits for.
fn steps(plan: &Plan) -> Vec<(String, Vec<String>)> {
    let verb = |id: &StepId| id.0.rsplit('/').next().unwrap().to_owned();
    plan.steps.iter().map(|step| (verb(&step.id), step.after.iter().map(verb).collect())).collect()
}

fn expected(steps: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    steps.iter().map(|(id, after)| ((*id).to_owned(), after.iter().map(|id| (*id).to_owned()).collect())).collect()
}

/// An account in which the function is published with this code.
fn published(code: &str) -> World {
    let mut world = World::default();
    check_complete(&bring_about(&gate("gate", code, true), &mut world, 0).unwrap().receipt).unwrap();
    world
}

fn apply(plan: &Plan, world: &mut World) -> Driven {
    drive(plan, LATER_MS, Drive::default(), &mut |_, call, now_ms| world.call(call, now_ms))
}

fn live_code(world: &World) -> Option<String> {
    world.account.functions.values().find_map(|function| function.live.as_ref()).map(|live| live.code.clone())
}

#[test]
fn a_new_function_is_tested_before_it_is_published() {
    let spec = gate("gate", ALLOW, true);
    let mut world = World::default();
    let plan = plan_request(&tested(&spec, &world, 0, &two()));
    let order = expected(&[
        ("create", &[]),
        ("test-1", &["create"]),
        ("test-2", &["create"]),
        ("publish", &["create", "test-1", "test-2"]),
        ("wait-published", &["create", "publish"]),
        ("verify-live", &["create", "wait-published"]),
    ]);
    assert_eq!(steps(&plan), order);
    let names: Vec<&str> = plan.changes[0].remote_tests.iter().map(|test| test.name.as_str()).collect();
    assert_eq!(names, ["lets a device in", "lets another in"]);
    let driven = apply(&plan, &mut world);
    check_complete(&driven.receipt).unwrap();
    check_settled(&spec, &world, driven.ended_at_ms).unwrap();
    let sent: Vec<&Call> = driven.sent.iter().map(|sent| &sent.call).collect();
    let Call::TestConnectionFunction(test) = sent[1] else { panic!("{sent:?}") };
    assert_eq!((test.stage, test.connection_object.as_str()), (Stage::Development, r#"{"clientIp":"192.0.2.1"}"#));
    assert!(test.if_match.is_some());
}

#[test]
fn the_version_that_is_tested_is_the_one_that_is_published() {
    let update = [("test-1", &["update"][..]), ("publish", &["test-1", "update"])];
    let nothing_new = [("test-1", &[][..]), ("publish", &["test-1"])];
    for (development, steps_expected) in [(ALLOW, &update), (DENY, &nothing_new)] {
        // LIVE holds what allows; DEVELOPMENT holds that or is what is wanted already.
        let mut world = published(ALLOW);
        for function in world.account.functions.values_mut() {
            function.development.code = development.to_owned();
        }
        let spec = gate("gate", DENY, true);
        let plan = plan_request(&tested(&spec, &world, LATER_MS, &[passed("a", Decision::Deny)]));
        let shown: Vec<_> = steps(&plan).into_iter().filter(|(id, _)| ["test-1", "publish"].contains(&&**id)).collect();
        assert_eq!(shown, expected(steps_expected));
        let precondition =
            |verb| plan.steps.iter().find(|step| step.id.0.ends_with(verb)).unwrap().precondition.clone();
        assert_eq!(precondition("/test-1"), precondition("/publish"));
        let driven = apply(&plan, &mut world);
        check_complete(&driven.receipt).unwrap();
        check_settled(&spec, &world, driven.ended_at_ms).unwrap();
    }
}

#[test]
fn what_is_not_published_is_tested_once_it_is_updated() {
    let spec = gate("gate", ALLOW, false);
    let mut world = World::default();
    let plan = plan_request(&tested(&spec, &world, 0, &two()));
    assert_eq!(steps(&plan), expected(&[("create", &[]), ("test-1", &["create"]), ("test-2", &["create"])]));
    check_complete(&apply(&plan, &mut world).receipt).unwrap();
    let again = plan_request(&tested(&spec, &world, LATER_MS, &two()));
    assert!(!again.has_changes(), "what stays as it is is not tested");
    assert!(again.changes[0].remote_tests.is_empty());
}

#[test]
fn a_replacement_is_tested_before_the_old_function_goes() {
    for publish in [true, false] {
        let mut world = published(ALLOW);
        let spec = gate("renamed", ALLOW, publish);
        let plan = plan_request(&tested(&spec, &world, LATER_MS, &[passed("a", Decision::Deny)]));
        let driven = apply(&plan, &mut world);
        assert_eq!(driven.receipt.result, RunResult::Failed);
        assert_eq!(driven.step("/delete").status, StepStatus::Skipped, "the old one is still needed");
        let plan = plan_request(&tested(&spec, &world, 2 * LATER_MS, &[passed("a", Decision::Allow)]));
        let driven = drive(&plan, 2 * LATER_MS, Drive::default(), &mut |_, call, now_ms| world.call(call, now_ms));
        check_complete(&driven.receipt).unwrap();
        check_settled(&spec, &world, driven.ended_at_ms).unwrap();
    }
}

#[test]
fn tags_and_stores_wait_for_the_tests() {
    let mut world = published(ALLOW);
    let mut spec = gate("gate", DENY, false);
    spec.functions.get_mut("gate").unwrap().tags.insert("Team".to_owned(), "Edge".into());
    let plan = plan_request(&tested(&spec, &world, LATER_MS, &[passed("a", Decision::Deny)]));
    let order = expected(&[("update", &[]), ("test-1", &["update"]), ("tag", &["test-1", "update"])]);
    assert_eq!(steps(&plan), order, "tagging may move the version that is tested");
    check_complete(&apply(&plan, &mut world).receipt).unwrap();
}

#[test]
fn no_test_is_run_that_was_not_asked_for_or_not_run_here() {
    let spec = gate("gate", ALLOW, true);
    let world = World::default();
    let asked = tested(&spec, &world, 0, &two());
    let mut failing = two();
    failing[1].problems.push("`deny` was expected".to_owned());
    for request in [
        PlanRequest { remote_tests: false, ..asked.clone() },
        PlanRequest { tests: None, ..asked.clone() },
        PlanRequest { tests: Some(report(&spec, |_| failing.clone())), ..asked },
    ] {
        let plan = plan_request(&request);
        let tests = plan.steps.iter().filter(|step| step.test.is_some()).count();
        assert_eq!((tests, plan.changes[0].remote_tests.len()), (0, 0));
    }
}

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
fn a_function_without_tests_is_said_to_be_published_untested() {
    let spec = gate("gate", ALLOW, true);
    let said =
        |request: &PlanRequest| connfn::plan(request).diagnostics.iter().map(|said| said.code).collect::<Vec<_>>();
    let untested = tested(&spec, &World::default(), 0, &[]);
    assert_eq!(said(&untested), [Code::NoRemoteTest]);
    assert_eq!(said(&PlanRequest { tests: None, ..untested.clone() }), [Code::NoRemoteTest]);
    assert_eq!(said(&PlanRequest { remote_tests: false, ..untested }), []);
    assert_eq!(said(&tested(&spec, &World::default(), 0, &two())), []);
}

#[test]
fn a_test_that_sets_the_clock_is_not_sent() {
    let spec = gate("gate", ALLOW, true);
    let at = TestCaseReport { now: Some("1970-01-01T00:00:00Z".to_owned()), ..passed("in 1970", Decision::Allow) };
    let request = tested(&spec, &World::default(), 0, &[at, passed("now", Decision::Allow)]);
    let response = connfn::plan(&request);
    let said: Vec<&str> = response.diagnostics.iter().map(|said| &*said.message).collect();
    assert_eq!(said, ["CloudFront does not run the test `in 1970`, whose `now` it cannot set"]);
    let plan = response.plan.unwrap();
    let sent: Vec<&str> = plan.steps.iter().filter_map(|step| step.test.as_ref()).map(|test| &*test.name).collect();
    assert_eq!(sent, ["now"]);
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

#[test]
fn a_plan_shows_what_cloudfront_is_to_test() {
    let throws = TestCaseReport { error: Some("E".to_owned()), ..passed("throws\u{1b}[2J", Decision::None) };
    for (spec, cases, lines) in [
        (
            gate("gate", ALLOW, true),
            vec![passed("lets a device in", Decision::Allow), throws],
            "    # CloudFront runs 2 tests on DEVELOPMENT first, and publishes only if all pass:\n    #   lets a device in: allow\n    \
             #   throws\\u{1b}[2J: none, with an exception\n",
        ),
        (
            gate("gate", ALLOW, false),
            vec![passed("lets nobody in", Decision::Deny)],
            "    # CloudFront runs a test on DEVELOPMENT:\n    #   lets nobody in: deny\n",
        ),
    ] {
        let plan = plan_request(&tested(&spec, &World::default(), 0, &cases));
        let text = connfn::render_plan(&plan, Palette::Plain);
        assert!(text.contains(lines), "{text}");
        assert!(connfn::render_plan_markdown(Some(&plan), &[]).contains(lines));
    }
}

#[test]
fn a_connection_object_that_cloudfront_does_not_take_blocks_the_plan() {
    let spec = gate("gate", ALLOW, true);
    let of_size = |size: usize| {
        let connection = format!("{{\"a\":\"{}\"}}", "x".repeat(size - 8));
        let case = TestCaseReport { connection, ..passed("large", Decision::Allow) };
        plan_request(&tested(&spec, &World::default(), 0, &[case]))
    };
    let blocked: Vec<Code> = of_size(40_961).report.blocked.iter().map(|problem| problem.code).collect();
    assert_eq!(blocked, [Code::ConnectionObjectTooLarge]);
    let mut plan = of_size(40_960);
    assert!(Run::new(&plan, RunOptions::default()).is_ok());
    if let Operation::TestConnectionFunction(input) = &mut step(&mut plan, "/test-1").operation {
        input.connection_object.push(' ');
    }
    assert!(Run::new(&plan, RunOptions::default()).is_err());
}

/// A plan with a test, changed so, must not be carried out.
fn refuse(change: impl FnOnce(&mut Plan), problem: &str) {
    let mut plan = plan_request(&tested(&gate("gate", ALLOW, true), &World::default(), 0, &two()));
    assert!(Run::new(&plan, RunOptions::default()).is_ok());
    change(&mut plan);
    let problems = Run::new(&plan, RunOptions::default()).expect_err("the plan was taken");
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::PlanInvalid]);
    assert!(problems.iter().all(|told| told.message.contains(problem)), "{problems:?}");
}

fn step<'p>(plan: &'p mut Plan, verb: &str) -> &'p mut connfn::Step {
    plan.steps.iter_mut().find(|step| step.id.0.ends_with(verb)).unwrap()
}

#[test]
fn a_plan_runs_the_tests_that_it_shows_and_publishes_after_them() {
    let drop_test = |plan: &mut Plan| {
        plan.steps.retain(|step| !step.id.0.ends_with("/test-2"));
        step(plan, "/publish").after.retain(|id| !id.0.ends_with("/test-2"));
    };
    refuse(drop_test, "are not those that its change shows");
    let do_not_wait = |plan: &mut Plan| step(plan, "/publish").after.retain(|id| !id.0.ends_with("/test-2"));
    refuse(do_not_wait, "does not wait for all tests of what it publishes");
    refuse(|plan| plan.changes[0].remote_tests.clear(), "tests what its change does not show");
    refuse(|plan| step(plan, "/test-1").test = None, "tests what its change does not show");
    refuse(|plan| step(plan, "/test-1").test.as_mut().unwrap().decision = Decision::Deny, "does not show");
    let expect = |plan: &mut Plan| {
        let test = step(plan, "/test-1").test.clone();
        step(plan, "/create").test = test;
    };
    refuse(expect, "or is no test");
    let live = |plan: &mut Plan| {
        if let Operation::TestConnectionFunction(input) = &mut step(plan, "/test-1").operation {
            input.stage = Stage::Live;
        }
    };
    refuse(live, "tests what its change does not show");
    let another = |plan: &mut Plan| {
        if let Operation::TestConnectionFunction(input) = &mut step(plan, "/test-1").operation {
            input.id = connfn_core::text::Text::literal("cf_other");
        }
    };
    refuse(another, "is about another resource");
    refuse(|plan| step(plan, "/test-1").precondition = None, "does not expect a version");
}
