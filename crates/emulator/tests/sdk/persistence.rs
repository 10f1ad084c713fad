//! The state file, through restarts.

use std::path::Path;
use std::time::Duration;

use aws_sdk_cloudfront::types::FunctionStage;
use connfn_emulator::{Emulator, FaultKind, FaultRule, StartError, When};

use crate::support::{CODE, Cloud, refused};

async fn on_file(path: &Path) -> Cloud {
    Cloud::with(|builder| builder.state_file(path)).await
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/emulator.json");
    let cloud = on_file(&path).await;
    let (store_arn, store_etag) = cloud.store("revoked").await;
    let (id, etag) = cloud.published("gate").await;
    let distribution = crate::distributions::associated(&cloud, "one", &id).await;
    let (second, _) = cloud.function("second").await;
    cloud.emulator.shutdown().await;

    let cloud = on_file(&path).await;
    // The new clock reads earlier than the old one did, and nothing minds.
    cloud.clock.advance(Duration::from_mins(1));
    let live = cloud.client.get_connection_function().identifier(&id).stage(FunctionStage::Live);
    let live = live.send().await.unwrap();
    assert_eq!(live.connection_function_code.unwrap().as_ref(), CODE.as_bytes());
    let described = cloud.client.describe_connection_function().identifier("gate").send().await;
    let described = described.unwrap();
    assert_eq!(described.e_tag(), Some(etag.as_str()));
    assert_eq!(described.connection_function_summary().unwrap().status(), "DEPLOYED");
    let store = cloud.client.describe_key_value_store().name("revoked").send().await.unwrap();
    assert_eq!(store.e_tag(), Some(store_etag.as_str()));
    assert_eq!(store.key_value_store().unwrap().arn(), store_arn);
    cloud.client.get_distribution().id(distribution).send().await.unwrap();
    // Ids go on where they stopped.
    let (third, _) = cloud.function("third").await;
    assert_ne!(third, second);
}

#[tokio::test]
async fn a_publish_goes_on_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("emulator.json");
    let cloud = on_file(&path).await;
    let (id, etag) = cloud.function("gate").await;
    cloud.client.publish_connection_function().id(&id).if_match(&etag).send().await.unwrap();
    cloud.emulator.shutdown().await;
    let status = async |cloud: &Cloud| {
        let described = cloud.client.describe_connection_function().identifier(&id).send().await;
        described.unwrap().connection_function_summary.unwrap().status
    };
    let cloud = on_file(&path).await;
    assert_eq!(status(&cloud).await, "PUBLISHING");
    cloud.settle();
    assert_eq!(status(&cloud).await, "UNASSOCIATED");
}

#[tokio::test]
async fn what_was_answered_or_cut_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("emulator.json");
    let cloud = on_file(&path).await;
    cloud.function("answered").await;
    let cut = FaultRule::on("DeleteKeyValueStore", When::Always, FaultKind::DropAfter);
    let (_, etag) = cloud.store("revoked").await;
    cloud.emulator.set_faults(vec![cut]);
    let delete = cloud.client.delete_key_value_store().name("revoked").if_match(etag);
    delete.send().await.unwrap_err();
    // A copy, taken without any shutdown, is what a killed process leaves.
    let copy = folder.path().join("copy.json");
    std::fs::copy(&path, &copy).unwrap();
    let cloud = on_file(&copy).await;
    cloud.client.describe_connection_function().identifier("answered").send().await.unwrap();
    let store = cloud.client.describe_key_value_store().name("revoked").send().await;
    refused(store, "EntityNotFound", 404);
}

#[tokio::test]
async fn what_cannot_be_written_has_not_happened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("emulator.json");
    let cloud = on_file(&path).await;
    // A folder in the way of the temporary file makes every write fail, for root too.
    let obstacle = folder.path().join("emulator.json.tmp");
    std::fs::create_dir(&obstacle).unwrap();
    let create = || cloud.client.create_key_value_store().name("revoked").send();
    refused(create().await, "InternalFailure", 500);
    let describe = || cloud.client.describe_key_value_store().name("revoked").send();
    refused(describe().await, "EntityNotFound", 404);
    std::fs::remove_dir(&obstacle).unwrap();
    create().await.unwrap();
    describe().await.unwrap();
}

#[tokio::test]
async fn one_emulator_has_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("emulator.json");
    let cloud = on_file(&path).await;
    let second = Emulator::builder().state_file(&path).start(([127, 0, 0, 1], 0).into()).await;
    let error = second.unwrap_err();
    assert!(matches!(error, StartError::StateFile(_)));
    assert!(error.to_string().contains("another emulator"), "{error}");
    cloud.emulator.shutdown().await;
    on_file(&path).await;
}
