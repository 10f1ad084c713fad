//! The examination that changes something, taken to the emulator: what it finds, and that nothing is left of it.

use connfn_doctor::{Answer, Call, Caller, Live, LiveOutcome, Patience, Prefix, Verdict, live};
use connfn_emulator::{Assumption, Emulator, FaultKind, FaultRule, Faults, Handle, ManualClock, RandomFaults, When};
use connfn_executor::{ClientOptions, Prober};
use std::{future::pending, sync::Arc, time::Duration};
use tokio::sync::Notify;

/// The operations of a live examination, all of which can be struck.
const OPERATIONS: [&str; 14] = [
    "CreateConnectionFunction",
    "CreateKeyValueStore",
    "DeleteConnectionFunction",
    "DeleteKeyValueStore",
    "DescribeConnectionFunction",
    "DescribeKeyValueStore",
    "GetConnectionFunction",
    "ListConnectionFunctions",
    "ListKeyValueStores",
    "ListTagsForResource",
    "PublishConnectionFunction",
    "TagResource",
    "TestConnectionFunction",
    "UpdateConnectionFunction",
];

/// A caller for which waiting is to move the emulator's clock.
struct Patient {
    prober: Prober,
    clock: ManualClock,
    calls: usize,
    /// After so many calls it is told to stop.
    stops_after: usize,
    /// After so many calls no answer comes any more, which somebody is told.
    dies_after: usize,
    died: Arc<Notify>,
}

impl Caller for Patient {
    async fn call(&mut self, call: Call) -> Answer {
        if self.calls >= self.dies_after {
            self.died.notify_one();
            return pending().await;
        }
        self.calls += 1;
        self.clock.advance(Duration::from_millis(1));
        self.prober.call(call).await
    }
}

impl Patience for Patient {
    async fn pause(&mut self, ms: u64) {
        self.clock.advance(Duration::from_millis(ms));
    }

    fn is_to_stop(&self) -> bool {
        self.calls >= self.stops_after
    }

    fn begin(&mut self, _: &str) {}
}

struct Account {
    emulator: Handle,
    clock: ManualClock,
}

impl Account {
    async fn with(faults: impl Into<Faults>) -> Self {
        let clock = ManualClock::at(1_790_000_000_000);
        let builder = Emulator::builder().seed(7).clock(clock.clone()).faults(faults);
        Self { emulator: builder.start(([127, 0, 0, 1], 0).into()).await.unwrap(), clock }
    }

    async fn caller(&self) -> Patient {
        let endpoint_url = Some(self.emulator.endpoint_url());
        let options = ClientOptions { endpoint_url, emulator: true, ..ClientOptions::default() };
        let prober = Prober::new(&options, |_| {}).await;
        let (stops_after, dies_after) = (usize::MAX, usize::MAX);
        Patient { prober, clock: self.clock.clone(), calls: 0, stops_after, dies_after, died: Arc::default() }
    }

    async fn examine(&self) -> LiveOutcome {
        live(&mut self.caller().await, &plan("probe", "first123")).await
    }

    /// The names of all that there is, once no read is behind any more.
    async fn holds(&self) -> Vec<String> {
        self.emulator.set_faults(Faults::default());
        for _ in 0..3 {
            self.listed().await;
        }
        self.listed().await
    }

    async fn listed(&self) -> Vec<String> {
        let mut caller = self.caller().await;
        let functions = Call::ListConnectionFunctions { stage: None, max_items: 100, marker: None };
        let stores = Call::ListKeyValueStores { max_items: 100, marker: None };
        let mut names = Vec::new();
        for call in [functions, stores] {
            let connfn_doctor::Outcome::Given(given) = caller.call(call).await.outcome else { panic!("no listing") };
            names.extend(given.functions.into_iter().map(|function| function.name));
            names.extend(given.stores.into_iter().map(|store| store.name));
        }
        names
    }
}

fn plan(prefix: &str, random: &str) -> Live {
    Live { prefix: Prefix::parse(prefix).unwrap(), random: random.into(), publication_ms: 900_000 }
}

fn ids(outcome: &LiveOutcome, verdict: Verdict) -> Vec<&str> {
    let found = outcome.findings.iter().filter(|finding| finding.verdict == verdict);
    found.map(|finding| finding.id.as_str()).collect()
}

/// What is said not to hold.
fn wrong(outcome: &LiveOutcome) -> Vec<&str> {
    let found = outcome.findings.iter().filter(|finding| finding.verdict == Verdict::Wrong);
    found.map(|finding| finding.message.as_str()).collect()
}

fn rule(operation: &str, when: When, kind: FaultKind) -> Vec<FaultRule> {
    vec![FaultRule::on(operation, when, kind)]
}

/// Every fourth, or all where all is to be tried, however long it takes: each is an examination of its own.
fn some_of<T>(all: &[T]) -> impl Iterator<Item = &T> {
    let is_thorough = std::env::var_os("CONNFN_THOROUGH").is_some_and(|value| !value.is_empty() && value != "0");
    all.iter().step_by(if is_thorough { 1 } else { 4 })
}

#[tokio::test]
async fn the_emulator_does_as_is_assumed_and_keeps_nothing() {
    let account = Account::with(Faults::default()).await;
    let outcome = account.examine().await;
    assert_eq!(wrong(&outcome), [""; 0]);
    assert_eq!(ids(&outcome, Verdict::Unknown), [""; 0], "{:#?}", outcome.findings);
    assert_eq!(ids(&outcome, Verdict::NotChecked), [""; 0]);
    for assumption in Assumption::ALL {
        assert!(ids(&outcome, Verdict::Ok).contains(&assumption.id()), "{assumption:?}");
    }
    assert!(outcome.left.is_empty() && outcome.removed.is_empty() && !outcome.stopped, "{outcome:?}");
    assert_eq!(account.holds().await, [""; 0]);
}

#[tokio::test]
async fn exactly_what_does_not_hold_is_told() {
    for assumption in some_of(Assumption::ALL) {
        let account = Account::with(Faults::from_iter([*assumption])).await;
        let outcome = account.examine().await;
        assert_eq!(ids(&outcome, Verdict::Wrong), [assumption.id()], "{:?}", wrong(&outcome));
        assert!(outcome.left.is_empty(), "{assumption:?}: {:?}", outcome.left);
        assert_eq!(account.holds().await, [""; 0], "{assumption:?}");
    }
}

/// What fails is no evidence against an assumption, and no reason to leave anything.
#[tokio::test]
async fn whatever_fails_everything_is_deleted() {
    for operation in some_of(&OPERATIONS) {
        for (when, kind) in [(When::Nth(1), FaultKind::DropAfter), (When::Nth(2), FaultKind::MalformedXml)] {
            let account = Account::with(rule(operation, when, kind)).await;
            let outcome = account.examine().await;
            assert_eq!(wrong(&outcome), [""; 0], "{operation} {kind:?}");
            assert!(outcome.left.is_empty(), "{operation} {kind:?}: {:?}", outcome.left);
            assert_eq!(account.holds().await, [""; 0], "{operation} {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_permission_that_is_missing_is_no_assumption_that_fails() {
    for operation in some_of(&OPERATIONS) {
        let account = Account::with(rule(operation, When::Always, FaultKind::AccessDenied)).await;
        let outcome = account.examine().await;
        assert_eq!(wrong(&outcome), [""; 0], "{operation}");
        let is_needed = operation.starts_with("Delete") || operation.starts_with("Describe");
        let is_said = outcome.left.iter().any(|left| left.why.contains("AccessDenied"));
        assert_eq!(is_said, is_needed, "{operation}: {:?}", outcome.left);
        let mut left: Vec<String> = outcome.left.into_iter().map(|left| left.name).collect();
        left.sort();
        let mut holds = account.holds().await;
        holds.sort();
        assert_eq!(holds, left, "{operation}");
    }
}

#[tokio::test]
async fn reads_that_are_behind_mislead_nobody() {
    let stale = vec![FaultRule::on_all(When::Always, FaultKind::StaleReads(2))];
    let account = Account::with(stale).await;
    let outcome = account.examine().await;
    assert_eq!(wrong(&outcome), [""; 0]);
    assert!(outcome.left.is_empty(), "{:?}", outcome.left);
    assert_eq!(account.holds().await, [""; 0]);
}

/// What is shown only after seconds, and what the SDK sends twice, contradicts nothing either.
#[tokio::test]
async fn slow_reads_and_lost_answers_contradict_nothing() {
    let slow = FaultKind::StaleFor(Duration::from_secs(9));
    let create = "CreateKeyValueStore";
    let cases = [
        ("CreateConnectionFunction", When::Always, slow),
        (create, When::Always, slow),
        ("DeleteKeyValueStore", When::Always, slow),
        ("TagResource", When::Always, slow),
        ("UpdateConnectionFunction", When::Always, slow),
        (create, When::Every(2), FaultKind::DropAfter),
        (create, When::Nth(4), FaultKind::DropAfter),
        ("UpdateConnectionFunction", When::Every(2), FaultKind::DropAfter),
    ];
    for (operation, when, kind) in cases {
        let account = Account::with(rule(operation, when, kind)).await;
        let outcome = account.examine().await;
        assert_eq!(wrong(&outcome), [""; 0], "{operation} {kind:?}");
        assert!(outcome.left.is_empty(), "{operation} {kind:?}: {:?}", outcome.left);
        account.clock.advance(Duration::from_secs(9));
        assert_eq!(account.holds().await, [""; 0], "{operation} {kind:?}");
    }
}

/// A function whose creation was repeated exists, though for a minute no read shows it.
#[tokio::test]
async fn a_function_that_is_shown_late_is_deleted_and_one_that_is_not_shown_is_told() {
    for (seconds, left) in [(60, 0), (3_600, 1)] {
        let nth = When::Nth(4);
        let account = Account::with(vec![
            FaultRule::on("CreateConnectionFunction", nth, FaultKind::DropAfter),
            FaultRule::on("CreateConnectionFunction", nth, FaultKind::StaleFor(Duration::from_secs(seconds))),
        ])
        .await;
        let outcome = account.examine().await;
        assert_eq!(outcome.left.len(), left, "{seconds}: {:?}", outcome.left);
        account.clock.advance(Duration::from_secs(seconds));
        assert_eq!(account.holds().await.len(), left, "{seconds}");
    }
}

#[tokio::test]
async fn trouble_by_chance_leaves_nothing() {
    let kinds = vec![FaultKind::Throttle429, FaultKind::DropAfter, FaultKind::DropBefore, FaultKind::StaleReads(1)];
    for seed in 0..5 {
        let account = Account::with(RandomFaults::new(seed, 0.1, kinds.clone())).await;
        let outcome = account.examine().await;
        assert_eq!(wrong(&outcome), [""; 0], "{seed}");
        assert!(outcome.left.is_empty(), "{seed}: {:?}", outcome.left);
        assert_eq!(account.holds().await, [""; 0], "{seed}");
    }
}

#[tokio::test]
async fn a_publication_that_does_not_end_is_told_and_waited_for_no_longer_than_was_said() {
    let forever = rule("PublishConnectionFunction", When::Always, FaultKind::PublishingForever);
    let account = Account::with(forever.clone()).await;
    let outcome = account.examine().await;
    assert_eq!(ids(&outcome, Verdict::Wrong), ["A24"], "{:?}", wrong(&outcome));
    assert_eq!(account.holds().await, [""; 0]);

    let account = Account::with(forever).await;
    let brief = Live { publication_ms: 10_000, ..plan("probe", "first123") };
    let outcome = live(&mut account.caller().await, &brief).await;
    assert_eq!(wrong(&outcome), [""; 0]);
    assert!(ids(&outcome, Verdict::Unknown).contains(&"A24"), "{:#?}", outcome.findings);
    assert_eq!(account.holds().await, [""; 0]);
}

#[tokio::test]
async fn one_that_is_told_to_stop_deletes_what_it_has_made() {
    let account = Account::with(Faults::default()).await;
    let mut caller = account.caller().await;
    live(&mut caller, &plan("probe", "first123")).await;
    // The last calls of all delete.
    for stops_after in (0..caller.calls - 20).step_by(9) {
        let account = Account::with(Faults::default()).await;
        let mut caller = account.caller().await;
        caller.stops_after = stops_after;
        let outcome = live(&mut caller, &plan("probe", "first123")).await;
        assert!(outcome.stopped && outcome.left.is_empty(), "{stops_after}: {outcome:?}");
        assert_eq!(wrong(&outcome), [""; 0], "{stops_after}");
        assert_eq!(account.holds().await, [""; 0], "{stops_after}");
    }
}

#[tokio::test]
async fn what_a_killed_one_has_left_the_next_one_deletes_and_nothing_else() {
    for dies_after in [6, 20, 60, 100, 120] {
        let account = Account::with(Faults::default()).await;
        let others = ["probe", "probe-first123", "probe-first123-gate", "probe-of-others", "probes-first123-function"];
        let mut caller = account.caller().await;
        for name in others {
            let comment = String::new();
            caller.call(Call::CreateKeyValueStore { name: name.into(), comment, tags: Vec::new() }).await;
        }
        let mut killed = account.caller().await;
        killed.dies_after = dies_after;
        let (died, first) = (Arc::clone(&killed.died), plan("probe", "first123"));
        tokio::select! {
            outcome = live(&mut killed, &first) => panic!("{dies_after}: {outcome:?}"),
            () = died.notified() => {}
        }
        let left = account.holds().await.len() - others.len();
        assert!(left > 0, "{dies_after}");

        let outcome = live(&mut account.caller().await, &plan("probe", "second12")).await;
        assert_eq!((outcome.removed.len(), outcome.left.len()), (left, 0), "{dies_after}: {outcome:?}");
        assert_eq!(wrong(&outcome), [""; 0], "{dies_after}");
        let mut holds = account.holds().await;
        holds.sort();
        assert_eq!(holds, others, "{dies_after}");
    }
}
