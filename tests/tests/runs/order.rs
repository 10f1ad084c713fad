//! The order of calls, how many there are at once, and what goes on after a failure or is ended.

use crate::support::{ALLOW, error, everything, first_plan, function, spec};
use connfn::{
    Code, EventKind, Run, RunOptions, RunResult, StepStatus,
    operation::{Operation, Outcome},
};
use connfn_tests::{
    drive::{Drive, apply, drive},
    life::{LATER_MS, bring_about, check_complete, check_settled, plan},
    model::World,
    spec::Spec,
};

#[test]
fn a_step_starts_when_all_that_it_waits_for_is_done() {
    let (_, mut world, plan) = everything();
    let driven = apply(&plan, &mut world, LATER_MS);
    check_complete(&driven.receipt).unwrap();
    for step in &plan.steps {
        let started = driven.started_at(&step.id.0).unwrap();
        for before in &step.after {
            assert!(driven.done_at(&before.0).unwrap() < started, "{} did not wait for {before}", step.id);
        }
    }
}

#[test]
fn no_more_calls_are_in_flight_than_allowed() {
    let labels: Vec<String> = (0..12).map(|n| format!("f{n}")).collect();
    let functions = labels.iter().map(|label| (label.clone(), function(label, ALLOW, None, true))).collect();
    let spec = Spec { functions, ..Spec::default() };
    for concurrency in [1, 2, 5, 8, 100] {
        let mut world = World::default();
        let drive_with = Drive { options: RunOptions { concurrency }, ..Drive::default() };
        let driven = drive(&first_plan(&spec), 0, drive_with, &mut |_, call, now_ms| world.call(call, now_ms));
        check_complete(&driven.receipt).unwrap();
        assert_eq!(driven.most_in_flight, concurrency.min(12));
        check_settled(&spec, &world, driven.ended_at_ms).unwrap();
    }
    let none = RunOptions { concurrency: 0 };
    let mut run = Run::new(&first_plan(&spec), none).unwrap();
    assert_eq!(run.poll(0).calls.len(), 1, "a run with no concurrency at all would never end");
}

#[test]
fn a_plan_without_steps_is_complete_at_once() {
    let plan = first_plan(&Spec::default());
    let mut run = Run::new(&plan, RunOptions::default()).unwrap();
    let poll = run.poll(0);
    assert!(poll.finished && poll.calls.is_empty() && poll.wake_at_ms.is_none());
    assert_eq!(run.receipt().result, RunResult::Complete);
}

#[test]
fn a_blocked_plan_is_not_run() {
    let spec = spec([("f", function("f", ALLOW, None, false))], []);
    let mut world = World::default();
    bring_about(&spec, &mut world, 0).unwrap();
    world.account.functions.values_mut().for_each(|function| function.tags.clear());
    let plan = plan(&spec, &world, LATER_MS);
    let problems = Run::new(&plan, RunOptions::default()).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::PlanBlocked]);
}

#[test]
fn what_depends_on_a_failure_is_skipped_and_all_else_is_done() {
    let (spec, mut world, plan) = everything();
    let driven = drive(&plan, LATER_MS, Drive::default(), &mut |_, call, now_ms| match call {
        Operation::CreateKeyValueStore(input) if input.name == "new-store" => error("AccessDenied", 403),
        call => world.call(call, now_ms),
    });
    assert_eq!(driven.receipt.result, RunResult::Failed);
    let of = |status| {
        let steps = driven.receipt.steps.iter().filter(|step| step.status == status);
        steps.map(|step| step.id.0.rsplit_once("aws_cloudfront_").unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of(StepStatus::Failed), ["key_value_store.renamed/create"]);
    // `changed` was to move to the new store, and the old one can only go when it has.
    assert_eq!(
        of(StepStatus::Skipped),
        [
            "key_value_store.renamed/wait-ready",
            "connection_function.changed/update",
            "connection_function.changed/publish",
            "connection_function.changed/wait-published",
            "connection_function.changed/verify-live",
            "key_value_store.renamed/delete",
        ]
    );
    assert_eq!(of(StepStatus::Done).len() + 7, plan.steps.len());
    let root = "aws_cloudfront_key_value_store.renamed/create";
    for event in &driven.events {
        if let EventKind::Skipped { because } = &event.kind {
            assert_eq!(because.0, root, "{} was skipped because of another step", event.step);
        }
    }
    let next = bring_about(&spec, &mut world, driven.ended_at_ms + LATER_MS).unwrap();
    check_complete(&next.receipt).unwrap();
    check_settled(&spec, &world, next.ended_at_ms).unwrap();
}

#[test]
fn a_cancelled_run_finishes_what_is_in_flight_and_starts_nothing() {
    let (spec, world, plan) = everything();
    let calls = apply(&plan, &mut world.clone(), LATER_MS).sent.len();
    for cancel_at in 0..calls {
        let mut world = world.clone();
        let cancelled = Drive { cancel_at: Some(cancel_at), ..Drive::default() };
        let driven = drive(&plan, LATER_MS, cancelled, &mut |_, call, now_ms| world.call(call, now_ms));
        let sent = &driven.sent;
        assert!(sent[cancel_at..].iter().all(|call| call.at_ms == sent[cancel_at].at_ms), "a call was started later");
        let records = driven.receipt.steps.iter().flat_map(|step| &step.calls);
        assert!(records.into_iter().all(|call| call.answered_at_ms.is_some()), "an answer was not waited for");
        let done = driven.receipt.steps.iter().all(|step| step.status == StepStatus::Done);
        let expected = if done { RunResult::Complete } else { RunResult::Cancelled };
        assert_eq!(driven.receipt.result, expected, "cancelled at call {cancel_at}");
        let next = bring_about(&spec, &mut world, driven.ended_at_ms + LATER_MS).unwrap();
        check_complete(&next.receipt).unwrap();
        check_settled(&spec, &world, next.ended_at_ms).unwrap();
    }
}

#[test]
fn an_answer_to_a_call_that_is_not_in_flight_is_refused() {
    let plan = first_plan(&spec([("f", function("f", ALLOW, None, false))], []));
    let mut run = Run::new(&plan, RunOptions::default()).unwrap();
    let call = run.poll(0).calls.remove(0);
    let nothing = || Outcome::NotSent { message: String::new() };
    run.complete(call.id, nothing(), 1).unwrap();
    assert!(run.complete(call.id, nothing(), 2).is_err(), "one call was answered twice");
}
