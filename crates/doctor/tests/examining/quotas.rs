//! How much of each quota is used.

use crate::account::{Account, denied, found, function, refused, store, verdict, wrong};
use connfn_core::operation::Stage;
use connfn_doctor::{Call, Report, Verdict};

fn with(functions: usize, stores: usize) -> Report {
    let mut account = Account::empty();
    account.functions = (0..functions).map(|n| function(&format!("f{n}"), Stage::Development, "UNPUBLISHED")).collect();
    account.stores = (0..stores).map(|n| store(&format!("s{n}"))).collect();
    account.examine()
}

#[test]
fn functions_are_counted_over_all_pages() {
    for (functions, expected) in [(0, Verdict::Ok), (89, Verdict::Ok), (90, Verdict::Warning), (100, Verdict::Wrong)] {
        let report = with(functions, 0);
        assert_eq!(verdict(&report, "functions"), expected, "{functions}");
        assert!(found(&report, "functions").message.starts_with(&format!("{functions} of 100 ")));
    }
    // More than that shows that there is another quota.
    let report = with(150, 0);
    assert_eq!(verdict(&report, "functions"), Verdict::Ok);
    assert_eq!(wrong(&report), ["A38"]);
}

#[test]
fn stores_are_held_to_both_copies_of_the_page() {
    use Verdict::{Ok, Warning, Wrong};
    for (stores, expected) in
        [(0, Ok), (44, Ok), (45, Warning), (50, Warning), (51, Ok), (179, Ok), (180, Warning), (200, Wrong), (201, Ok)]
    {
        assert_eq!(verdict(&with(0, stores), "stores"), expected, "{stores}");
    }
}

#[test]
fn the_largest_code_is_told() {
    for (bytes, expected) in [(9_215, Verdict::Ok), (9_216, Verdict::Warning), (12_000, Verdict::Warning)] {
        let mut account = Account::usual();
        account.code_bytes = bytes;
        let report = account.examine();
        assert_eq!(verdict(&report, "code"), expected, "{bytes}");
        assert!(found(&report, "code").message.ends_with(&format!(": {bytes} of 10240 bytes")));
    }
    assert_eq!(verdict(&with(0, 0), "code"), Verdict::Ok);
}

#[test]
fn what_cannot_be_read_is_unknown() {
    let report = Account::usual().answering("GetConnectionFunction", denied()).examine();
    assert_eq!(verdict(&report, "code"), Verdict::Unknown);
    let report = Account::usual().answering("ListKeyValueStores", denied()).examine();
    assert_eq!(verdict(&report, "stores"), Verdict::Unknown);
    let report = Account::usual().answering("ListConnectionFunctions", denied()).examine();
    assert_eq!(verdict(&report, "functions"), Verdict::Unknown);
}

#[test]
fn a_function_that_goes_meanwhile_is_left_out() {
    let mut account = Account::usual().but(|call, _| match call {
        Call::GetConnectionFunction { identifier, .. } if identifier == "cf_gate" => {
            Some(refused("EntityNotFound", 404))
        }
        _ => None,
    });
    assert!(found(&account.examine(), "code").message.contains("`draft`"));
}
