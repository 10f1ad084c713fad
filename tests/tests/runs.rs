//! How a plan is carried out: order, limits, pauses, what a lost answer leads to, what stops and what goes on, and what
//! the receipt says of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{
    Code, EventKind, Plan, Run, RunOptions, RunResult, StepStatus,
    operation::{Operation, Outcome, Response, ServiceError, Stage},
};
use connfn_tests::{
    drive::{Drive, Driven, apply, drive},
    life::{LATER_MS, STACK, bring_about, check_complete, check_settled, plan},
    model::{Fault, World},
    spec::{FunctionSpec, Spec, StoreSpec},
};
use std::collections::{BTreeMap, BTreeSet};

const ALLOW: &str = "function connectionHandler(c) { c.allow(); }";
const DENY: &str = "function connectionHandler(c) { c.deny(); }";

fn function(name: &str, code: &str, store: Option<&str>, publish: bool) -> FunctionSpec {
    FunctionSpec {
        name: name.to_owned(),
        code: code.into(),
        comment: "Gate".into(),
        runtime: "cloudfront-js-2.0",
        store: store.map(str::to_owned),
        publish,
        tags: BTreeMap::new(),
    }
}

fn store(name: &str, comment: &str) -> StoreSpec {
    StoreSpec { name: name.to_owned(), comment: comment.to_owned() }
}

fn spec<const F: usize, const S: usize>(functions: [(&str, FunctionSpec); F], stores: [(&str, StoreSpec); S]) -> Spec {
    Spec {
        functions: functions.into_iter().map(|(label, function)| (label.to_owned(), function)).collect(),
        stores: stores.into_iter().map(|(label, store)| (label.to_owned(), store)).collect(),
        default_tags: BTreeMap::new(),
    }
}

/// A plan whose steps make every call that changes something: an account with a past, and what it is to become.
fn everything() -> (Spec, World, Plan) {
    let mut earlier = spec(
        [
            ("changed", function("changed", ALLOW, Some("renamed"), true)),
            ("gone", function("gone", ALLOW, None, true)),
            ("renamed", function("old-name", ALLOW, Some("edited"), true)),
            ("tagged", function("tagged", ALLOW, None, false)),
        ],
        [("edited", store("edited", "old")), ("gone", store("gone", "")), ("renamed", store("old-store", ""))],
    );
    earlier.functions.get_mut("tagged").unwrap().tags.insert("Old".to_owned(), "1".into());
    let mut later = spec(
        [
            ("changed", function("changed", DENY, Some("renamed"), true)),
            ("new", function("new", ALLOW, Some("new"), true)),
            ("renamed", function("new-name", ALLOW, Some("edited"), true)),
            ("tagged", function("tagged", ALLOW, None, false)),
        ],
        [("edited", store("edited", "new")), ("new", store("new", "")), ("renamed", store("new-store", ""))],
    );
    later.functions.get_mut("tagged").unwrap().tags.insert("New".to_owned(), "1".into());
    let mut world = World::default();
    check_complete(&bring_about(&earlier, &mut world, 0).unwrap().receipt).unwrap();
    let plan = plan(&later, &world, LATER_MS);
    let operations: BTreeSet<&str> = plan.steps.iter().map(|step| step.operation.name()).collect();
    // Nine that change something; the others read.
    let changes = plan.steps.iter().filter(|step| step.operation.mutates()).map(|step| step.operation.name());
    assert_eq!(changes.collect::<BTreeSet<_>>().len(), 9, "the plan should make every call: {operations:?}");
    (later, world, plan)
}

/// A plan for a new stack.
fn first_plan(spec: &Spec) -> Plan {
    plan(spec, &World::default(), 0)
}

fn error(code: &str, status: u16) -> Outcome {
    let error = ServiceError {
        code: code.to_owned(),
        message: "no".to_owned(),
        status: Some(status),
        request_id: Some("request-1".to_owned()),
    };
    Outcome::Error { error }
}

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
fn what_passes_is_tried_six_times_with_growing_pauses() {
    let plan = first_plan(&spec([("f", function("f", ALLOW, None, false))], []));
    let throttled = || error("Throttling", 429);
    let not_sent = || Outcome::NotSent { message: "no connection".to_owned() };
    for outcome in [&throttled as &dyn Fn() -> Outcome, &not_sent] {
        let driven = drive(&plan, 0, Drive::default(), &mut |_, _, _| outcome());
        let sent = driven.sent_at("f/create");
        let pauses: Vec<u64> = sent.windows(2).map(|pair| pair[1] - pair[0] - latency(pair[0], &driven)).collect();
        assert_eq!(pauses, [500, 1_000, 2_000, 4_000, 8_000]);
        let step = driven.step("f/create");
        assert_eq!((step.status, step.calls.len()), (StepStatus::Failed, 6));
        assert_eq!(step.help.as_deref(), Some("nothing is lost: plan again, which starts from what is there"));
        assert_eq!(driven.receipt.result, RunResult::Failed);
    }
}

/// How long the answer to a call took.
fn latency(sent_at_ms: u64, driven: &Driven) -> u64 {
    let calls = driven.receipt.steps.iter().flat_map(|step| &step.calls);
    let call = calls.into_iter().find(|call| call.sent_at_ms == sent_at_ms).unwrap();
    call.answered_at_ms.unwrap() - sent_at_ms
}

#[test]
fn a_wait_looks_less_and_less_often_and_ends_at_its_limit() {
    let wanted = spec([("f", function("f", ALLOW, Some("s"), true))], [("s", store("s", ""))]);
    let plan = first_plan(&wanted);
    for (stuck, wait, seconds, skipped) in [
        ("PROVISIONING", "s/wait-ready", 300, vec!["f/create", "f/publish", "f/wait-published", "f/verify-live"]),
        ("PUBLISHING", "f/wait-published", 900, vec!["f/verify-live"]),
        ("LIVE holds other code", "f/verify-live", 300, vec![]),
    ] {
        let mut world = World::default();
        let driven = drive(&plan, 0, Drive::default(), &mut |_, call, now_ms| stick(stuck, world.call(call, now_ms)));
        let sent = driven.sent_at(wait);
        let pauses: Vec<u64> = sent.windows(2).map(|pair| pair[1] - pair[0] - latency(pair[0], &driven)).collect();
        assert_eq!(pauses[..9], [250, 400, 650, 1_000, 1_600, 2_500, 4_000, 6_000, 10_000]);
        assert!(pauses[9..].iter().all(|pause| *pause == 10_000));
        let waited = driven.ended_at_ms - sent[0];
        assert!((seconds * 1_000..(seconds + 11) * 1_000).contains(&waited), "waited {waited} ms");
        let step = driven.step(wait);
        assert_eq!(step.status, StepStatus::Failed);
        assert_eq!(step.error.as_deref(), Some(&*format!("still waiting after {seconds} seconds: {stuck}")));
        for step in skipped {
            assert_eq!(driven.step(step).status, StepStatus::Skipped, "{step}");
        }
        let waiting = EventKind::Waiting { status: stuck.to_owned() };
        assert_eq!(driven.events.iter().filter(|event| event.kind == waiting).count(), sent.len() - 1);
    }
}

/// Where LIVE has the code already, its configuration says whether it holds what was published.
#[test]
fn a_publication_of_a_comment_is_seen_in_live() {
    let wanted = spec([("f", function("f", ALLOW, None, true))], []);
    let mut world = World::default();
    let began = bring_about(&wanted, &mut world, 0).unwrap().ended_at_ms + LATER_MS;
    let commented = FunctionSpec { comment: "New".into(), ..function("f", ALLOW, None, true) };
    let plan = plan(&spec([("f", commented)], []), &world, began);
    let mut late = 2;
    let driven = drive(&plan, began, Drive::default(), &mut |_, call, now_ms| {
        let reads_live = matches!(&call, Operation::DescribeConnectionFunction(of) if of.stage == Stage::Live);
        let mut outcome = world.call(call, now_ms);
        if let (true, Outcome::Success { response }) = (reads_live && late > 0, &mut outcome) {
            late -= 1;
            let summary = response.connection_function_summary.as_mut().unwrap();
            "Gate".clone_into(&mut summary.connection_function_config.comment);
        }
        outcome
    });
    check_complete(&driven.receipt).unwrap();
    let seen = driven.step("f/verify-live").calls.iter().map(|call| call.operation.as_str());
    assert_eq!(seen.collect::<Vec<_>>(), ["DescribeConnectionFunction"; 3]);
}

/// A status that never moves on.
fn stick(status: &str, outcome: Outcome) -> Outcome {
    let Outcome::Success { mut response } = outcome else { return outcome };
    if let (Some(store), "PROVISIONING") = (&mut response.key_value_store, status) {
        store.status = Some(status.to_owned());
    }
    if let (Some(code), "LIVE holds other code") = (&mut response.connection_function_code, status) {
        DENY.clone_into(code);
    }
    if let (Some(summary), "PUBLISHING") = (&mut response.connection_function_summary, status) {
        status.clone_into(&mut summary.status);
    }
    Outcome::Success { response }
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

/// From, to, the step, and the calls that it takes if the effect is there and if it is not.
type Row<'a> = (&'a Spec, &'a Spec, &'a str, &'a [&'a str], &'a [&'a str]);

/// What a lost answer leads to, by whether the call had its effect. A creation is looked for. A change or a deletion of the
/// version that the plan saw is sent again, and looked for where that version is gone.
#[test]
fn after_a_lost_answer_the_run_finds_out_what_happened() {
    let before = spec([("f", function("f", ALLOW, None, false))], [("s", store("s", "old"))]);
    let after = spec([("f", function("f", DENY, None, false))], [("s", store("s", "new"))]);
    let nothing = Spec::default();
    let rows: [Row<'_>; 6] = [
        (
            &nothing,
            &before,
            "f/create",
            &[
                "CreateConnectionFunction",
                "ListConnectionFunctions",
                "ListTagsForResource",
                "DescribeConnectionFunction",
                "GetConnectionFunction",
            ],
            &["CreateConnectionFunction", "ListConnectionFunctions", "CreateConnectionFunction"],
        ),
        (
            &before,
            &after,
            "f/update",
            &[
                "UpdateConnectionFunction",
                "UpdateConnectionFunction",
                "DescribeConnectionFunction",
                "GetConnectionFunction",
            ],
            &["UpdateConnectionFunction", "UpdateConnectionFunction"],
        ),
        (
            &before,
            &nothing,
            "f/delete",
            &["DeleteConnectionFunction", "DeleteConnectionFunction"],
            &["DeleteConnectionFunction", "DeleteConnectionFunction"],
        ),
        (
            &nothing,
            &before,
            "s/create",
            &["CreateKeyValueStore", "DescribeKeyValueStore", "ListTagsForResource"],
            &["CreateKeyValueStore", "DescribeKeyValueStore", "CreateKeyValueStore"],
        ),
        (
            &before,
            &after,
            "s/update",
            &["UpdateKeyValueStore", "UpdateKeyValueStore", "DescribeKeyValueStore"],
            &["UpdateKeyValueStore", "UpdateKeyValueStore"],
        ),
        (
            &before,
            &nothing,
            "s/delete",
            &["DeleteKeyValueStore", "DeleteKeyValueStore"],
            &["DeleteKeyValueStore", "DeleteKeyValueStore"],
        ),
    ];
    for (from, to, step, found, not_found) in rows {
        let mut world = World::default();
        bring_about(from, &mut world, 0).unwrap();
        let plan = plan(to, &world, LATER_MS);
        for (has_effect, expected) in [(true, found), (false, not_found)] {
            let (mut world, mut seen) = (world.clone(), false);
            let driven = drive(&plan, LATER_MS, Drive::default(), &mut |_, call, now_ms| {
                let first = call.name() == expected[0] && !seen;
                seen |= first;
                match (first, has_effect) {
                    (false, _) => world.call(call, now_ms),
                    (true, true) => {
                        world.call(call, now_ms);
                        Outcome::Unknown { message: "timed out".to_owned() }
                    }
                    (true, false) => Outcome::Unknown { message: "timed out".to_owned() },
                }
            });
            check_complete(&driven.receipt).unwrap();
            let calls: Vec<&str> = driven.step(step).calls.iter().map(|call| call.operation.as_str()).collect();
            assert_eq!(calls, expected, "{step}");
            assert_eq!(driven.step(step).calls[0].result, "unknown");
            check_settled(to, &world, driven.ended_at_ms).unwrap();
        }
    }
}

/// A run does not take another hand's work for its own, nor write over it.
#[test]
fn another_hand_that_was_faster_is_a_conflict() {
    let wanted = spec([("f", function("f", ALLOW, None, true))], []);
    let plan = first_plan(&wanted);
    let mut world = World::default();
    let driven = drive(&plan, 0, Drive::default(), &mut |number, call, now_ms| {
        if number == 0 {
            // The name is taken by somebody else in the moment before.
            world.account.add_foreign(now_ms);
            world.account.functions.values_mut().for_each(|function| function.name = "f".to_owned());
        }
        world.call(call, now_ms)
    });
    let step = driven.step("f/create");
    assert_eq!(step.status, StepStatus::Failed);
    assert_eq!(step.error.as_deref(), Some("another hand has created one of this name since the plan was made"));
    assert_eq!(step.help.as_deref(), Some("make a new plan, which starts from what is there"));
    assert!(world.account.functions.values().all(|function| function.development.code == "theirs"));

    // A name that another run of the same stack has taken with other contents is its, too.
    let mut world = World::default();
    let other = spec([("f", function("f", DENY, None, false))], []);
    bring_about(&other, &mut world, 0).unwrap();
    let driven = apply(&plan, &mut world, LATER_MS);
    let error = driven.step("f/create").error.as_deref();
    let expected = "it was created since the plan was made, by another run of this stack, and differs in `connection_function_code`";
    assert_eq!(error, Some(expected));
}

#[test]
fn errors_that_no_repetition_mends_name_the_way_out() {
    let before = spec([("f", function("f", ALLOW, None, false))], []);
    let mut world = World::default();
    bring_about(&before, &mut world, 0).unwrap();
    let delete = plan(&Spec::default(), &world, LATER_MS);
    for (code, status, help) in [
        (
            "AccessDenied",
            403,
            Some("the credentials lack the permission `cloudfront:DeleteConnectionFunction` on this resource"),
        ),
        (
            "PreconditionFailed",
            412,
            Some("it was changed since the plan was made, by another hand or another run: make a new plan"),
        ),
        ("CannotDeleteEntityWhileInUse", 409, Some("remove it from what uses it, then plan again")),
        ("ExpiredToken", 403, Some("renew the credentials, then plan again: what was done stays done")),
        ("InvalidArgument", 400, None),
    ] {
        let driven = drive(&delete, 0, Drive::default(), &mut |_, _, _| error(code, status));
        let step = driven.step("f/delete");
        assert_eq!((step.status, step.calls.len()), (StepStatus::Failed, 1), "{code}");
        assert_eq!(step.error.as_deref(), Some(&*format!("`DeleteConnectionFunction` was answered with {code}: no")));
        assert_eq!(step.help.as_deref(), help);
    }
    // What is gone already need not be deleted.
    let driven = drive(&delete, 0, Drive::default(), &mut |_, _, _| error("EntityNotFound", 404));
    check_complete(&driven.receipt).unwrap();
}

#[test]
fn an_answer_that_lacks_what_a_later_step_needs_fails_that_step() {
    let plan = first_plan(&spec([("f", function("f", ALLOW, None, true))], []));
    let driven = drive(&plan, 0, Drive::default(), &mut |_, _, _| Outcome::Success { response: Response::default() });
    assert_eq!(driven.step("f/create").status, StepStatus::Done);
    let publish = driven.step("f/publish");
    assert_eq!(publish.status, StepStatus::Failed);
    let missing = "CloudFront's answer to `aws_cloudfront_connection_function.f/create` has no Id";
    assert_eq!(publish.error.as_deref(), Some(missing));
}

#[test]
fn the_receipt_says_what_was_called_and_what_came_back_and_holds_the_code_of_before_alone() {
    let (_, mut world, plan) = everything();
    let past = world.clone();
    world.set_faults([(0, Fault::Throttled), (1, Fault::LostResponse), (5, Fault::AccessDenied)]);
    let driven = apply(&plan, &mut world, LATER_MS);
    let receipt = &driven.receipt;
    assert_eq!((receipt.stack.as_str(), &receipt.plan), (STACK, &plan.digest));
    let ids: Vec<_> = plan.steps.iter().map(|step| &step.id).collect();
    assert_eq!(receipt.steps.iter().map(|step| &step.id).collect::<Vec<_>>(), ids, "one record a step, in order");
    let calls: usize = receipt.steps.iter().map(|step| step.calls.len()).sum();
    assert_eq!(calls, driven.sent.len());
    let text = connfn::receipt_to_json(receipt);
    for sent in &driven.sent {
        let call = receipt.steps.iter().flat_map(|step| &step.calls).find(|call| call.sent_at_ms == sent.at_ms);
        assert!(call.is_some_and(|call| call.answered_at_ms > Some(call.sent_at_ms)));
    }
    let results: BTreeSet<&str> =
        receipt.steps.iter().flat_map(|step| &step.calls).map(|call| call.result.as_str()).collect();
    assert_eq!(results, BTreeSet::from(["AccessDenied", "Throttling", "success", "unknown"]));
    assert!(text.contains("\"request_id\": \"00000000-request\""));
    let before: BTreeSet<&str> = receipt.code.values().filter_map(|code| code.as_text()).collect();
    let there = |code: &str| past.account.functions.values().any(|function| function.development.code == code);
    assert!(!before.is_empty() && before.iter().all(|code| there(code)), "{before:?}");
    let steps = serde_json::to_string(&receipt.steps).unwrap();
    assert!(!steps.contains("connectionHandler"), "the account of the calls holds code");
    let read: connfn::Receipt = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, receipt);
}

/// The law of single faults, for one plan that makes every call and for all of its calls.
#[test]
fn every_fault_at_every_call_passes_or_is_made_good_by_the_next_run() {
    let (spec, world, plan) = everything();
    let calls = apply(&plan, &mut world.clone(), LATER_MS).sent.len();
    assert!(calls > 30, "{calls}");
    for at in 0..calls {
        for fault in Fault::ALL {
            let mut world = world.clone();
            world.set_faults([(at, fault)]);
            let driven = apply(&plan, &mut world, LATER_MS);
            world.set_faults([]);
            let is_stuck =
                fault == Fault::Stuck && matches!(driven.sent[at].call, Operation::PublishConnectionFunction(_));
            let mut ended_at_ms = driven.ended_at_ms;
            if fault == Fault::AccessDenied || is_stuck {
                assert_eq!(driven.receipt.result, RunResult::Failed);
                ended_at_ms += if is_stuck { 1_200_000 } else { 0 };
                let next = bring_about(&spec, &mut world, ended_at_ms + LATER_MS).unwrap();
                check_complete(&next.receipt).unwrap();
            } else {
                check_complete(&driven.receipt).unwrap_or_else(|error| panic!("{fault:?} at call {at}: {error}"));
            }
            check_settled(&spec, &world, ended_at_ms + 2 * LATER_MS)
                .unwrap_or_else(|error| panic!("{fault:?} at call {at}: {error}"));
        }
    }
}
