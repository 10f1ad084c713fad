//! What a plan file may not do with the tests.

use crate::support::{ALLOW, gate, tested, two};
use connfn::{
    Code, Plan, Run, RunOptions,
    operation::{Operation, Stage},
    testing::{Decision, TestCaseReport},
};
use connfn_tests::{life::plan_request, model::World, tested::passed};

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
