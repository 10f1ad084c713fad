//! What a check costs: a function of 10 KB takes at most 5 ms. Without optimisation it is only run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files and the clock")]

use connfn_script::{Context, Severity, check};
use std::fs;
use std::time::{Duration, Instant};

#[test]
fn ten_kilobytes_are_checked_in_five_milliseconds() {
    let path = format!("{}/tests/functions/right/ocsp-and-store.js", env!("CARGO_MANIFEST_DIR"));
    let unit = fs::read_to_string(path).unwrap();
    let (imports, unit) = unit.split_once("async function").unwrap();
    let unit = format!("async function{unit}");
    let mut code = String::from(imports);
    let mut number = 0;
    while code.len() + unit.len() < 10_240 {
        // Each copy has names of its own; the last is the entry point.
        code.push_str(
            &unit
                .replace("isListed", &format!("isListed{number}"))
                .replace("connectionHandler", &format!("gate{number}")),
        );
        number += 1;
    }
    code.push_str(&format!(
        "async function connectionHandler(connection) {{ return await gate{}(connection); }}",
        number - 1
    ));
    let context = Context { store_associated: Some(true), optional_mtls: Some(true), ..Context::default() };
    assert!(check(&code, &context).iter().all(|finding| finding.severity == Severity::Info));
    let best = (0..20)
        .map(|_| {
            let start = Instant::now();
            check(&code, &context);
            start.elapsed()
        })
        .min()
        .unwrap();
    println!("{} bytes: {best:?}", code.len());
    if !cfg!(debug_assertions) {
        assert!(best < Duration::from_millis(5), "{best:?}");
    }
}
