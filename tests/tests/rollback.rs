//! What is undone is as it was, wherever the run that is undone came to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{Action, Plan, Receipt, RollbackRequest};
use connfn_tests::{
    drive::{Drive, apply, drive},
    generate::spec,
    life::{LATER_MS, bring_about, check_complete, check_settled, plan},
    model::World,
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, RngSeed, TestRunner},
};

fn law<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config {
        cases,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(20_261_124),
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    if let Err(error) = TestRunner::new(config).run(&strategy, test) {
        panic!("{error}");
    }
}

/// The plan that undoes a run, which has gone through files on the way.
fn undo(receipt: &Receipt, world: &World, now_ms: u64) -> Result<Plan, TestCaseError> {
    let text = connfn::receipt_to_json(receipt);
    let receipt = connfn::read_receipt(&text).map_err(|problem| TestCaseError::fail(format!("{problem:?}")))?;
    prop_assert_eq!(&connfn::receipt_to_json(&receipt), &text);
    let plan = connfn::rollback(&RollbackRequest { receipt, observed: world.account.observe(now_ms) }).plan.unwrap();
    let read = connfn::read_plan(&connfn::plan_to_json(&plan));
    prop_assert_eq!(read.map_err(|problem| problem.message), Ok(plan.clone()));
    Ok(plan)
}

#[test]
fn a_run_that_is_undone_leaves_what_was_before_it() {
    law(128, (spec(), spec(), any::<bool>(), 0_usize..30), |(before, after, killed, at)| {
        let mut world = World::default();
        bring_about(&before, &mut world, 0).expect("nothing stands in the way in an empty account");
        let change = plan(&after, &world, LATER_MS);
        if !change.is_applicable() || change.steps.is_empty() {
            return Ok(());
        }
        let options = Drive { kill_at: killed.then_some(at), ..Drive::default() };
        let receipt = drive(&change, LATER_MS, options, &mut |_, call, now_ms| world.call(call, now_ms)).receipt;
        let rollback = undo(&receipt, &world, 2 * LATER_MS)?;
        prop_assert!(rollback.is_applicable(), "{:?}", rollback.report.blocked);
        let undone = apply(&rollback, &mut world, 2 * LATER_MS);
        check_complete(&undone.receipt).map_err(TestCaseError::fail)?;

        // A store that a LIVE stage names which was not there before is nobody's to delete.
        let held = rollback.report.notes.iter().any(|note| note.message.starts_with("it stays: LIVE"));
        // What held the id or version of another resource holds it again, though that may have a new one.
        if !held && format!("{before:?}").contains("reference: Some") {
            let again = plan(&before, &world, 3 * LATER_MS);
            let stays = again.changes.iter().all(|change| matches!(change.action, Action::NoOp | Action::Update));
            prop_assert!(again.is_applicable() && stays, "{}", connfn::render_plan(&again, connfn::Palette::Plain));
        } else if !held {
            check_settled(&before, &world, 3 * LATER_MS).map_err(TestCaseError::fail)?;
        }
        let twice = undo(&receipt, &world, 3 * LATER_MS)?;
        let kept = twice.changes.iter().all(|change| change.action == Action::NoOp);
        prop_assert!(kept && twice.steps.is_empty(), "{}", connfn::render_plan(&twice, connfn::Palette::Plain));
        Ok(())
    });
}
