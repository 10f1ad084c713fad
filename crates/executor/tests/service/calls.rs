//! Every operation of the core, done.

use crate::support::{CODE, Cloud, config, create_function, create_store, stage, tags, version};
use connfn_core::operation::{
    ListFunctions, ListTags, Operation, Stage, StoreName, StoreVersion, TagKeys, TagResource, TestFunction,
    UntagResource, UpdateConnectionFunction, UpdateStore,
};

#[tokio::test]
async fn a_function_from_creation_to_deletion() {
    let cloud = Cloud::start().await;
    let (store, _) = cloud.store("allowed", &[]).await;

    let created = cloud.done(create_function("gate", Some(&store), &[("a", "1")])).await;
    let summary = created.connection_function_summary.unwrap();
    assert_eq!((summary.name.as_str(), summary.status.as_str()), ("gate", "UNPUBLISHED"));
    assert_eq!(summary.connection_function_config.store_arns().collect::<Vec<_>>(), [store.as_str()]);
    assert_eq!(summary.connection_function_config.runtime, "cloudfront-js-2.0");
    let (id, etag) = (summary.id, created.etag.unwrap());

    let code = format!("{CODE} // changed");
    let update = UpdateConnectionFunction {
        id: id.clone(),
        if_match: Some(etag.clone()),
        connection_function_config: config("changed", None),
        connection_function_code: code.clone(),
    };
    let updated = cloud.done(Operation::UpdateConnectionFunction(update)).await;
    let etag = updated.etag.filter(|new| *new != etag).unwrap();
    assert_eq!(updated.connection_function_summary.unwrap().connection_function_config.comment, "changed");

    let published = cloud.done(Operation::PublishConnectionFunction(version(&id, &etag))).await;
    assert_eq!(published.connection_function_summary.unwrap().status, "PUBLISHING");
    assert_eq!(published.etag, None);
    cloud.settle();

    for each in [Stage::Development, Stage::Live] {
        let described = cloud.done(Operation::DescribeConnectionFunction(stage(&id, each))).await;
        assert_eq!(described.connection_function_summary.unwrap().status, "UNASSOCIATED");
        let got = cloud.done(Operation::GetConnectionFunction(stage(&id, each))).await;
        assert_eq!(got.connection_function_code.as_ref(), Some(&code));
        assert_eq!(got.etag, described.etag);
        let listed = cloud.done(Operation::ListConnectionFunctions(ListFunctions { stage: each, marker: None })).await;
        assert_eq!(listed.connection_functions.unwrap().len(), 1);
        assert_eq!(listed.next_marker, None);
    }
    cloud.done(Operation::DeleteConnectionFunction(version(&id, &etag))).await;
    assert_eq!(cloud.emulator.calls().last().unwrap().status, Some(204));
}

#[tokio::test]
async fn a_function_is_tested() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate", &[]).await;
    let test = |etag: &str, connection_object: &str| {
        Operation::TestConnectionFunction(TestFunction {
            id: id.clone(),
            if_match: Some(etag.to_owned()),
            stage: Stage::Development,
            connection_object: connection_object.to_owned(),
        })
    };
    let result = cloud.done(test(&etag, "{\"subject\":\"CN=ü\"}")).await.connection_function_test_result.unwrap();
    // An element without text reads as an empty one.
    assert_eq!(result.connection_function_error_message.as_deref(), Some(""));
    assert!(result.connection_function_output.is_some_and(|output| output.contains("allow")));
    assert!(result.connection_function_execution_logs.unwrap_or_default().is_empty());
    assert_eq!(cloud.error(test("E00000000000ZZ", "{}")).await.code, "PreconditionFailed");
    assert_eq!(cloud.error(test(&etag, "x")).await.code, "InvalidArgument");
}

#[tokio::test]
async fn a_store_from_creation_to_deletion() {
    let cloud = Cloud::start().await;
    let created = cloud.done(create_store("allowed", &[("a", "1")])).await;
    let store = created.key_value_store.unwrap();
    assert_eq!((store.name.as_str(), store.comment.as_str()), ("allowed", "a store"));
    assert_eq!(store.status.as_deref(), Some("PROVISIONING"));
    assert_eq!(store.last_modified_time.as_deref(), Some("2026-09-21T14:13:20Z"));
    cloud.settle();

    let name = store.name;
    let update = UpdateStore { name: name.clone(), if_match: created.etag.clone(), comment: "changed".into() };
    let updated = cloud.done(Operation::UpdateKeyValueStore(update)).await;
    assert_ne!(updated.etag, created.etag);
    let described = cloud.done(Operation::DescribeKeyValueStore(StoreName { name: name.clone() })).await;
    assert_eq!(described.etag, updated.etag);
    assert_eq!(described.key_value_store.unwrap().comment, "changed");
    cloud.done(Operation::DeleteKeyValueStore(StoreVersion { name, if_match: updated.etag })).await;
}

#[tokio::test]
async fn tags_of_a_function() {
    let cloud = Cloud::start().await;
    let created = cloud.done(create_function("gate", None, &[("a", "1"), ("b", "")])).await;
    let resource = created.connection_function_summary.unwrap().connection_function_arn;
    let tag = TagResource { resource: resource.clone(), tags: tags(&[("c", "ü = 3/@")]) };
    cloud.done(Operation::TagResource(tag)).await;
    let untag = UntagResource { resource: resource.clone(), tag_keys: TagKeys { items: vec!["a".into()] } };
    cloud.done(Operation::UntagResource(untag)).await;

    let tags = cloud.done(Operation::ListTagsForResource(ListTags { resource })).await.tags.unwrap();
    assert_eq!(tags.items.as_ref().unwrap().len(), 2);
    assert_eq!((tags.get("b"), tags.get("c")), (Some(""), Some("ü = 3/@")));
}

#[tokio::test]
async fn code_that_is_not_text_reads_as_none() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate", &[]).await;
    crate::observe::put_bytes(&cloud, &id, &etag, &[0xff, 0xfe]).await;
    let got = cloud.done(Operation::GetConnectionFunction(stage(&id, Stage::Development))).await;
    assert_eq!(got.connection_function_code.as_deref(), Some(""));
}
