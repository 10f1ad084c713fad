//! Each assumption that a look can tell of: it holds, it fails, it is unknown, or there was nothing to look at.

use crate::account::{Account, denied, found, refused, verdict, wrong};
use connfn_core::operation::Stage;
use connfn_doctor::{
    Area, Call, Function, Given, Outcome, Report, Verdict,
    assumptions::{self, By},
};
use std::cell::Cell;

const SEEN: [&str; 7] = ["A01", "A02", "A03", "A04", "A06", "A21", "A42"];

#[test]
fn all_that_can_be_seen_holds() {
    let report = Account::usual().examine();
    for id in SEEN {
        assert_eq!(verdict(&report, id), Verdict::Ok, "{id}: {}", found(&report, id).message);
    }
}

#[test]
fn every_assumption_is_reported_once_and_in_order() {
    let report = Account::usual().examine();
    let findings = report.findings.iter().filter(|finding| finding.area == Area::Assumptions);
    let ids: Vec<&str> = findings.map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids, assumptions::all().map(|assumption| assumption.id).collect::<Vec<_>>());
    let unseen = report.findings.iter().filter(|finding| finding.by.is_some_and(|by| by != By::Looking));
    assert!(unseen.into_iter().all(|finding| finding.verdict == Verdict::NotChecked));
}

#[test]
fn in_an_empty_account_nothing_is_seen_and_nothing_is_wrong() {
    let report = Account::empty().examine();
    for id in SEEN {
        assert_eq!(verdict(&report, id), Verdict::NotChecked, "{id}");
    }
    assert!(report.well);
}

/// Only this assumption fails.
#[track_caller]
fn fails(id: &str, otherwise: impl Fn(&Call, &Outcome) -> Option<Outcome> + 'static) -> Report {
    let report = Account::usual().but(otherwise).examine();
    assert_eq!(wrong(&report), [id]);
    assert!(found(&report, id).help.as_ref().unwrap().contains("what depends on it"));
    report
}

/// The answer with its functions changed.
fn changed(usual: &Outcome, change: impl Fn(&mut Function)) -> Option<Outcome> {
    let Outcome::Given(given) = usual else { return None };
    let mut given = given.clone();
    given.functions.iter_mut().chain(given.function.as_mut()).for_each(change);
    Some(Outcome::Given(given))
}

#[test]
fn an_identifier_that_is_not_taken() {
    for by in ["gate", "arn:aws:cloudfront::123456789012:connection-function/cf_gate"] {
        fails("A01", move |call, _| match call {
            Call::DescribeConnectionFunction { identifier, .. } if identifier == by => {
                Some(refused("EntityNotFound", 404))
            }
            _ => None,
        });
    }
    fails("A01", |call, usual| match call {
        Call::DescribeConnectionFunction { identifier, .. } if identifier == "gate" => {
            changed(usual, |function| function.id = "cf_other".into())
        }
        _ => None,
    });
}

#[test]
fn a_stage_that_is_left_out_means_another() {
    let live = |function: &mut Function| function.stage = "LIVE".into();
    fails("A02", move |call, usual| match call {
        Call::DescribeConnectionFunction { stage: None, .. } => changed(usual, live),
        _ => None,
    });
    fails("A02", move |call, usual| match call {
        Call::ListConnectionFunctions { stage: None, .. } => changed(usual, live),
        _ => None,
    });
}

#[test]
fn pages_that_are_not_as_asked_for() {
    fails("A03", |call, _| match call {
        Call::ListConnectionFunctions { max_items: 101, .. } => Some(refused("InvalidArgument", 400)),
        _ => None,
    });
    fails("A03", |call, usual| match (call, usual) {
        (Call::ListConnectionFunctions { max_items: 1, .. }, Outcome::Given(given)) => {
            Some(Outcome::Given(Given { next_marker: None, ..given.clone() }))
        }
        _ => None,
    });
    fails("A03", |call, usual| match (call, usual) {
        (Call::ListConnectionFunctions { max_items: 1, .. }, Outcome::Given(given)) => {
            let functions = given.functions.iter().chain(&given.functions).cloned().collect();
            Some(Outcome::Given(Given { functions, ..given.clone() }))
        }
        _ => None,
    });
}

#[test]
fn a_listing_that_tells_something_else() {
    fails("A04", |call, usual| match call {
        Call::DescribeConnectionFunction { identifier, stage: Some(Stage::Live) } if identifier == "cf_gate" => {
            changed(usual, |function| function.status = "DEPLOYED".into())
        }
        _ => None,
    });
}

/// The function was changed after it was listed, and the listing knows it by now.
#[test]
fn a_change_meanwhile_is_no_failure() {
    let mut account = Account::usual();
    // The first two listings are the reading of the account. Whoever lists again is told what is new.
    let listings = Cell::new(0);
    account.otherwise = Box::new(move |call, usual| {
        let is_new = match call {
            Call::ListConnectionFunctions { stage: Some(_), max_items: 100, .. } => {
                listings.set(listings.get() + 1);
                listings.get() > 2
            }
            Call::DescribeConnectionFunction { identifier, .. } => identifier == "cf_gate",
            _ => false,
        };
        changed(usual, |function| function.comment = "new".into()).filter(|_| is_new)
    });
    assert_eq!(verdict(&account.examine(), "A04"), Verdict::Ok);
}

#[test]
fn live_of_what_was_never_published() {
    fails("A06", |call, _| match call {
        Call::DescribeConnectionFunction { identifier, stage: Some(Stage::Live) } if identifier == "cf_draft" => {
            Some(refused("NoSuchResource", 404))
        }
        _ => None,
    });
    fails("A06", |call, _| match call {
        Call::DescribeConnectionFunction { identifier, stage: Some(Stage::Live) } if identifier == "cf_draft" => {
            Some(Outcome::Given(Given::default()))
        }
        _ => None,
    });
}

#[test]
fn a_status_that_nobody_knows() {
    let mut account = Account::usual();
    account.live[0].status = "PUBLISHED".into();
    let report = account.examine();
    assert_eq!(wrong(&report), ["A21"]);
}

#[test]
fn an_arn_that_ends_in_a_name() {
    let mut account = Account::usual();
    account.stores[0].arn = "arn:aws:cloudfront::123456789012:key-value-store/revoked".into();
    assert_eq!(wrong(&account.examine()), ["A42"]);
}

#[test]
fn a_fault_is_never_taken_for_an_assumption_that_fails() {
    for outcome in [refused("Throttling", 400), refused("InternalError", 500), Outcome::Unclear { message: "?".into() }]
    {
        let report = Account::usual()
            .but(move |call, _| match call {
                Call::DescribeConnectionFunction { .. } => Some(outcome.clone()),
                _ => None,
            })
            .examine();
        assert_eq!(wrong(&report), [""; 0]);
        for id in ["A01", "A02", "A04", "A06"] {
            assert_eq!(verdict(&report, id), Verdict::Unknown, "{id}");
        }
    }
    let report = Account::usual().answering("DescribeConnectionFunction", denied()).examine();
    assert_eq!(wrong(&report), ["cloudfront:DescribeConnectionFunction"]);
    assert_eq!(verdict(&report, "A82"), Verdict::Ok);
}
