//! A stack's life in one account: what a configuration makes of it, plan by plan.

use crate::{
    drive::{Driven, apply},
    model::World,
    spec::Spec,
};
use connfn::{Action, Address, ObservedState, Plan, PlanRequest, Receipt, RunResult, STACK_TAG, Sources};
use std::collections::{BTreeMap, BTreeSet};

pub const STACK: &str = "site-1";
/// Time between two runs, in which statuses settle.
pub const LATER_MS: u64 = 60_000;

/// Plans sources for what the world holds now.
pub fn plan_sources(sources: Sources, world: &World, now_ms: u64) -> Plan {
    plan_observed(sources, world.account.observe(now_ms))
}

/// Plans sources for what was observed.
pub fn plan_observed(sources: Sources, observed: ObservedState) -> Plan {
    plan_request(&request(sources, observed))
}

/// A request without options.
pub fn request(sources: Sources, observed: ObservedState) -> PlanRequest {
    PlanRequest { sources, observed, stack: STACK.to_owned(), ..PlanRequest::default() }
}

pub fn plan_request(request: &PlanRequest) -> Plan {
    let response = connfn::plan(request);
    response.plan.unwrap_or_else(|| panic!("the configuration is wrong: {:#?}", response.diagnostics))
}

pub fn plan(spec: &Spec, world: &World, now_ms: u64) -> Plan {
    plan_sources(spec.sources(), world, now_ms)
}

/// Plans and carries it out without disturbance. `None` if the plan is blocked.
pub fn bring_about(spec: &Spec, world: &mut World, now_ms: u64) -> Option<Driven> {
    let plan = plan(spec, world, now_ms);
    plan.is_applicable().then(|| apply(&plan, world, now_ms))
}

/// What must be so once a stack is what its configuration says.
pub fn check_settled(spec: &Spec, world: &World, now_ms: u64) -> Result<(), String> {
    check_empty(&plan(spec, world, now_ms))?;
    check_owned(spec, world)
}

/// A plan that wants nothing.
pub fn check_empty(again: &Plan) -> Result<(), String> {
    if again.has_changes() {
        let steps: Vec<String> = again.steps.iter().map(|step| step.id.to_string()).collect();
        return Err(format!("planning again wants {steps:?}, blocked by {:?}", again.report.blocked));
    }
    if let Some(change) = again.changes.iter().find(|change| change.action != Action::NoOp) {
        return Err(format!("planning again wants to {:?} {}", change.action, change.address));
    }
    if again.changes.iter().any(|change| change.before != change.after) {
        return Err("a change that is no change differs before and after".to_owned());
    }
    Ok(())
}

/// Nothing is lost, doubled or orphaned: the stack owns what the configuration names, and each by its address.
pub fn check_owned(spec: &Spec, world: &World) -> Result<(), String> {
    let owned = |tags: &BTreeMap<String, String>| tags.get(STACK_TAG).is_some_and(|it| it == STACK);
    let functions = world.account.functions.values().filter(|function| owned(&function.tags));
    let names: Vec<&str> = functions.map(|function| function.name.as_str()).collect();
    let distinct: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    if distinct != spec.function_names() || distinct.len() != names.len() {
        return Err(format!("the stack owns the functions {names:?}, and should own {:?}", spec.function_names()));
    }
    let stores = world.account.stores.iter().filter(|(_, store)| owned(&store.tags));
    let stores: BTreeSet<String> = stores.map(|(name, _)| name.clone()).collect();
    if stores != spec.store_names() {
        return Err(format!("the stack owns the stores {stores:?}, and should own {:?}", spec.store_names()));
    }
    for (label, wanted) in &spec.functions {
        let function = world.account.functions.values().find(|function| function.name == wanted.name).unwrap();
        let address = function.tags.get(connfn::ADDRESS_TAG).and_then(|tag| Address::parse(tag));
        if address.as_ref().map(Address::as_str) != Some(&crate::spec::function_address(label)) {
            return Err(format!("{} does not know its address", wanted.name));
        }
        let live = function.live.as_ref().map(|live| (&live.code, &live.config));
        if wanted.publish && live != Some((&function.development.code, &function.development.config)) {
            return Err(format!("LIVE of {} is not what DEVELOPMENT holds", wanted.name));
        }
    }
    Ok(())
}

/// A run that nothing disturbs does all that was planned.
pub fn check_complete(receipt: &Receipt) -> Result<(), String> {
    if receipt.result == RunResult::Complete {
        return Ok(());
    }
    let failed = receipt.steps.iter().filter(|step| step.error.is_some());
    let errors: Vec<String> =
        failed.map(|step| format!("{}: {}", step.id, step.error.as_deref().unwrap_or_default())).collect();
    Err(format!("the run ended {:?}: {errors:?}", receipt.result))
}
