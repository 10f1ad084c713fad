//! Every fault at every call of every kind of change, over HTTP: the executor's calls through the AWS SDK to the emulator,
//! whose clock is moved by hand. Which calls a change makes is found by making it once; so nothing here lists them.
//!
//! Without `CONNFN_THOROUGH=1` a part of them is taken, which holds every fault and every call. `CONNFN_ROW=…` runs one row alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

mod account;
mod rows;

use account::{Account, Snapshot, check_settled, plan};
use connfn::{Plan, RunResult};
use connfn_emulator::{FaultKind, FaultRule, When};
use rows::{Row, rows};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// Of how many combinations one is taken where nobody asked for all. It has no factor in common with the number of faults, so that
/// every fault comes to be taken at every call of some row.
const ONE_IN: usize = 5;

/// How often a fault strikes in a row: once, which the SDK mends by itself if it repeats such calls; so often that the SDK
/// gives up; or from then on.
#[derive(Clone, Copy, Debug)]
enum Strikes {
    Once,
    Thrice,
    FromThenOn,
}

/// All that the emulator can do to a call.
fn faults() -> Vec<(FaultKind, Strikes)> {
    use Strikes::{FromThenOn, Once, Thrice};
    vec![
        (FaultKind::Throttle429, Thrice),
        (FaultKind::ServiceUnavailable503, Thrice),
        (FaultKind::Internal500, Once),
        (FaultKind::Internal500, Thrice),
        (FaultKind::StatusOnly(429), Thrice),
        (FaultKind::StatusOnly(502), Thrice),
        (FaultKind::AccessDenied, Once),
        (FaultKind::RequestExpired, Once),
        (FaultKind::SignatureExpired, Once),
        (FaultKind::ExpiredToken, FromThenOn),
        (FaultKind::DropBefore, Once),
        (FaultKind::DropBefore, Thrice),
        (FaultKind::DropAfter, Once),
        (FaultKind::DropAfter, Thrice),
        (FaultKind::Latency(Duration::from_millis(3)), Once),
        (FaultKind::TruncatedXml, Once),
        (FaultKind::MalformedXml, Once),
        (FaultKind::MalformedXml, Thrice),
        (FaultKind::StaleReads(2), Once),
        (FaultKind::StaleFor(Duration::from_secs(1)), Once),
        (FaultKind::PublishingFor(Duration::from_mins(1)), Once),
        (FaultKind::PublishingForever, Once),
    ]
}

/// A fault at one call.
#[derive(Clone, Debug)]
struct Case {
    row: usize,
    operation: String,
    /// Which of the run's calls of that operation, from 1.
    nth: u32,
    fault: FaultKind,
    strikes: Strikes,
}

impl Case {
    fn rule(&self) -> FaultRule {
        let on = |when| FaultRule::on(&self.operation, when, self.fault);
        match self.strikes {
            Strikes::Once => on(When::Nth(self.nth)),
            Strikes::Thrice => on(When::From(self.nth)).times(3),
            Strikes::FromThenOn => FaultRule::on_all(When::Always, self.fault),
        }
    }

    /// Reads may go on to be answered from the past when the run is over.
    fn outlives_the_run(&self) -> bool {
        matches!(self.fault, FaultKind::StaleReads(_))
    }
}

#[test]
fn every_fault_at_every_call_is_made_good_by_a_plain_plan_and_apply() {
    let began = Instant::now();
    let only = std::env::var("CONNFN_ROW").ok();
    let rows: Vec<Row> = rows().into_iter().filter(|row| only.as_deref().is_none_or(|only| only == row.name)).collect();
    let folder = tempfile::tempdir().unwrap();
    let prepared = parallel(rows.len(), |row| blocking(prepare(row, &rows[row], folder.path())));
    let (pasts, cases): (Vec<Before>, Vec<Vec<Case>>) = prepared.into_iter().unzip();
    let one_in = if is_thorough() { 1 } else { ONE_IN };
    let cases: Vec<Case> = cases.into_iter().flatten().step_by(one_in).collect();
    let outcomes = parallel(cases.len(), |case| {
        let case = &cases[case];
        let row = &rows[case.row];
        blocking(check(row, &pasts[case.row], case)).map_err(|error| format!("{}: {case:?}: {error}", row.name))
    });
    let (mut struck, mut failures) = (BTreeMap::<&str, usize>::new(), Vec::new());
    for (case, outcome) in cases.iter().zip(outcomes) {
        match outcome {
            // A fault that cannot strike this operation is no case.
            Ok(false) => {}
            Ok(true) => *struck.entry(&rows[case.row].name).or_default() += 1,
            Err(error) => failures.push(error),
        }
    }
    for (row, count) in &struck {
        println!("{count:5} {row}");
    }
    println!("{} combinations in {:.1} s", struck.values().sum::<usize>(), began.elapsed().as_secs_f64());
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), cases.len(), failures.join("\n"));
    assert!(rows.iter().all(|row| struck.contains_key(row.name.as_str())), "a row makes no call: {struck:?}");
}

/// Whether all is to be tried, however long it takes.
fn is_thorough() -> bool {
    std::env::var_os("CONNFN_THOROUGH").is_some_and(|value| !value.is_empty() && value != "0")
}

/// What a thread does for each number, in the order of the numbers.
fn parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    let result = work(number);
                    done.lock().unwrap().insert(number, result);
                }
            });
        }
    });
    done.into_inner().unwrap().into_values().collect()
}

fn blocking<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// What a row's cases start from.
struct Before {
    /// The emulator's state.
    file: PathBuf,
    snapshot: Snapshot,
    plan: Plan,
}

/// Lives through a row's past, once for all of its cases, and makes its change to see which calls that takes.
async fn prepare(number: usize, row: &Row, folder: &Path) -> (Before, Vec<Case>) {
    let file = folder.join(format!("{number}.json"));
    let account = Account::with_past(row, &file).await;
    let state = account.look().await.unwrap();
    let (snapshot, plan) = (Snapshot::of(&state), plan(row, &state).unwrap());
    account.emulator.shutdown().await;

    let mut account = Account::restored(&file).await;
    let receipt = account.carry_out(&plan).await;
    assert_eq!(receipt.result, RunResult::Complete, "{}: {receipt:#?}", row.name);
    let mut counts = BTreeMap::<String, u32>::new();
    for call in account.emulator.calls() {
        *counts.entry(call.operation).or_default() += 1;
    }
    let mut cases = Vec::new();
    for (operation, count) in counts {
        for nth in 1..=count {
            for (fault, strikes) in faults() {
                cases.push(Case { row: number, operation: operation.clone(), nth, fault, strikes });
            }
        }
    }
    (Before { file, snapshot, plan }, cases)
}

/// Whether the fault struck, and what was not made good.
async fn check(row: &Row, before: &Before, case: &Case) -> Result<bool, String> {
    let mut account = Account::restored(&before.file).await;
    let rule = case.rule();
    if let Strikes::FromThenOn = case.strikes {
        account.strike_from = Some((case.operation.clone(), case.nth, rule));
    } else {
        account.emulator.set_faults(vec![rule]);
    }
    let receipt = account.carry_out(&before.plan).await;
    account.strike_from = None;
    let struck = account.emulator.calls().iter().any(|call| call.faults.contains(&case.fault));
    account.emulator.set_faults(Vec::new());
    if !struck {
        return Ok(false);
    }
    // What is stale for a time is so no longer.
    account.pass(Duration::from_secs(2));
    if case.outlives_the_run() {
        account.look().await?;
        account.look().await?;
    }
    let mut state = account.look().await?;
    check_midway(row, &before.snapshot, &Snapshot::of(&state))?;
    let again = plan(row, &state)?;
    if receipt.result == RunResult::Complete && !again.steps.is_empty() {
        let steps: Vec<&str> = again.steps.iter().map(|step| step.id.0.as_str()).collect();
        return Err(format!("a complete run left {steps:?}"));
    }
    if !again.steps.is_empty() {
        let receipt = account.carry_out(&again).await;
        if receipt.result != RunResult::Complete {
            return Err(format!("the plain apply ended {:?}: {:#?}", receipt.result, receipt.steps));
        }
        state = account.look().await?;
        check_midway(row, &before.snapshot, &Snapshot::of(&state))?;
    }
    check_settled(row, &state)?;
    Ok(true)
}

/// What must be so at any moment: what others own is untouched, and LIVE holds what it held or what is asked for.
fn check_midway(row: &Row, before: &Snapshot, now: &Snapshot) -> Result<(), String> {
    if before.theirs != now.theirs {
        return Err(format!("what another owns was touched: {:?} became {:?}", before.theirs, now.theirs));
    }
    for (name, live) in &now.live {
        let asked = row.wanted.functions.values().any(|wanted| wanted.name == *name && wanted.code.text == *live);
        if before.live.get(name) != Some(live) && !asked {
            return Err(format!("LIVE of `{name}` holds what nobody asked for: {live}"));
        }
    }
    Ok(())
}
