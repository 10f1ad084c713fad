//! Reads that answer as before a write.

use std::time::Duration;

use aws_sdk_cloudfront::primitives::Blob;
use aws_sdk_cloudfront::types::{FunctionStage, Tag, Tags};
use connfn_emulator::{FaultKind, FaultRule, When};

use crate::support::{CODE, Cloud, config, refused};

const SPAN: Duration = Duration::from_secs(30);

async fn comment(cloud: &Cloud, identifier: &str) -> String {
    let described = cloud.client.describe_connection_function().identifier(identifier).send().await.unwrap();
    described.connection_function_summary.unwrap().connection_function_config.unwrap().comment
}

/// The names of the functions, in pages of two.
async fn names(cloud: &Cloud) -> Vec<String> {
    let pages = cloud.client.list_connection_functions().max_items(2).into_paginator().items().send();
    let functions = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
    functions.into_iter().map(|function| function.name).collect()
}

async fn update(cloud: &Cloud, id: &str, etag: &str, comment: &str) -> String {
    let update = cloud.client.update_connection_function().id(id).if_match(etag);
    let update = update.connection_function_config(config(comment, None));
    update.connection_function_code(Blob::new(CODE)).send().await.unwrap().e_tag.unwrap()
}

fn stale(cloud: &Cloud, operation: &str, kind: FaultKind) {
    cloud.emulator.set_faults(vec![FaultRule::on(operation, When::Always, kind)]);
}

#[tokio::test]
async fn reads_are_stale_for_a_number_of_them() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let (other, other_etag) = cloud.function("door").await;
    stale(&cloud, "UpdateConnectionFunction", FaultKind::StaleReads(2));
    update(&cloud, &id, &etag, "new").await;
    assert_eq!(comment(&cloud, &id).await, "made for a test");
    // Another resource is as fresh as ever, and reading it uses nothing up.
    cloud.emulator.set_faults(Vec::new());
    update(&cloud, &other, &other_etag, "other").await;
    assert_eq!(comment(&cloud, "door").await, "other");
    assert_eq!(comment(&cloud, "gate").await, "made for a test");
    assert_eq!(comment(&cloud, "gate").await, "new");
    let calls = cloud.emulator.calls();
    let struck: Vec<_> = calls.iter().filter(|call| call.faults == [FaultKind::StaleReads(2)]).collect();
    let operations: Vec<_> = struck.iter().map(|call| call.operation.as_str()).collect();
    let describe = "DescribeConnectionFunction";
    assert_eq!(operations, ["UpdateConnectionFunction", describe, describe]);
}

#[tokio::test]
async fn reads_are_stale_for_a_span_and_writes_never() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    stale(&cloud, "UpdateConnectionFunction", FaultKind::StaleFor(SPAN));
    let second = update(&cloud, &id, &etag, "second").await;
    for _ in 0..5 {
        assert_eq!(comment(&cloud, &id).await, "made for a test");
    }
    // Whoever believes what is read is refused.
    let delete = cloud.client.delete_connection_function().id(&id).if_match(&etag);
    refused(delete.send().await, "PreconditionFailed", 412);
    cloud.clock.advance(SPAN / 2);
    update(&cloud, &id, &second, "third").await;
    assert_eq!(comment(&cloud, &id).await, "made for a test");
    cloud.clock.advance(SPAN / 2);
    assert_eq!(comment(&cloud, &id).await, "second");
    cloud.clock.advance(SPAN / 2);
    assert_eq!(comment(&cloud, &id).await, "third");
}

#[tokio::test]
async fn lists_are_stale_too() {
    let cloud = Cloud::start().await;
    let mut etags = Vec::new();
    for name in ["a", "b", "c"] {
        etags.push(cloud.function(name).await);
    }
    cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, FaultKind::StaleFor(SPAN))]);
    let delete = cloud.client.delete_connection_function().id(&etags[1].0).if_match(&etags[1].1);
    delete.send().await.unwrap();
    cloud.function("d").await;
    assert_eq!(names(&cloud).await, ["a", "b", "c"]);
    refused(cloud.client.describe_connection_function().identifier("d").send().await, "EntityNotFound", 404);
    cloud.client.get_connection_function().identifier("b").send().await.unwrap();
    cloud.clock.advance(SPAN);
    assert_eq!(names(&cloud).await, ["a", "c", "d"]);
    refused(cloud.client.describe_connection_function().identifier("b").send().await, "EntityNotFound", 404);
}

#[tokio::test]
async fn one_resource_alone_can_be_stale() {
    let cloud = Cloud::start().await;
    let rule = FaultRule::on_all(When::Always, FaultKind::StaleFor(SPAN)).resource("b");
    cloud.emulator.set_faults(vec![rule]);
    for name in ["a", "b", "c"] {
        cloud.function(name).await;
    }
    assert_eq!(names(&cloud).await, ["a", "c"]);
    cloud.clock.advance(SPAN);
    assert_eq!(names(&cloud).await, ["a", "b", "c"]);
}

#[tokio::test]
async fn tags_code_and_stores_are_stale_too() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let arn = format!("arn:aws:cloudfront::123456789012:connection-function/{id}");
    stale(&cloud, "TagResource", FaultKind::StaleReads(1));
    let tag = Tag::builder().key("team").value("edge").build().unwrap();
    cloud.client.tag_resource().resource(&arn).tags(Tags::builder().items(tag).build()).send().await.unwrap();
    let tags = async || {
        let listed = cloud.client.list_tags_for_resource().resource(&arn).send().await.unwrap();
        listed.tags.unwrap().items.unwrap_or_default().len()
    };
    assert_eq!((tags().await, tags().await), (0, 1));

    stale(&cloud, "PublishConnectionFunction", FaultKind::StaleReads(1));
    cloud.client.publish_connection_function().id(&id).if_match(etag).send().await.unwrap();
    let live = || cloud.client.get_connection_function().identifier(&id).stage(FunctionStage::Live).send();
    refused(live().await, "EntityNotFound", 404);
    live().await.unwrap();

    stale(&cloud, "CreateKeyValueStore", FaultKind::StaleReads(2));
    cloud.client.create_key_value_store().name("revoked").send().await.unwrap();
    let listed = async || {
        let list = cloud.client.list_key_value_stores().send().await.unwrap();
        list.key_value_store_list.unwrap().quantity
    };
    assert_eq!(listed().await, 0);
    let described = cloud.client.describe_key_value_store().name("revoked").send();
    refused(described.await, "EntityNotFound", 404);
    assert_eq!(listed().await, 1);
}

#[tokio::test]
async fn the_past_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("emulator.json");
    let start = || Cloud::with(|builder| builder.state_file(&path));
    let cloud = start().await;
    let (id, etag) = cloud.function("gate").await;
    stale(&cloud, "UpdateConnectionFunction", FaultKind::StaleReads(10));
    update(&cloud, &id, &etag, "new").await;
    assert_eq!(comment(&cloud, &id).await, "made for a test");
    cloud.function("door").await;
    cloud.emulator.shutdown().await;
    assert_eq!(comment(&start().await, &id).await, "new");
}
