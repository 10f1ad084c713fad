//! Key value stores.

use aws_sdk_cloudfront::primitives::Blob;
use aws_sdk_cloudfront::types::{ImportSource, ImportSourceType, Tag, Tags};

use crate::support::{CODE, Cloud, config, refused};

const STALE: &str = "E00000000000ZZ";

#[tokio::test]
async fn a_store_lives_from_create_to_delete() {
    let cloud = Cloud::start().await;
    let client = &cloud.client;
    let created = client.create_key_value_store().name("revoked").comment("serials").send().await.unwrap();
    let store = created.key_value_store().unwrap();
    assert_eq!(store.arn(), format!("arn:aws:cloudfront::123456789012:key-value-store/{}", store.id()));
    assert_eq!(store.id().len(), 36);
    assert_eq!((store.comment(), store.status()), ("serials", Some("PROVISIONING")));
    assert!(created.location().unwrap().ends_with("/2020-05-31/key-value-store/revoked"));
    let first = created.e_tag().unwrap();

    cloud.settle();
    let described = client.describe_key_value_store().name("revoked").send().await.unwrap();
    assert_eq!(described.e_tag(), Some(first));
    assert_eq!(described.key_value_store().unwrap().status(), Some("READY"));

    let update = |etag: Option<&str>, comment: &str| {
        let update = client.update_key_value_store().name("revoked").comment(comment);
        update.set_if_match(etag.map(str::to_owned)).send()
    };
    refused(update(None, "x").await, "InvalidIfMatchVersion", 400);
    refused(update(Some(STALE), "x").await, "PreconditionFailed", 412);
    refused(update(Some(first), &"x".repeat(129)).await, "InvalidArgument", 400);
    let updated = update(Some(first), "more serials").await.unwrap();
    let second = updated.e_tag().unwrap();
    assert_ne!(first, second);
    assert_eq!(updated.key_value_store().unwrap().comment(), "more serials");

    let delete = |etag: Option<&str>| {
        let delete = client.delete_key_value_store().name("revoked");
        delete.set_if_match(etag.map(str::to_owned)).send()
    };
    refused(delete(None).await, "InvalidIfMatchVersion", 400);
    refused(delete(Some(first)).await, "PreconditionFailed", 412);
    delete(Some(second)).await.unwrap();
    refused(delete(Some(second)).await, "EntityNotFound", 404);
    refused(client.describe_key_value_store().name("revoked").send().await, "EntityNotFound", 404);
    let update = client.update_key_value_store().name("none").comment("").if_match(STALE);
    refused(update.send().await, "EntityNotFound", 404);
}

#[tokio::test]
async fn a_create_is_checked() {
    let cloud = Cloud::with(|builder| builder.max_stores(2)).await;
    cloud.store("taken").await;
    let create = |name: &str| cloud.client.create_key_value_store().name(name);
    refused(create("a b").send().await, "InvalidArgument", 400);
    refused(create("").send().await, "InvalidArgument", 400);
    refused(create("taken").send().await, "EntityAlreadyExists", 409);
    refused(create("new").comment("x".repeat(129)).send().await, "InvalidArgument", 400);
    let import = |kind: &str, arn: &str| {
        let source = ImportSource::builder().source_type(ImportSourceType::from(kind));
        create("new").import_source(source.source_arn(arn).build().unwrap()).send()
    };
    refused(import("HTTP", "arn:aws:s3:::bucket/items.json").await, "InvalidArgument", 400);
    refused(import("S3", "bucket/items.json").await, "InvalidArgument", 400);
    let tag = Tag::builder().key("bad!").build().unwrap();
    let tagged = create("new").tags(Tags::builder().items(tag).build());
    refused(tagged.send().await, "InvalidArgument", 400);
    import("S3", "arn:aws:s3:::bucket/items.json").await.unwrap();
    refused(create("third").send().await, "EntityLimitExceeded", 400);
}

#[tokio::test]
async fn a_store_that_any_stage_uses_cannot_be_deleted() {
    let cloud = Cloud::start().await;
    let client = &cloud.client;
    let (arn, store_etag) = cloud.store("revoked").await;
    let created = client
        .create_connection_function()
        .name("gate")
        .connection_function_config(config("", Some(&arn)))
        .connection_function_code(Blob::new(CODE))
        .send()
        .await
        .unwrap();
    let id = created.connection_function_summary.unwrap().id;
    let first = created.e_tag.unwrap();
    let delete = || client.delete_key_value_store().name("revoked").if_match(&store_etag).send();
    refused(delete().await, "CannotDeleteEntityWhileInUse", 409);
    client.publish_connection_function().id(&id).if_match(&first).send().await.unwrap();
    let updated = client
        .update_connection_function()
        .id(&id)
        .if_match(&first)
        .connection_function_config(config("", None))
        .connection_function_code(Blob::new(CODE))
        .send()
        .await
        .unwrap();
    // DEVELOPMENT let go of it, LIVE did not.
    refused(delete().await, "CannotDeleteEntityWhileInUse", 409);
    let second = updated.e_tag.unwrap();
    client.publish_connection_function().id(&id).if_match(&second).send().await.unwrap();
    delete().await.unwrap();
}

#[tokio::test]
async fn lists_are_paged_and_filtered() {
    let cloud = Cloud::start().await;
    for name in ["c", "a", "b"] {
        cloud.store(name).await;
    }
    cloud.client.create_key_value_store().name("d").send().await.unwrap();
    let list = || cloud.client.list_key_value_stores();
    let first = list().max_items(3).send().await.unwrap().key_value_store_list.unwrap();
    let names: Vec<_> = first.items().iter().map(|store| store.name().to_owned()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!((first.quantity(), first.max_items()), (3, 3));
    let second = list().marker(first.next_marker().unwrap()).send().await.unwrap();
    let second = second.key_value_store_list.unwrap();
    assert_eq!((second.quantity(), second.next_marker()), (1, None));
    let ready = list().status("READY").send().await.unwrap().key_value_store_list.unwrap();
    assert_eq!(ready.quantity(), 3);
    let failed = list().status("IMPORT_FAILED").send().await.unwrap();
    assert_eq!(failed.key_value_store_list.unwrap().items().len(), 0);
    refused(list().max_items(-1).send().await, "InvalidArgument", 400);
}
