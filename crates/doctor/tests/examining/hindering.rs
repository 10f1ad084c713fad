//! When a live examination is not to begin.

use crate::account::{Account, denied, found, function, store, wrong};
use connfn_core::{operation::Stage, render::Palette};
use connfn_doctor::{Prefix, Report, human};

fn hindrance(report: &Report) -> Option<String> {
    report.hindrance(&Prefix::parse("trial").unwrap())
}

#[test]
fn without_a_permission_to_clean_up_nothing_is_made() {
    for (operation, hinders) in [
        ("ListConnectionFunctions", true),
        ("ListKeyValueStores", true),
        ("DescribeConnectionFunction", true),
        ("DescribeKeyValueStore", true),
        ("ListTagsForResource", true),
        ("DeleteConnectionFunction", true),
        ("DeleteKeyValueStore", true),
        ("TestConnectionFunction", false),
        ("CreateKeyValueStore", false),
    ] {
        let report = Account::usual().answering(operation, denied()).examine();
        let why = hindrance(&report);
        assert_eq!(why.is_some(), hinders, "{operation}: {why:?}");
        assert!(why.is_none_or(|why| why.ends_with(&format!(": `cloudfront:{operation}`"))));
    }
    assert_eq!(hindrance(&Account::usual().examine()), None);
}

#[test]
fn without_room_nothing_is_made() {
    let with = |functions: usize, stores: usize| {
        let mut account = Account::empty();
        let name = |n: usize| format!("f{n}");
        account.functions = (0..functions).map(|n| function(&name(n), Stage::Development, "UNPUBLISHED")).collect();
        account.stores = (0..stores).map(|n| store(&format!("s{n}"))).collect();
        account
    };
    for (functions, stores, expected) in [
        (94, 50, None),
        (95, 0, Some("it takes 6 functions, and 95 of 100 are there")),
        (100, 0, Some("it takes 6 functions, and 100 of 100 are there")),
        // More than that shows that there is another quota.
        (101, 201, None),
        (0, 198, None),
        (0, 199, Some("it takes 2 stores, and 199 of 200 are there")),
    ] {
        assert_eq!(hindrance(&with(functions, stores).examine()).as_deref(), expected, "{functions} {stores}");
    }
    // What an earlier run has left goes first.
    let mut account = with(94, 0);
    account.functions.push(function("trial-k3j9x0a1-tested", Stage::Development, "UNPUBLISHED"));
    assert_eq!(hindrance(&account.examine()), None);
}

#[test]
fn what_was_not_begun_is_told() {
    let report = Account::usual().examine().not_begun("it takes more");
    assert!(!report.well);
    assert_eq!(wrong(&report), ["not-begun"]);
    assert_eq!(found(&report, "not-begun").message, "nothing was made: it takes more");
    assert!(human(&report, Palette::Plain).contains("\nCleanup\n  wrong        nothing was made: it takes more\n"));
}
