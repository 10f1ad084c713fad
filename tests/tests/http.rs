//! The law that what was applied is planned empty, once more with nothing simulated: observed and carried out by the
//! executor, through the AWS SDK, over HTTP, against the emulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{CheckRequest, ObservedState, Plan, Run, RunOptions};
use connfn_emulator::{Emulator, Handle};
use connfn_executor::{Client, ClientOptions, client, execute, observe};
use connfn_tests::{
    generate::spec,
    life::{STACK, check_complete, check_empty, plan_observed},
    spec::Spec,
};
use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::{Config, RngAlgorithm, RngSeed, TestRunner},
};
use std::time::Duration;

/// Lives of one stack, each of this many configurations one after the other.
const LIVES: usize = 5;
const CONFIGURATIONS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_applied_over_http_is_planned_empty() {
    let config = Config { rng_algorithm: RngAlgorithm::ChaCha, rng_seed: RngSeed::Fixed(7), ..Config::default() };
    let mut runner = TestRunner::new(config);
    for life in 0..LIVES {
        let specs: Vec<Spec> = (0..CONFIGURATIONS).map(|_| spec().new_tree(&mut runner).unwrap().current()).collect();
        let (emulator, client) = account(u64::try_from(life).unwrap()).await;
        for spec in &specs {
            if let Err(error) = bring_about(&client, spec).await {
                panic!("{error}\n{spec:#?}");
            }
        }
        emulator.shutdown().await;
    }
}

/// An empty account in which nothing takes long.
async fn account(seed: u64) -> (Handle, Client) {
    let moment = Duration::from_millis(5);
    let builder = Emulator::builder().seed(seed).publishing(moment).deploying(moment).provisioning(moment);
    let emulator = builder.start(([127, 0, 0, 1], 0).into()).await.unwrap();
    let options =
        ClientOptions { endpoint_url: Some(emulator.endpoint_url()), emulator: true, ..ClientOptions::default() };
    let client = client(&options).await;
    (emulator, client)
}

/// Plans, applies if nothing stands in the way, and plans again.
async fn bring_about(http: &Client, spec: &Spec) -> Result<(), String> {
    let seen = look(http, spec).await;
    let plan = plan_observed(spec.sources(), seen);
    if !plan.is_applicable() {
        return Ok(());
    }
    check_current(http, &plan).await?;
    let run = Run::new(&plan, RunOptions::default()).map_err(|problems| format!("{problems:?}"))?;
    let receipt = execute(http, run, &mut (), std::future::pending()).await;
    check_complete(&receipt)?;
    check_empty(&plan_observed(spec.sources(), look(http, spec).await))
}

/// Observes as much as the configuration needs.
async fn look(http: &Client, spec: &Spec) -> ObservedState {
    let checked = connfn::check(&CheckRequest { sources: spec.sources() });
    let scope = connfn::scope_of_request(STACK, &checked, connfn::Mode::Normal);
    observe(http, &scope, 8, &|_| {}).await.unwrap()
}

/// A saved plan is still good, judged by what it says has to be observed for that.
async fn check_current(http: &Client, plan: &Plan) -> Result<(), String> {
    let observed = observe(http, &connfn::scope_of_plan(plan), 8, &|_| {}).await.unwrap();
    let stale = connfn::check_current(plan, &observed);
    if stale.is_empty() { Ok(()) } else { Err(format!("the plan is stale at once: {stale:?}")) }
}
