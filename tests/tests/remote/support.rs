//! One function, and its tests.

use connfn::{
    Plan, PlanRequest, StepId,
    testing::{Decision, TestCaseReport},
};
use connfn_tests::{
    drive::{Drive, Driven, drive},
    life::{LATER_MS, bring_about, check_complete, request},
    model::World,
    spec::{FunctionSpec, Spec},
    tested::{passed, report},
};
use std::collections::BTreeMap;

pub(crate) const ALLOW: &str = "function connectionHandler(c) { c.allow(); }";

pub(crate) const DENY: &str = "function connectionHandler(c) { c.deny(); }";

pub(crate) const THROW: &str = "function connectionHandler(c) { throw new Error('thrown'); }";

pub(crate) fn gate(name: &str, code: &str, publish: bool) -> Spec {
    let function = FunctionSpec {
        name: name.to_owned(),
        code: code.into(),
        comment: "Gate".into(),
        runtime: "cloudfront-js-2.0",
        store: None,
        publish,
        tags: BTreeMap::new(),
    };
    Spec { functions: [("gate".to_owned(), function)].into(), ..Spec::default() }
}

/// A request for a plan in which CloudFront runs these tests.
pub(crate) fn tested(spec: &Spec, world: &World, now_ms: u64, cases: &[TestCaseReport]) -> PlanRequest {
    let tests = Some(report(spec, |_| cases.to_vec()));
    PlanRequest { tests, remote_tests: true, ..request(spec.sources(), world.account.observe(now_ms)) }
}

pub(crate) fn two() -> Vec<TestCaseReport> {
    vec![passed("lets a device in", Decision::Allow), passed("lets another in", Decision::Allow)]
}

/// An account in which the function is published with this code.
pub(crate) fn published(code: &str) -> World {
    let mut world = World::default();
    check_complete(&bring_about(&gate("gate", code, true), &mut world, 0).unwrap().receipt).unwrap();
    world
}

pub(crate) fn live_code(world: &World) -> Option<String> {
    world.account.functions.values().find_map(|function| function.live.as_ref()).map(|live| live.code.clone())
}

/// The steps of a plan by the last part of their ids, each with what it waits for.
pub(crate) fn steps(plan: &Plan) -> Vec<(String, Vec<String>)> {
    let verb = |id: &StepId| id.0.rsplit('/').next().unwrap().to_owned();
    plan.steps.iter().map(|step| (verb(&step.id), step.after.iter().map(verb).collect())).collect()
}

pub(crate) fn apply(plan: &Plan, world: &mut World) -> Driven {
    drive(plan, LATER_MS, Drive::default(), &mut |_, call, now_ms| world.call(call, now_ms))
}
