//! Faults by chance, as a client meets them.

use std::time::Duration;

use aws_sdk_cloudfront::config::retry::RetryConfig;
use connfn_emulator::{FaultKind, Faults, RandomFaults};

use crate::support::{Cloud, patient};

const KINDS: [FaultKind; 5] = [
    FaultKind::Throttle429,
    FaultKind::Internal500,
    FaultKind::DropBefore,
    FaultKind::DropAfter,
    FaultKind::TruncatedXml,
];

/// What struck each of some reads, some of which are made at the same time.
async fn struck(seed: u64) -> Vec<(String, Vec<FaultKind>)> {
    let cloud = Cloud::with(|builder| builder.faults(RandomFaults::new(seed, 0.4, KINDS.to_vec()))).await;
    for _ in 0..10 {
        let calls = (0..6).map(|n| {
            let describe = cloud.client.describe_key_value_store().name(format!("store-{n}"));
            tokio::spawn(describe.send())
        });
        for call in calls.collect::<Vec<_>>() {
            let _ = call.await.unwrap();
        }
    }
    let mut calls: Vec<_> = cloud.emulator.calls().into_iter().map(|call| (call.target, call.faults)).collect();
    // Stable: the calls of one target stay in their order.
    calls.sort_by(|a, b| a.0.cmp(&b.0));
    calls
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_gives_the_same_faults() {
    let first = struck(1).await;
    assert_eq!(struck(1).await, first);
    assert_ne!(struck(2).await, first);
    let count = first.iter().filter(|(_, faults)| !faults.is_empty()).count();
    assert!((12..=36).contains(&count), "{count} of {}", first.len());
}

#[tokio::test]
async fn a_client_that_tries_again_comes_through() {
    let cloud = Cloud::start().await;
    let retries = RetryConfig::standard().with_max_attempts(4).with_initial_backoff(Duration::from_millis(1));
    let client = patient(&cloud.emulator.endpoint_url(), retries);
    let kinds = vec![FaultKind::StatusOnly(503), FaultKind::DropBefore, FaultKind::DropAfter];
    cloud.emulator.set_faults(RandomFaults::new(3, 1.0, kinds).times(3));
    client.list_key_value_stores().send().await.unwrap();
    assert_eq!(cloud.emulator.calls().len(), 4);
}

#[tokio::test]
async fn a_file_can_say_it_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("faults.json");
    let text =
        r#"{"rules": [{"fault": {"latency_ms": 1}}], "random": {"seed": 3, "rate": 1, "faults": ["internal_500"]}}"#;
    std::fs::write(&path, text).unwrap();
    let cloud = Cloud::with(|builder| builder.faults(Faults::read(&path).unwrap())).await;
    cloud.client.list_key_value_stores().send().await.unwrap_err();
    let faults = [FaultKind::Latency(Duration::from_millis(1)), FaultKind::Internal500];
    assert_eq!(cloud.emulator.calls()[0].faults, faults);
}

#[test]
fn the_example_of_the_documentation_is_one() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/emulator-faults.md");
    let page = std::fs::read_to_string(page).unwrap();
    let example = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let faults = Faults::parse(example).unwrap();
    assert_eq!((faults.rules.len(), faults.random.unwrap().faults.len()), (3, 2));
}
