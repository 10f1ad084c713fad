//! Configurations to plan for, and answers to give.

use connfn::{
    Plan,
    operation::{Outcome, ServiceError},
};
use connfn_tests::{
    drive::Driven,
    life::{LATER_MS, bring_about, check_complete, plan},
    model::World,
    spec::{FunctionSpec, Spec, StoreSpec},
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const ALLOW: &str = "function connectionHandler(c) { c.allow(); }";

pub(crate) const DENY: &str = "function connectionHandler(c) { c.deny(); }";

pub(crate) fn function(name: &str, code: &str, store: Option<&str>, publish: bool) -> FunctionSpec {
    FunctionSpec {
        name: name.to_owned(),
        code: code.into(),
        comment: "Gate".into(),
        runtime: "cloudfront-js-2.0",
        store: store.map(str::to_owned),
        publish,
        tags: BTreeMap::new(),
    }
}

pub(crate) fn store(name: &str, comment: &str) -> StoreSpec {
    StoreSpec { name: name.to_owned(), comment: comment.to_owned() }
}

pub(crate) fn spec<const F: usize, const S: usize>(
    functions: [(&str, FunctionSpec); F],
    stores: [(&str, StoreSpec); S],
) -> Spec {
    Spec {
        functions: functions.into_iter().map(|(label, function)| (label.to_owned(), function)).collect(),
        stores: stores.into_iter().map(|(label, store)| (label.to_owned(), store)).collect(),
        default_tags: BTreeMap::new(),
    }
}

/// A plan whose steps make every call that changes something: an account with a past, and what it is to become.
pub(crate) fn everything() -> (Spec, World, Plan) {
    let mut earlier = spec(
        [
            ("changed", function("changed", ALLOW, Some("renamed"), true)),
            ("gone", function("gone", ALLOW, None, true)),
            ("renamed", function("old-name", ALLOW, Some("edited"), true)),
            ("tagged", function("tagged", ALLOW, None, false)),
        ],
        [("edited", store("edited", "old")), ("gone", store("gone", "")), ("renamed", store("old-store", ""))],
    );
    earlier.functions.get_mut("tagged").unwrap().tags.insert("Old".to_owned(), "1".into());
    let mut later = spec(
        [
            ("changed", function("changed", DENY, Some("renamed"), true)),
            ("new", function("new", ALLOW, Some("new"), true)),
            ("renamed", function("new-name", ALLOW, Some("edited"), true)),
            ("tagged", function("tagged", ALLOW, None, false)),
        ],
        [("edited", store("edited", "new")), ("new", store("new", "")), ("renamed", store("new-store", ""))],
    );
    later.functions.get_mut("tagged").unwrap().tags.insert("New".to_owned(), "1".into());
    let mut world = World::default();
    check_complete(&bring_about(&earlier, &mut world, 0).unwrap().receipt).unwrap();
    let plan = plan(&later, &world, LATER_MS);
    let operations: BTreeSet<&str> = plan.steps.iter().map(|step| step.operation.name()).collect();
    // Nine that change something; the others read.
    let changes = plan.steps.iter().filter(|step| step.operation.mutates()).map(|step| step.operation.name());
    assert_eq!(changes.collect::<BTreeSet<_>>().len(), 9, "the plan should make every call: {operations:?}");
    (later, world, plan)
}

/// A plan for a new stack.
pub(crate) fn first_plan(spec: &Spec) -> Plan {
    plan(spec, &World::default(), 0)
}

pub(crate) fn error(code: &str, status: u16) -> Outcome {
    let error = ServiceError {
        code: code.to_owned(),
        message: "no".to_owned(),
        status: Some(status),
        request_id: Some("request-1".to_owned()),
    };
    Outcome::Error { error }
}

/// How long the answer to a call took.
pub(crate) fn latency(sent_at_ms: u64, driven: &Driven) -> u64 {
    let calls = driven.receipt.steps.iter().flat_map(|step| &step.calls);
    let call = calls.into_iter().find(|call| call.sent_at_ms == sent_at_ms).unwrap();
    call.answered_at_ms.unwrap() - sent_at_ms
}
