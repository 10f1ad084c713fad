//! What a run costs: at most 10 ms after the first. Without optimisation it is only run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read the clock")]

mod support;

use connfn_simulator::{Decision, Request, simulate};
use std::time::{Duration, Instant};
use support::request;

#[test]
fn a_run_takes_ten_milliseconds() {
    let code = "import cf from 'cloudfront';
        const crypto = require('crypto');
        const kvs = cf.kvs();
        async function connectionHandler(connection) {
            const leaf = connection.clientCertificate.certificates.leaf;
            const key = crypto.createHash('sha256').update(leaf.serialNumber.split(':').join('')).digest('hex');
            console.log(`key ${key}`);
            if (await kvs.exists(key)) { connection.deny(); return; }
            connection.allow();
        }";
    let request = Request {
        connection:
            r#"{"clientIp":"203.0.113.7","clientCertificate":{"certificates":{"leaf":{"serialNumber":"00:9e:2a"}}}}"#
                .to_owned(),
        store: Some([("other".to_owned(), "1".to_owned())].into()),
        ..request(code)
    };
    assert_eq!(simulate(&request).decision, Decision::Allow);
    let best = (0..20)
        .map(|_| {
            let start = Instant::now();
            simulate(&request);
            start.elapsed()
        })
        .min()
        .unwrap();
    println!("a run: {best:?}");
    if !cfg!(debug_assertions) {
        assert!(best < Duration::from_millis(10), "{best:?}");
    }
}
