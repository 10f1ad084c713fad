//! What the receipt says of a run.

use crate::support::everything;
use connfn_tests::{
    drive::apply,
    life::{LATER_MS, STACK},
    model::Fault,
};
use std::collections::BTreeSet;

#[test]
fn the_receipt_says_what_was_called_and_what_came_back_and_holds_the_code_of_before_alone() {
    let (_, mut world, plan) = everything();
    let past = world.clone();
    world.set_faults([(0, Fault::Throttled), (1, Fault::LostResponse), (5, Fault::AccessDenied)]);
    let driven = apply(&plan, &mut world, LATER_MS);
    let receipt = &driven.receipt;
    assert_eq!((receipt.stack.as_str(), &receipt.plan), (STACK, &plan.digest));
    let ids: Vec<_> = plan.steps.iter().map(|step| &step.id).collect();
    assert_eq!(receipt.steps.iter().map(|step| &step.id).collect::<Vec<_>>(), ids, "one record a step, in order");
    let calls: usize = receipt.steps.iter().map(|step| step.calls.len()).sum();
    assert_eq!(calls, driven.sent.len());
    let text = connfn::receipt_to_json(receipt);
    for sent in &driven.sent {
        let call = receipt.steps.iter().flat_map(|step| &step.calls).find(|call| call.sent_at_ms == sent.at_ms);
        assert!(call.is_some_and(|call| call.answered_at_ms > Some(call.sent_at_ms)));
    }
    let results: BTreeSet<&str> =
        receipt.steps.iter().flat_map(|step| &step.calls).map(|call| call.result.as_str()).collect();
    assert_eq!(results, BTreeSet::from(["AccessDenied", "Throttling", "success", "unknown"]));
    assert!(text.contains("\"request_id\": \"00000000-request\""));
    let before: BTreeSet<&str> = receipt.code.values().filter_map(|code| code.as_text()).collect();
    let there = |code: &str| past.account.functions.values().any(|function| function.development.code == code);
    assert!(!before.is_empty() && before.iter().all(|code| there(code)), "{before:?}");
    let steps = serde_json::to_string(&receipt.steps).unwrap();
    assert!(!steps.contains("connectionHandler"), "the account of the calls holds code");
    let read: connfn::Receipt = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, receipt);
}
