//! Carrying plans out: from observation to receipt, and again.

use crate::support::{CODE, Cloud};
use connfn_core::{
    address::{Address, ResourceType},
    desired::{AttributeRef, DesiredFunction, DesiredState, DesiredStore, IgnoreTags},
    limits::Runtime,
    ordered::Set,
    plan::{Options, Plan, make},
    run::{Event, EventKind, Receipt, Run, RunOptions, RunResult, StepStatus},
    scope::Scope,
    text::Text,
};
use connfn_emulator::{FaultKind, FaultRule, SystemClock, When};
use connfn_executor::{Hooks, execute, observe, perform};
use futures_util::future::join_all;
use std::{
    future::{pending, ready},
    time::Duration,
};

async fn cloud() -> Cloud {
    let short = Duration::from_millis(50);
    Cloud::with(|builder| builder.clock(SystemClock).publishing(short).provisioning(short)).await
}

/// A published function that reads a store.
fn desired() -> DesiredState {
    let store = Address::root(ResourceType::KeyValueStore, "allowed");
    let arn = AttributeRef { address: store.clone(), attribute: "arn".into() };
    let function = DesiredFunction {
        name: "gate".into(),
        code: CODE.into(),
        comment: "a gate".into(),
        runtime: Runtime::Js2,
        store_arn: Some(Text::reference(arn)),
        publish: true,
        tags: [("team".to_owned(), "edge".into())].into(),
        tags_all: [("team".to_owned(), "edge".into())].into(),
        ignore_tags: IgnoreTags::default(),
        ignore_changes: Set::new(),
        prevent_destroy: false,
        location: None,
    };
    let mut state = DesiredState::default();
    state.stores.insert(
        store,
        DesiredStore {
            name: "allowed".into(),
            comment: "".into(),
            ignore_changes: Set::new(),
            prevent_destroy: false,
            location: None,
        },
    );
    state.functions.insert(Address::root(ResourceType::ConnectionFunction, "gate"), function);
    state
}

async fn plan(cloud: &Cloud, desired: &DesiredState) -> Plan {
    let scope = Scope::of_configuration("test", desired);
    let observed = observe(&cloud.client, &scope, 8, &|_| {}).await.unwrap();
    let plan = make("test", desired, &observed, &Options::default());
    assert_eq!(plan.report.blocked, []);
    plan
}

#[derive(Default)]
struct Seen {
    events: Vec<Event>,
    receipts: Vec<Receipt>,
}

impl Hooks for Seen {
    fn on_event(&mut self, event: &Event) {
        self.events.push(event.clone());
    }

    fn on_progress(&mut self, receipt: &Receipt) {
        self.receipts.push(receipt.clone());
    }
}

impl Seen {
    fn count(&self, matches: impl Fn(&EventKind) -> bool) -> usize {
        self.events.iter().filter(|event| matches(&event.kind)).count()
    }
}

fn run(plan: &Plan) -> Run {
    Run::new(plan, RunOptions::default()).unwrap()
}

async fn carry_out(cloud: &Cloud, plan: &Plan) -> (Receipt, Seen) {
    let mut seen = Seen::default();
    let receipt = execute(&cloud.client, run(plan), &mut seen, pending()).await;
    (receipt, seen)
}

#[tokio::test]
async fn a_plan_is_carried_out_and_leaves_nothing_to_do() {
    let cloud = cloud().await;
    let desired = desired();
    let first = plan(&cloud, &desired).await;
    let (receipt, seen) = carry_out(&cloud, &first).await;
    assert_eq!(receipt.result, RunResult::Complete, "{receipt:#?}");
    assert!(receipt.steps.iter().all(|step| step.status == StepStatus::Done));
    assert_eq!(seen.count(|kind| *kind == EventKind::Started), first.steps.len());
    assert_eq!(seen.count(|kind| *kind == EventKind::Done), first.steps.len());
    assert!(seen.count(|kind| matches!(kind, EventKind::Waiting { .. })) > 0);

    // The first receipt is there before the first answer, the last one is the one that is returned.
    assert!(seen.receipts[0].steps.iter().all(|step| step.status != StepStatus::Done));
    assert_eq!(seen.receipts.last(), Some(&receipt));
    let times: Vec<u64> = seen.events.iter().map(|event| event.at_ms).collect();
    assert!(times.is_sorted() && times[0] > 1_700_000_000_000);

    assert_eq!(plan(&cloud, &desired).await.steps, []);
}

/// The simplest loop that a run can have around it: one call after the other, and the names of those that it asked for.
async fn by_hand(cloud: &Cloud, plan: &Plan) -> (Receipt, Vec<&'static str>) {
    let (mut run, mut asked) = (run(plan), Vec::new());
    for now_ms in (0..600_000).step_by(1_000) {
        let poll = run.poll(now_ms);
        for call in poll.calls {
            asked.push(call.operation.name());
            let outcome = perform(&cloud.client, &call.operation).await;
            run.complete(call.id, outcome, now_ms).unwrap();
        }
        if poll.finished {
            break;
        }
    }
    (run.receipt(), asked)
}

/// What reached an account, in any order, and what became of it.
fn journal(cloud: &Cloud) -> Vec<(String, Option<u16>)> {
    let mut journal: Vec<_> = cloud.emulator.calls().into_iter().map(|call| (call.operation, call.status)).collect();
    journal.sort();
    journal
}

#[tokio::test]
async fn an_execution_makes_the_calls_that_the_run_asks_for_and_no_other() {
    let desired = desired();
    let trouble = [
        None,
        Some(("CreateConnectionFunction", FaultKind::AccessDenied)),
        Some(("PublishConnectionFunction", FaultKind::AccessDenied)),
    ];
    for trouble in trouble {
        let at_once = || Cloud::with(|builder| builder.publishing(Duration::ZERO).provisioning(Duration::ZERO));
        let (one, other) = (at_once().await, at_once().await);
        let (of_one, of_other) = (plan(&one, &desired).await, plan(&other, &desired).await);
        for cloud in [&one, &other] {
            cloud.emulator.clear_calls();
            if let Some((operation, kind)) = trouble {
                cloud.fault(operation, When::Nth(1), kind);
            }
        }
        let (by_hand, mut asked) = by_hand(&one, &of_one).await;
        let (executed, _) = carry_out(&other, &of_other).await;
        assert_eq!(journal(&other), journal(&one), "{trouble:?}");
        asked.sort_unstable();
        assert_eq!(journal(&one).iter().map(|(operation, _)| operation).collect::<Vec<_>>(), asked, "{trouble:?}");
        assert_eq!(executed.result, by_hand.result, "{trouble:?}");
    }
}

#[tokio::test]
async fn answers_that_are_lost_do_no_harm() {
    let desired = desired();
    for kind in [FaultKind::DropBefore, FaultKind::DropAfter, FaultKind::TruncatedXml, FaultKind::MalformedXml] {
        for operation in [
            "CreateKeyValueStore",
            "DescribeKeyValueStore",
            "CreateConnectionFunction",
            "PublishConnectionFunction",
            "DescribeConnectionFunction",
        ] {
            let cloud = cloud().await;
            let plan_made = plan(&cloud, &desired).await;
            cloud.fault(operation, When::Nth(1), kind);
            let (receipt, _) = carry_out(&cloud, &plan_made).await;
            assert_eq!(receipt.result, RunResult::Complete, "{operation} {kind:?} {receipt:#?}");
            assert_eq!(plan(&cloud, &desired).await.steps, [], "{operation} {kind:?}");
        }
    }
}

/// For so many reads after it, a change is not to be seen: with an answer to it, and without.
#[tokio::test]
async fn changes_that_are_seen_late_are_made_once() {
    let desired = desired();
    let lost = [None, Some(FaultKind::DropAfter), Some(FaultKind::TruncatedXml)];
    let cases = lost.into_iter().flat_map(|lost| {
        ["CreateKeyValueStore", "CreateConnectionFunction", "PublishConnectionFunction"]
            .into_iter()
            .flat_map(move |operation| (1..=3).map(move |reads| (lost, operation, reads)))
    });
    let runs = cases.map(async |(lost, operation, reads)| {
        let cloud = cloud().await;
        let made = plan(&cloud, &desired).await;
        let kinds = [Some(FaultKind::StaleReads(reads)), lost].into_iter().flatten();
        let rules = kinds.map(|kind| FaultRule::on(operation, When::Nth(1), kind));
        cloud.emulator.set_faults(rules.collect::<Vec<_>>());
        let (receipt, _) = carry_out(&cloud, &made).await;
        let what = format!("{operation}, {lost:?}, {reads} stale reads");
        assert_eq!(receipt.result, RunResult::Complete, "{what}: {receipt:#?}");
        let done = |call: &connfn_emulator::Call| call.operation == operation && call.status.is_none_or(|it| it < 300);
        assert!(cloud.emulator.calls().iter().filter(|call| done(call)).count() <= 2, "{what}");
        let observed = observe(&cloud.client, &Scope::everything(), 8, &|_| {}).await.unwrap();
        assert_eq!((observed.functions.len(), observed.stores.len()), (1, 1), "{what}");
        assert_eq!(plan(&cloud, &desired).await.steps, [], "{what}");
    });
    join_all(runs).await;
}

/// Credentials that expire in the middle: what was done stays done, and the next run does the rest.
#[tokio::test]
async fn credentials_that_expire_midway_cost_nothing_that_was_done() {
    let desired = desired();
    for from in 1..8 {
        let cloud = cloud().await;
        let made = plan(&cloud, &desired).await;
        let kinds = [FaultKind::ExpiredToken, FaultKind::RequestExpired, FaultKind::SignatureExpired];
        for kind in kinds {
            cloud.emulator.set_faults(vec![FaultRule::on_all(When::From(from), kind)]);
            let (receipt, _) = carry_out(&cloud, &made).await;
            assert_eq!(receipt.result, RunResult::Failed, "{kind:?} from call {from} on");
            assert!(receipt.steps.iter().filter(|step| step.error.is_some()).all(|step| step.help.is_some()));
            cloud.emulator.set_faults(vec![]);
            if from > 1 {
                break;
            }
        }
        let rest = plan(&cloud, &desired).await;
        let (receipt, _) = carry_out(&cloud, &rest).await;
        assert_eq!(receipt.result, RunResult::Complete, "{receipt:#?}");
        assert_eq!(plan(&cloud, &desired).await.steps, []);
    }
}

#[tokio::test]
async fn a_refusal_stops_what_depends_on_it() {
    let cloud = cloud().await;
    let made = plan(&cloud, &desired()).await;
    cloud.fault("CreateConnectionFunction", When::Always, FaultKind::AccessDenied);
    let (receipt, seen) = carry_out(&cloud, &made).await;
    assert_eq!(receipt.result, RunResult::Failed);
    assert_eq!(seen.count(|kind| matches!(kind, EventKind::Failed { .. })), 1);
    assert!(seen.count(|kind| matches!(kind, EventKind::Skipped { .. })) > 0);
    assert_eq!((cloud.count("CreateKeyValueStore"), cloud.count("PublishConnectionFunction")), (1, 0));
}

#[tokio::test]
async fn a_cancelled_run_waits_for_what_is_in_flight() {
    let cloud = cloud().await;
    let made = plan(&cloud, &desired()).await;
    cloud.fault("CreateKeyValueStore", When::Always, FaultKind::Latency(Duration::from_millis(100)));
    let receipt = execute(&cloud.client, run(&made), &mut (), ready(())).await;
    assert_eq!(receipt.result, RunResult::Cancelled);
    let done: Vec<_> = receipt.steps.iter().filter(|step| step.status == StepStatus::Done).collect();
    assert!(done.iter().any(|step| step.operation == "CreateKeyValueStore"), "{receipt:#?}");
    assert_eq!(cloud.count("CreateConnectionFunction"), 0);
}

#[tokio::test]
async fn a_run_without_steps_ends_at_once() {
    let cloud = cloud().await;
    let made = plan(&cloud, &DesiredState::default()).await;
    assert_eq!(carry_out(&cloud, &made).await.0.result, RunResult::Complete);
}

#[tokio::test]
async fn an_execution_can_be_moved_to_another_thread() {
    let cloud = cloud().await;
    let made = plan(&cloud, &desired()).await;
    let client = cloud.client.clone();
    let task = tokio::spawn(async move { execute(&client, run(&made), &mut (), pending()).await });
    assert_eq!(task.await.unwrap().result, RunResult::Complete);
}
