//! Where the tests stand in a plan, and how it shows them.

use crate::support::{ALLOW, DENY, apply, gate, published, steps, tested, two};
use connfn::{
    Code, Palette, PlanRequest, RunResult, StepStatus,
    operation::Stage,
    testing::{Decision, TestCaseReport},
};
use connfn_tests::{
    drive::{Drive, drive},
    life::{LATER_MS, check_complete, check_settled, plan_request},
    model::{Call, World},
    tested::{passed, report},
};

fn expected(steps: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    steps.iter().map(|(id, after)| ((*id).to_owned(), after.iter().map(|id| (*id).to_owned()).collect())).collect()
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
