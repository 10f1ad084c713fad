//! A hundred thousand histories of a stack, each from a seed; see `connfn_tests::history`. So many with `--release`, which is
//! how `cargo xtask test` plays them; a few thousand without.
//!
//! `CONNFN_SEED=17` plays that one alone, `CONNFN_HISTORIES=5000` so many from the first on. One that fails is made smaller,
//! printed, and added to `tests/histories.jsonl`, whose histories are played before all others, for ever.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::CheckRequest;
use connfn_tests::{
    desired::desired,
    generate::spec,
    history::{Event, Played, play, shrink, throw},
};
use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::{Config, RngAlgorithm, RngSeed, TestRunner},
};
use serde::{Deserialize, Serialize};
use std::{
    fs::OpenOptions,
    io::Write as _,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread::available_parallelism,
    time::Instant,
};

/// Without optimization a history costs ten times as much: then only so many that nobody minds.
const HISTORIES: u64 = if cfg!(debug_assertions) { 6_000 } else { 100_000 };

/// A history that has failed once.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    seed: u64,
    /// What went wrong then.
    why: String,
    events: Vec<Event>,
}

/// A panic is a failure like any other.
fn outcome(events: &[Event]) -> Result<Played, String> {
    catch_unwind(AssertUnwindSafe(|| play(events))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        Err(format!(
            "panicked: {}",
            said.or(panic.downcast_ref::<&str>().map(|it| (*it).to_owned())).unwrap_or_default()
        ))
    })
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("histories.jsonl")
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

#[test]
fn whatever_happened_a_plain_plan_and_apply_make_it_right() {
    play_what_was_kept();
    let (first, count) = match (number("CONNFN_SEED"), number("CONNFN_HISTORIES")) {
        (Some(seed), count) => (seed, count.unwrap_or(1)),
        (None, count) => (0, count.unwrap_or(HISTORIES)),
    };
    let began = Instant::now();
    let (next, total) = (AtomicU64::new(first), Mutex::new(Played::default()));
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let mut own = Played::default();
                while failed.lock().unwrap().is_none() {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        break;
                    }
                    match outcome(&throw(seed)) {
                        Ok(played) => own += played,
                        Err(why) => *failed.lock().unwrap() = Some((seed, why)),
                    }
                }
                *total.lock().unwrap() += own;
            });
        }
    });
    if let Some((seed, why)) = failed.into_inner().unwrap() {
        fail(seed, &why);
    }
    let Played { plans, calls, broken } = total.into_inner().unwrap();
    let seconds = began.elapsed().as_secs_f64();
    println!("{count} histories: {plans} plans, {calls} calls, {broken} runs that broke off, in {seconds:.1} s");
}

fn play_what_was_kept() {
    let text = std::fs::read_to_string(file()).unwrap_or_default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let kept: Kept =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in a kept history:\n{line}"));
        if let Err(why) = outcome(&kept.events) {
            panic!("the history of seed {} that once failed, since {}, fails: {why}\n{line}", kept.seed, kept.why);
        }
    }
}

fn fail(seed: u64, why: &str) -> ! {
    std::panic::set_hook(Box::new(|_| {}));
    let events = shrink(throw(seed), &mut |events| outcome(events).is_err());
    let smallest = outcome(&events).err().unwrap_or_else(|| why.to_owned());
    drop(std::panic::take_hook());
    let line = serde_json::to_string(&Kept { seed, why: smallest.clone(), events }).unwrap();
    let kept = OpenOptions::new().create(true).append(true).open(file()).and_then(|mut file| writeln!(file, "{line}"));
    let where_kept =
        kept.map_or_else(|error| format!("not kept: {error}"), |()| format!("kept in {}", file().display()));
    panic!(
        "the history of seed {seed} fails: {why}\n\nsmaller: {smallest}\n{line}\n({where_kept})\n\nto repeat it: \
         CONNFN_SEED={seed} cargo test -p connfn-tests --no-default-features --test histories\n"
    );
}

/// The histories plan what they say without writing it down; that must be what is read when it is written down.
#[test]
fn what_is_desired_is_what_the_configuration_says() {
    let config = Config { rng_algorithm: RngAlgorithm::ChaCha, rng_seed: RngSeed::Fixed(3), ..Config::default() };
    let mut runner = TestRunner::new(config);
    for _ in 0..100 {
        let spec = spec().new_tree(&mut runner).unwrap().current();
        let checked = connfn::check(&CheckRequest { sources: spec.sources() });
        assert_eq!(desired(&spec).digest(), checked.desired.digest(), "{spec:#?}");
    }
}
