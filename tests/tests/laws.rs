//! What holds for every configuration, every account, every accident.
//!
//! The cases are the same in every run, so that a failure in CI is one at home; `PROPTEST_CASES` and `LAWS_SEED` ask for
//! others. Blocked plans are part of every law: they have no steps, and nothing is done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{
    Action, Change, CheckRequest, Code, Mode, Plan, PlanRequest, RunOptions, RunResult, STACK_TAG,
    operation::{Operation, Stage},
};
use connfn_core::attributes::Attribute;
use connfn_tests::{
    drive::{Drive, Driven, apply, drive},
    generate::{EDITED, Edit, edit, edits, spec},
    life::{
        LATER_MS, STACK, bring_about, check_complete, check_settled, plan, plan_observed, plan_request, plan_sources,
        request,
    },
    model::{Fault, World, within},
    spec::Spec,
};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, RngAlgorithm, RngSeed, TestRunner},
};

/// Runs one law.
fn law<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let cases = number("PROPTEST_CASES").and_then(|cases| u32::try_from(cases).ok()).unwrap_or(cases);
    let config = Config {
        cases,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(number("LAWS_SEED").unwrap_or(20_260_101)),
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    if let Err(error) = TestRunner::new(config).run(&strategy, test) {
        panic!("{error}");
    }
}

/// An account in which a stack has lived: an earlier configuration was applied, then other hands were there.
fn past() -> impl Strategy<Value = (World, u64)> {
    (spec(), edits()).prop_map(|(earlier, edits)| {
        let mut world = World::default();
        bring_about(&earlier, &mut world, 0).expect("nothing stands in the way in an empty account");
        for edit in edits {
            edit.make(&mut world.account, LATER_MS);
        }
        (World::of(world.account), 2 * LATER_MS)
    })
}

fn fault() -> impl Strategy<Value = Fault> {
    proptest::sample::select(Fault::ALL.to_vec())
}

fn holds(result: Result<(), String>) -> Result<(), TestCaseError> {
    result.map_err(TestCaseError::fail)
}

/// The plan for a configuration, if it can be applied; a blocked one must not be more than a report.
fn applicable(spec: &Spec, world: &World, now_ms: u64) -> Result<Option<Plan>, TestCaseError> {
    let plan = plan(spec, world, now_ms);
    if plan.is_applicable() {
        return Ok(Some(plan));
    }
    prop_assert!(plan.steps.is_empty(), "a blocked plan has steps");
    prop_assert!(connfn::Run::new(&plan, RunOptions::default()).is_err(), "a blocked plan can be run");
    Ok(None)
}

#[test]
fn order_changes_nothing_and_the_same_input_gives_the_same_bytes() {
    law(256, (past(), spec(), proptest::collection::vec(any::<u8>(), 10)), |((world, now_ms), spec, order)| {
        let plan = plan(&spec, &world, now_ms);
        let text = connfn::plan_to_json(&plan);
        prop_assert_eq!(&text, &connfn::plan_to_json(&plan_sources(spec.sources(), &world, now_ms)));
        let shuffled = plan_sources(spec.shuffled(&order), &world, now_ms);
        if plan.is_applicable() {
            prop_assert_eq!(&text, &connfn::plan_to_json(&shuffled));
        } else {
            // What blocks a plan says where, and that has moved.
            prop_assert_eq!(&plan.changes, &shuffled.changes);
        }
        prop_assert_eq!(connfn::read_plan(&text), Ok(plan));
        Ok(())
    });
}

#[test]
fn what_is_out_of_scope_makes_no_difference() {
    law(256, (past(), spec()), |((world, now_ms), spec)| {
        let observed = world.account.observe(now_ms);
        let checked = connfn::check(&CheckRequest { sources: spec.sources() });
        let scope = connfn::scope_of_request(STACK, &checked, Mode::Normal);
        let full = plan_observed(spec.sources(), observed.clone());
        let scoped = plan_observed(spec.sources(), within(&scope, observed.clone()));
        prop_assert_eq!(connfn::plan_to_json(&full), connfn::plan_to_json(&scoped));
        let scope = connfn::scope_of_plan(&full);
        prop_assert_eq!(connfn::check_current(&full, &within(&scope, observed)), vec![]);
        Ok(())
    });
}

#[test]
fn what_was_applied_is_planned_empty() {
    law(256, (past(), spec()), |((mut world, now_ms), spec)| {
        let foreign = world.account.foreign(STACK);
        let Some(plan) = applicable(&spec, &world, now_ms)? else { return Ok(()) };
        let driven = apply(&plan, &mut world, now_ms);
        holds(check_complete(&driven.receipt))?;
        // What a run says of LIVE is so.
        for (step, record) in plan.steps.iter().zip(&driven.receipt.steps) {
            if matches!(&step.operation, Operation::GetConnectionFunction(input) if input.stage == Stage::Live) {
                let lives = world.account.functions.values().filter_map(|function| function.live.as_ref());
                let etags: Vec<&String> = lives.map(|live| &live.etag).collect();
                prop_assert!(record.outputs.get("ETag").is_some_and(|etag| etags.contains(&etag)), "{}", record.id);
            }
        }
        // At once, while statuses still move, and later.
        holds(check_settled(&spec, &world, driven.ended_at_ms))?;
        holds(check_settled(&spec, &world, driven.ended_at_ms + LATER_MS))?;
        prop_assert_eq!(foreign, world.account.foreign(STACK), "what others own was touched");
        Ok(())
    });
}

#[test]
fn what_nobody_owns_is_taken_over_only_if_asked() {
    law(128, (past(), spec()), |((mut world, now_ms), spec)| {
        let functions = world.account.functions.values_mut().map(|function| &mut function.tags);
        let stores = world.account.stores.values_mut().map(|store| &mut store.tags);
        functions.chain(stores).for_each(|tags| tags.retain(|key, _| key != STACK_TAG));
        let unasked = request(spec.sources(), world.account.observe(now_ms));
        let asked = PlanRequest { adopt: true, ..unasked.clone() };
        let (unasked, asked) = (plan_request(&unasked), plan_request(&asked));
        let takes_over = asked.changes.iter().any(|change| change.adopt);
        let refuses = unasked.report.blocked.iter().any(|problem| problem.code == Code::NotOwned);
        prop_assert_eq!(takes_over, refuses, "what is adopted if asked must be refused if not");
        prop_assert!(unasked.changes.iter().all(|change| !change.adopt));
        if !asked.is_applicable() {
            return Ok(());
        }
        let driven = apply(&asked, &mut world, now_ms);
        holds(check_complete(&driven.receipt))?;
        holds(check_settled(&spec, &world, driven.ended_at_ms))
    });
}

#[test]
fn without_pruning_nothing_goes_but_what_is_replaced() {
    law(128, (past(), spec()), |((world, now_ms), spec)| {
        let request = PlanRequest { no_prune: true, ..request(spec.sources(), world.account.observe(now_ms)) };
        let plan = plan_request(&request);
        prop_assert!(plan.changes.iter().all(|change| change.action != Action::Delete));
        for step in &plan.steps {
            let deletes = step.operation.name().starts_with("Delete");
            let replaces = |change: &Change| change.address == step.address && change.action == Action::Replace;
            prop_assert!(!deletes || plan.changes.iter().any(replaces), "{} deletes", step.id);
        }
        Ok(())
    });
}

#[test]
fn a_stack_that_is_destroyed_leaves_only_what_others_own() {
    law(64, past(), |(mut world, now_ms)| {
        let foreign = world.account.foreign(STACK);
        let nothing = Spec::default();
        let Some(plan) = applicable(&nothing, &world, now_ms)? else { return Ok(()) };
        holds(check_complete(&apply(&plan, &mut world, now_ms).receipt))?;
        prop_assert_eq!(&foreign, &World::of(world.account.clone()).account.foreign(STACK));
        prop_assert_eq!(foreign.functions.len(), world.account.functions.len());
        prop_assert_eq!(foreign.stores.len(), world.account.stores.len());
        Ok(())
    });
}

#[test]
fn a_run_that_is_killed_at_any_call_is_made_good_by_the_next() {
    let points = proptest::collection::vec(any::<Index>(), 2);
    law(128, (past(), spec(), points), |((world, now_ms), spec, points)| {
        let Some(plan) = applicable(&spec, &world, now_ms)? else { return Ok(()) };
        let calls = apply(&plan, &mut world.clone(), now_ms).sent.len();
        for kill_at in points.iter().filter(|_| calls > 0).map(|point| point.index(calls)) {
            let mut world = world.clone();
            let driven = disturbed(&plan, &mut world, now_ms, Some(kill_at), &mut |_, _| {});
            make_good(&spec, &mut world, &driven, &format!("killed at call {kill_at} of {calls}"))?;
        }
        Ok(())
    });
}

#[test]
fn any_one_fault_passes_or_is_made_good_by_the_next_run() {
    let faults = proptest::collection::vec((any::<Index>(), fault()), 3);
    law(128, (past(), spec(), faults), |((world, now_ms), spec, faults)| {
        let Some(plan) = applicable(&spec, &world, now_ms)? else { return Ok(()) };
        let calls = apply(&plan, &mut world.clone(), now_ms).sent.len();
        for (at, fault) in faults {
            let Some(at) = (calls > 0).then(|| at.index(calls)) else { continue };
            let mut world = world.clone();
            world.set_faults([(at, fault)]);
            let driven = apply(&plan, &mut world, now_ms);
            world.set_faults([]);
            let what = format!("{fault:?} at call {at} of {calls}");
            // What passes by itself must not need a second run.
            if !matches!(fault, Fault::AccessDenied | Fault::Stuck) {
                check_complete(&driven.receipt).map_err(|error| TestCaseError::fail(format!("{what}: {error}")))?;
            }
            make_good(&spec, &mut world, &driven, &what)?;
        }
        Ok(())
    });
}

#[test]
fn any_weather_is_made_good_by_the_next_run() {
    let weather = proptest::collection::vec(proptest::option::weighted(0.4, fault()), 60);
    law(192, (past(), spec(), weather), |((mut world, now_ms), spec, weather)| {
        let Some(plan) = applicable(&spec, &world, now_ms)? else { return Ok(()) };
        world.set_faults(weather.iter().enumerate().filter_map(|(at, fault)| Some((at, (*fault)?))));
        let driven = apply(&plan, &mut world, now_ms);
        world.set_faults([]);
        make_good(&spec, &mut world, &driven, &format!("{weather:?}"))
    });
}

#[test]
fn an_edit_by_another_hand_during_a_run_is_never_published_and_never_lost_in_silence() {
    law(256, (past(), spec(), any::<Index>(), any::<usize>()), |((mut world, now_ms), spec, at, which)| {
        let Some(plan) = applicable(&spec, &world, now_ms)? else { return Ok(()) };
        let calls = apply(&plan, &mut world.clone(), now_ms).sent.len();
        if calls == 0 {
            return Ok(());
        }
        let at = at.index(calls);
        let live_before: Vec<_> =
            world.account.functions.values().filter_map(|function| function.live.clone()).collect();
        let mut edited = None;
        let driven = disturbed(&plan, &mut world, now_ms, None, &mut |call, world| {
            if call == at {
                let before = world.account.clone();
                Edit::Code(which).make(&mut world.account, now_ms);
                edited = world
                    .account
                    .functions
                    .iter()
                    .find(|(id, f)| before.functions.get(*id) != Some(f))
                    .map(|(id, f)| (id.clone(), f.development.clone()));
            }
        });
        for function in world.account.functions.values() {
            let live = function.live.as_ref().filter(|live| live.code == EDITED && !live_before.contains(live));
            prop_assert!(live.is_none(), "the edit of {} was published", function.name);
        }
        if let Some((id, stage)) = edited {
            let now = world.account.functions.get(&id);
            prop_assert!(
                now.is_some_and(|function| function.development == stage),
                "the edit was overwritten or deleted"
            );
        }
        // A complete run is no reason to want nothing: the edit may have come after the last step of its function.
        next_run(&spec, &mut world, driven.ended_at_ms + SOON_MS, &format!("edit of {which} at call {at}"))
    });
}

#[test]
fn two_runs_of_one_plan_at_once_do_no_more_than_one() {
    law(128, (past(), spec(), any::<Index>()), |((mut world, now_ms), spec, at)| {
        let Some(plan) = applicable(&spec, &world, now_ms)? else { return Ok(()) };
        let foreign = world.account.foreign(STACK);
        let calls = apply(&plan, &mut world.clone(), now_ms).sent.len();
        if calls == 0 {
            return Ok(());
        }
        let at = at.index(calls);
        let driven = disturbed(&plan, &mut world, now_ms, None, &mut |call, world| {
            if call == at {
                apply(&plan, world, now_ms);
            }
        });
        prop_assert_eq!(foreign, world.account.foreign(STACK), "what others own was touched");
        next_run(&spec, &mut world, driven.ended_at_ms + LATER_MS, &format!("a second run at call {at} of {calls}"))?;
        // And once more, long after: every call of it is refused or finds its effect there.
        apply(&plan, &mut world, driven.ended_at_ms + 2 * LATER_MS);
        next_run(&spec, &mut world, driven.ended_at_ms + 3 * LATER_MS, "the same plan again")
    });
}

#[test]
fn runs_of_two_configurations_at_once_leave_nothing_that_either_cannot_mend() {
    law(96, (past(), spec(), spec(), any::<Index>()), |((mut world, now_ms), one, other, at)| {
        let Some(plan) = applicable(&one, &world, now_ms)? else { return Ok(()) };
        let Some(plan_of_other) = applicable(&other, &world, now_ms)? else { return Ok(()) };
        let foreign = world.account.foreign(STACK);
        let calls = apply(&plan, &mut world.clone(), now_ms).sent.len();
        if calls == 0 {
            return Ok(());
        }
        let at = at.index(calls);
        let driven = disturbed(&plan, &mut world, now_ms, None, &mut |call, world| {
            if call == at {
                apply(&plan_of_other, world, now_ms);
            }
        });
        prop_assert_eq!(foreign, world.account.foreign(STACK), "what others own was touched");
        for (which, spec) in [("one", &one), ("other", &other)] {
            let mut world = world.clone();
            // Where a function that the one keeps from LIVE uses what the other would delete, the plan says so.
            let now_ms = driven.ended_at_ms + LATER_MS;
            if plan_is_applicable(spec, &world, now_ms) {
                next_run(spec, &mut world, now_ms, &format!("{which} after both, at call {at} of {calls}"))?;
            }
        }
        Ok(())
    });
}

#[test]
fn an_account_that_changes_between_plan_and_apply_is_noticed() {
    law(256, (past(), spec(), edit()), |((mut world, now_ms), spec, edit)| {
        let plan = plan(&spec, &world, now_ms);
        let observed = world.account.observe(now_ms);
        prop_assert_eq!(connfn::check_current(&plan, &observed), vec![]);
        // Statuses move by themselves and say nothing.
        prop_assert_eq!(connfn::check_current(&plan, &world.account.observe(now_ms + LATER_MS)), vec![]);
        let before = world.account.clone();
        edit.make(&mut world.account, now_ms);
        // An association is no part of what was observed of a function: CloudFront itself refuses to delete what is in use.
        let touches_ours = !matches!(edit, Edit::Associate(_))
            && world.account.foreign("") != before.foreign("")
            && world.account.foreign(STACK) == before.foreign(STACK);
        let noticed = !connfn::check_current(&plan, &world.account.observe(now_ms)).is_empty();
        prop_assert!(noticed || !touches_ours, "{:?} was not noticed", edit);
        Ok(())
    });
}

/// Who reads a plan reads the difference between before and after. If before is made up, so is what was read, whatever the digests say.
#[test]
fn what_a_plan_shows_as_having_been_is_what_was() {
    const MOVES: [&str; 3] = ["last_modified_time", "publish", "status"];
    law(128, (past(), spec()), |((world, now_ms), spec)| {
        let plan = plan(&spec, &world, now_ms);
        let observed = world.account.observe(now_ms);
        for (at, change) in plan.changes.iter().enumerate() {
            let forged_with = |forge: &dyn Fn(&mut Change)| {
                let mut plan = plan.clone();
                forge(&mut plan.changes[at]);
                plan
            };
            let mut forged = Vec::new();
            for name in
                change.before.iter().flatten().map(|(name, _)| name).filter(|name| !MOVES.contains(&name.as_str()))
            {
                forged.push(forged_with(&|change| {
                    change.before.as_mut().unwrap().insert(name.clone(), Attribute::string("made up"));
                }));
            }
            if let Some(before) = change.live.as_ref().and_then(|live| live.before.as_ref()) {
                for (name, _) in before {
                    forged.push(forged_with(&|change| {
                        let live = change.live.as_mut().unwrap();
                        live.before.as_mut().unwrap().insert(name.clone(), Attribute::string("made up"));
                    }));
                }
                forged.push(forged_with(&|change| change.live.as_mut().unwrap().before = None));
            }
            for forged in forged {
                prop_assert!(!connfn::check_current(&forged, &observed).is_empty(), "{:#?}", forged.changes[at]);
            }
        }
        Ok(())
    });
}

#[test]
fn the_reader_of_plans_refuses_every_edit_and_never_panics() {
    let edits = proptest::collection::vec((any::<Index>(), any::<u8>(), 0..4_u8), 25);
    law(64, (past(), spec(), edits), |((world, now_ms), spec, edits)| {
        let plan = plan(&spec, &world, now_ms);
        let text = connfn::plan_to_json(&plan);
        for (at, byte, kind) in edits {
            let mut bytes = text.clone().into_bytes();
            let at = at.index(bytes.len());
            match kind {
                0 => bytes.truncate(at),
                1 => bytes[at] = byte,
                2 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
            if let Ok(read) = connfn::read_plan(&String::from_utf8_lossy(&bytes)) {
                prop_assert_eq!(&read, &plan, "edit {} of byte {} went unnoticed", kind, at);
            }
        }
        Ok(())
    });
}

fn plan_is_applicable(spec: &Spec, world: &World, now_ms: u64) -> bool {
    plan(spec, world, now_ms).is_applicable()
}

/// Carries a plan out while something else goes on: `meddle` is called before each call.
fn disturbed(
    plan: &Plan,
    world: &mut World,
    now_ms: u64,
    kill_at: Option<usize>,
    meddle: &mut dyn FnMut(usize, &mut World),
) -> Driven {
    drive(plan, now_ms, Drive { kill_at, ..Drive::default() }, &mut |number, call, now_ms| {
        meddle(number, world);
        world.call(call, now_ms)
    })
}

/// How soon somebody can try again. Statuses still move then.
const SOON_MS: u64 = 1_000;

/// Whatever became of a run, the next one brings about what was wanted; after a complete one there is nothing to do.
fn make_good(spec: &Spec, world: &mut World, driven: &Driven, what: &str) -> Result<(), TestCaseError> {
    if driven.receipt.result == RunResult::Complete {
        let steps = plan(spec, world, driven.ended_at_ms).steps;
        let steps: Vec<&str> = steps.iter().map(|step| step.id.0.as_str()).collect();
        prop_assert!(steps.is_empty(), "{what}: a complete run left {steps:?}");
    }
    // A publication that is stuck is waited for by whoever plans again.
    let now_ms = driven.ended_at_ms.max(world.account.last_publication_ms()) + SOON_MS;
    next_run(spec, world, now_ms, what)
}

fn next_run(spec: &Spec, world: &mut World, now_ms: u64, what: &str) -> Result<(), TestCaseError> {
    let plan = plan(spec, world, now_ms);
    prop_assert!(plan.is_applicable(), "{what}: the next plan is blocked by {:?}", plan.report.blocked);
    let next = apply(&plan, world, now_ms);
    let fail = |error| TestCaseError::fail(format!("{what}: {error}"));
    check_complete(&next.receipt).map_err(fail)?;
    check_settled(spec, world, next.ended_at_ms).map_err(fail)
}
