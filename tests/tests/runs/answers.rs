//! What each kind of answer leads to, and one that is lost.

use crate::support::{ALLOW, DENY, error, everything, first_plan, function, spec, store};
use connfn::{
    RunResult, StepStatus,
    operation::{Operation, Outcome, Response},
};
use connfn_tests::{
    drive::{Drive, apply, drive},
    life::{LATER_MS, bring_about, check_complete, check_settled, plan},
    model::{Fault, World},
    spec::Spec,
};

/// From, to, the step, and the calls that it takes if the effect is there and if it is not.
type Row<'a> = (&'a Spec, &'a Spec, &'a str, &'a [&'a str], &'a [&'a str]);

/// What a lost answer leads to, by whether the call had its effect. A creation is looked for. A change or a deletion of the
/// version that the plan saw is sent again, and looked for where that version is gone.
#[test]
fn after_a_lost_answer_the_run_finds_out_what_happened() {
    let before = spec([("f", function("f", ALLOW, None, false))], [("s", store("s", "old"))]);
    let after = spec([("f", function("f", DENY, None, false))], [("s", store("s", "new"))]);
    let nothing = Spec::default();
    let rows: [Row<'_>; 6] = [
        (
            &nothing,
            &before,
            "f/create",
            &[
                "CreateConnectionFunction",
                "ListConnectionFunctions",
                "ListTagsForResource",
                "DescribeConnectionFunction",
                "GetConnectionFunction",
            ],
            &["CreateConnectionFunction", "ListConnectionFunctions", "CreateConnectionFunction"],
        ),
        (
            &before,
            &after,
            "f/update",
            &[
                "UpdateConnectionFunction",
                "UpdateConnectionFunction",
                "DescribeConnectionFunction",
                "GetConnectionFunction",
            ],
            &["UpdateConnectionFunction", "UpdateConnectionFunction"],
        ),
        (
            &before,
            &nothing,
            "f/delete",
            &["DeleteConnectionFunction", "DeleteConnectionFunction"],
            &["DeleteConnectionFunction", "DeleteConnectionFunction"],
        ),
        (
            &nothing,
            &before,
            "s/create",
            &["CreateKeyValueStore", "DescribeKeyValueStore", "ListTagsForResource"],
            &["CreateKeyValueStore", "DescribeKeyValueStore", "CreateKeyValueStore"],
        ),
        (
            &before,
            &after,
            "s/update",
            &["UpdateKeyValueStore", "UpdateKeyValueStore", "DescribeKeyValueStore"],
            &["UpdateKeyValueStore", "UpdateKeyValueStore"],
        ),
        (
            &before,
            &nothing,
            "s/delete",
            &["DeleteKeyValueStore", "DeleteKeyValueStore"],
            &["DeleteKeyValueStore", "DeleteKeyValueStore"],
        ),
    ];
    for (from, to, step, found, not_found) in rows {
        let mut world = World::default();
        bring_about(from, &mut world, 0).unwrap();
        let plan = plan(to, &world, LATER_MS);
        for (has_effect, expected) in [(true, found), (false, not_found)] {
            let (mut world, mut seen) = (world.clone(), false);
            let driven = drive(&plan, LATER_MS, Drive::default(), &mut |_, call, now_ms| {
                let first = call.name() == expected[0] && !seen;
                seen |= first;
                match (first, has_effect) {
                    (false, _) => world.call(call, now_ms),
                    (true, true) => {
                        world.call(call, now_ms);
                        Outcome::Unknown { message: "timed out".to_owned() }
                    }
                    (true, false) => Outcome::Unknown { message: "timed out".to_owned() },
                }
            });
            check_complete(&driven.receipt).unwrap();
            let calls: Vec<&str> = driven.step(step).calls.iter().map(|call| call.operation.as_str()).collect();
            assert_eq!(calls, expected, "{step}");
            assert_eq!(driven.step(step).calls[0].result, "unknown");
            check_settled(to, &world, driven.ended_at_ms).unwrap();
        }
    }
}

/// A run does not take another hand's work for its own, nor write over it.
#[test]
fn another_hand_that_was_faster_is_a_conflict() {
    let wanted = spec([("f", function("f", ALLOW, None, true))], []);
    let plan = first_plan(&wanted);
    let mut world = World::default();
    let driven = drive(&plan, 0, Drive::default(), &mut |number, call, now_ms| {
        if number == 0 {
            // The name is taken by somebody else in the moment before.
            world.account.add_foreign(now_ms);
            world.account.functions.values_mut().for_each(|function| function.name = "f".to_owned());
        }
        world.call(call, now_ms)
    });
    let step = driven.step("f/create");
    assert_eq!(step.status, StepStatus::Failed);
    assert_eq!(step.error.as_deref(), Some("another hand has created one of this name since the plan was made"));
    assert_eq!(step.help.as_deref(), Some("make a new plan, which starts from what is there"));
    assert!(world.account.functions.values().all(|function| function.development.code == "theirs"));

    // A name that another run of the same stack has taken with other contents is its, too.
    let mut world = World::default();
    let other = spec([("f", function("f", DENY, None, false))], []);
    bring_about(&other, &mut world, 0).unwrap();
    let driven = apply(&plan, &mut world, LATER_MS);
    let error = driven.step("f/create").error.as_deref();
    let expected = "it was created since the plan was made, by another run of this stack, and differs in `connection_function_code`";
    assert_eq!(error, Some(expected));
}

#[test]
fn errors_that_no_repetition_mends_name_the_way_out() {
    let before = spec([("f", function("f", ALLOW, None, false))], []);
    let mut world = World::default();
    bring_about(&before, &mut world, 0).unwrap();
    let delete = plan(&Spec::default(), &world, LATER_MS);
    for (code, status, help) in [
        (
            "AccessDenied",
            403,
            Some("the credentials lack the permission `cloudfront:DeleteConnectionFunction` on this resource"),
        ),
        (
            "PreconditionFailed",
            412,
            Some("it was changed since the plan was made, by another hand or another run: make a new plan"),
        ),
        ("CannotDeleteEntityWhileInUse", 409, Some("remove it from what uses it, then plan again")),
        ("ExpiredToken", 403, Some("renew the credentials, then plan again: what was done stays done")),
        ("InvalidArgument", 400, None),
    ] {
        let driven = drive(&delete, 0, Drive::default(), &mut |_, _, _| error(code, status));
        let step = driven.step("f/delete");
        assert_eq!((step.status, step.calls.len()), (StepStatus::Failed, 1), "{code}");
        assert_eq!(step.error.as_deref(), Some(&*format!("`DeleteConnectionFunction` was answered with {code}: no")));
        assert_eq!(step.help.as_deref(), help);
    }
    // What is gone already need not be deleted.
    let driven = drive(&delete, 0, Drive::default(), &mut |_, _, _| error("EntityNotFound", 404));
    check_complete(&driven.receipt).unwrap();
}

#[test]
fn an_answer_that_lacks_what_a_later_step_needs_fails_that_step() {
    let plan = first_plan(&spec([("f", function("f", ALLOW, None, true))], []));
    let driven = drive(&plan, 0, Drive::default(), &mut |_, _, _| Outcome::Success { response: Response::default() });
    assert_eq!(driven.step("f/create").status, StepStatus::Done);
    let publish = driven.step("f/publish");
    assert_eq!(publish.status, StepStatus::Failed);
    let missing = "CloudFront's answer to `aws_cloudfront_connection_function.f/create` has no Id";
    assert_eq!(publish.error.as_deref(), Some(missing));
}

/// The law of single faults, for one plan that makes every call and for all of its calls.
#[test]
fn every_fault_at_every_call_passes_or_is_made_good_by_the_next_run() {
    let (spec, world, plan) = everything();
    let calls = apply(&plan, &mut world.clone(), LATER_MS).sent.len();
    assert!(calls > 30, "{calls}");
    for at in 0..calls {
        for fault in Fault::ALL {
            let mut world = world.clone();
            world.set_faults([(at, fault)]);
            let driven = apply(&plan, &mut world, LATER_MS);
            world.set_faults([]);
            let is_stuck =
                fault == Fault::Stuck && matches!(driven.sent[at].call, Operation::PublishConnectionFunction(_));
            let mut ended_at_ms = driven.ended_at_ms;
            if fault == Fault::AccessDenied || is_stuck {
                assert_eq!(driven.receipt.result, RunResult::Failed);
                ended_at_ms += if is_stuck { 1_200_000 } else { 0 };
                let next = bring_about(&spec, &mut world, ended_at_ms + LATER_MS).unwrap();
                check_complete(&next.receipt).unwrap();
            } else {
                check_complete(&driven.receipt).unwrap_or_else(|error| panic!("{fault:?} at call {at}: {error}"));
            }
            check_settled(&spec, &world, ended_at_ms + 2 * LATER_MS)
                .unwrap_or_else(|error| panic!("{fault:?} at call {at}: {error}"));
        }
    }
}
