//! What is repeated, and after which pauses.

use crate::support::{ALLOW, DENY, error, first_plan, function, latency, spec, store};
use connfn::{
    EventKind, RunResult, StepStatus,
    operation::{Operation, Outcome, Stage},
};
use connfn_tests::{
    drive::{Drive, drive},
    life::{LATER_MS, bring_about, check_complete, plan},
    model::World,
    spec::FunctionSpec,
};

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
