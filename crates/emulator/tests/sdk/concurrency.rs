//! Many callers at once: one version has one successor.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_cloudfront::primitives::Blob;
use connfn_emulator::{FaultKind, FaultRule, When};

use crate::support::{CODE, Cloud, config, refusal};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_updates_of_one_version_one_wins() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let updates = (0..20).map(|n| {
        let update = cloud.client.update_connection_function().id(&id).if_match(&etag);
        let update = update.connection_function_config(config(&n.to_string(), None));
        tokio::spawn(update.connection_function_code(Blob::new(CODE)).send())
    });
    let updates: Vec<_> = updates.collect();
    let mut winners = Vec::new();
    for update in updates {
        match update.await.unwrap() {
            Ok(updated) => winners.push(updated.e_tag.unwrap()),
            refused => assert_eq!(refusal(refused), ("PreconditionFailed".to_owned(), 412)),
        }
    }
    let described = cloud.client.describe_connection_function().identifier(&id).send().await;
    assert_eq!(winners, [described.unwrap().e_tag.unwrap()]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_creates_of_one_name_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("emulator.json");
    let cloud = Cloud::with(|builder| builder.state_file(path)).await;
    let creates: Vec<_> = (0..20)
        .map(|n| {
            let create = cloud.client.create_key_value_store();
            tokio::spawn(create.name(if n % 2 == 0 { "even" } else { "odd" }).send())
        })
        .collect();
    let mut ids = BTreeSet::new();
    for create in creates {
        match create.await.unwrap() {
            Ok(created) => assert!(ids.insert(created.key_value_store.unwrap().id)),
            refused => assert_eq!(refusal(refused), ("EntityAlreadyExists".to_owned(), 409)),
        }
    }
    assert_eq!(ids.len(), 2);
}

#[tokio::test]
async fn a_slow_call_holds_up_no_other() {
    let cloud = Cloud::start().await;
    let slow = FaultKind::Latency(Duration::from_secs(30));
    cloud.emulator.set_faults(vec![FaultRule::on("ListKeyValueStores", When::Always, slow)]);
    let waiting = tokio::spawn(cloud.client.list_key_value_stores().send());
    tokio::task::yield_now().await;
    let quick = cloud.client.list_connection_functions().send();
    tokio::time::timeout(Duration::from_secs(5), quick).await.unwrap().unwrap();
    waiting.abort();
}
