//! What is said when CloudFront cannot be reached, who calls, and what is never asked.

use crate::account::{Account, found, refused, verdict, wrong};
use connfn_core::render::Palette;
use connfn_doctor::{Clocks, Outcome, Verdict, human};

#[test]
fn an_account_that_answers_as_assumed_is_well() {
    let mut account = Account::usual();
    let report = account.examine();
    assert!(report.well, "{:?}", wrong(&report));
    assert_eq!(report.account.as_deref(), Some("123456789012"));
    assert_eq!(report.caller.as_deref(), Some("arn:aws:iam::123456789012:user/ann"));
    assert_eq!(report.partition.as_deref(), Some("aws"));
    assert_eq!(verdict(&report, "clock"), Verdict::Ok);
    assert!(report.findings.iter().all(|finding| finding.verdict != Verdict::Unknown));
}

#[test]
fn what_cannot_be_reached_is_asked_once() {
    let mut account = Account::usual();
    for (outcome, help) in [
        (Outcome::NoCredentials { message: "why".into() }, "sign in, "),
        (Outcome::NotSent { message: "why".into() }, "check the network, "),
    ] {
        account.otherwise = Box::new(move |_, _| Some(outcome.clone()));
        account.asked.clear();
        let report = account.examine();
        assert_eq!(account.asked.len(), 1);
        assert_eq!(wrong(&report), ["endpoint"]);
        let found = found(&report, "endpoint");
        assert_eq!(found.message, "why");
        assert!(found.help.as_ref().unwrap().starts_with(help), "{found:?}");
        assert_eq!(report.account, None);
    }
}

#[test]
fn credentials_that_are_not_taken_are_no_missing_permission() {
    for code in ["ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"] {
        let mut account = Account::usual();
        account.otherwise = Box::new(move |_, _| Some(refused(code, 403)));
        account.clocks = Some(Clocks { theirs_ms: 1_790_000_000_000, ours_ms: 1_790_000_400_000 });
        let report = account.examine();
        assert_eq!(wrong(&report), ["endpoint", "clock"], "{code}");
        assert_eq!(account.asked.len(), 1);
    }
}

#[test]
fn credentials_that_run_out_are_told_once() {
    let mut account = Account::usual().but(|call, _| {
        let is_late = ["DeleteKeyValueStore", "TagResource", "TestConnectionFunction"].contains(&call.name());
        is_late.then(|| refused("ExpiredToken", 403))
    });
    let report = account.examine();
    assert_eq!(wrong(&report), ["credentials"]);
    assert!(!report.reached());
    assert!(found(&report, "credentials").message.ends_with("no more: ExpiredToken: as the test wants it"));
}

/// Who hears nothing has found nothing well.
#[test]
fn where_nothing_is_considered_nothing_is_well() {
    for (outcome, asked_once) in [
        (Outcome::Unclear { message: "the connection was cut".into() }, true),
        (refused("Throttling", 429), false),
        (refused("InternalFailure", 500), false),
        (refused("403", 403), false),
    ] {
        let mut account = Account::usual();
        let answer = outcome.clone();
        account.otherwise = Box::new(move |_, _| Some(answer.clone()));
        let report = account.examine();
        assert_eq!(wrong(&report), ["endpoint"], "{outcome:?}");
        assert!(!report.well && !report.reached(), "{outcome:?}");
        assert_eq!(account.asked.len() == 1, asked_once, "{outcome:?}");
    }
    // One bad moment is none.
    let report = Account::usual().answering("DescribeKeyValueStore", refused("InternalFailure", 500)).examine();
    assert!(report.well && report.reached());
    assert!(human(&report, Palette::Plain).ends_with("\nNothing wrong was found. 1 unknown.\n"));
}

#[test]
fn keys_of_an_emulator_are_not_shown_to_aws() {
    let mut account = Account::usual();
    account.endpoint = "http://127.0.0.1:4600";
    let report = account.examine();
    assert_eq!(verdict(&report, "caller"), Verdict::NotChecked);
    assert!(account.asked.iter().all(|call| call.name() != "GetCallerIdentity"));
    // What there is tells the account nevertheless.
    assert_eq!(report.account.as_deref(), Some("123456789012"));
    assert!(report.well);

    account.situation.knows_sts = true;
    assert_eq!(verdict(&account.examine(), "caller"), Verdict::Ok);
}

#[test]
fn who_calls_may_stay_unknown() {
    let mut account = Account::usual().answering("GetCallerIdentity", refused("Throttling", 400));
    let report = account.examine();
    assert_eq!(verdict(&report, "caller"), Verdict::Unknown);
    assert!(report.well);
}
