//! Connection functions: stages, versions, statuses, limits.

use aws_sdk_cloudfront::operation::create_connection_function::CreateConnectionFunctionError;
use aws_sdk_cloudfront::primitives::Blob;
use aws_sdk_cloudfront::types::{
    FunctionConfig, FunctionRuntime, FunctionStage, KeyValueStoreAssociation, KeyValueStoreAssociations, Tag, Tags,
};

use crate::support::{CODE, Cloud, config, refused};

const STALE: &str = "E00000000000ZZ";

#[tokio::test]
async fn a_function_lives_from_create_to_delete() {
    let cloud = Cloud::start().await;
    let (store_arn, _) = cloud.store("revoked").await;
    let client = &cloud.client;

    let created = client
        .create_connection_function()
        .name("gate")
        .connection_function_config(config("first <&> \"one\"", Some(&store_arn)))
        .connection_function_code(Blob::new(CODE))
        .tags(Tags::builder().items(Tag::builder().key("team").value("edge").build().unwrap()).build())
        .send()
        .await
        .unwrap();
    let summary = created.connection_function_summary().unwrap();
    let id = summary.id().to_owned();
    let first = created.e_tag().unwrap().to_owned();
    assert!(id.starts_with("cf_"));
    assert_eq!(summary.connection_function_arn(), format!("arn:aws:cloudfront::123456789012:connection-function/{id}"));
    assert_eq!((summary.name(), summary.status()), ("gate", "UNPUBLISHED"));
    assert_eq!(summary.stage(), &FunctionStage::Development);
    let location = created.location().unwrap();
    assert!(location.ends_with(&format!("/2020-05-31/connection-function/{id}")), "{location}");
    let echoed = summary.connection_function_config().unwrap();
    assert_eq!(echoed, &config("first <&> \"one\"", Some(&store_arn)));

    // LIVE is not there before a publish, neither to describe nor to get.
    let describe_live = || client.describe_connection_function().identifier(&id).stage(FunctionStage::Live);
    let get = |stage| client.get_connection_function().identifier(&id).set_stage(stage);
    refused(describe_live().send().await, "EntityNotFound", 404);
    refused(get(Some(FunctionStage::Live)).send().await, "EntityNotFound", 404);

    client.publish_connection_function().id(&id).if_match(&first).send().await.unwrap();
    let live = describe_live().send().await.unwrap();
    let live_etag = live.e_tag().unwrap().to_owned();
    assert_ne!(live_etag, first);
    let development = client.describe_connection_function().identifier(&id).send().await.unwrap();
    assert_eq!(development.e_tag(), Some(first.as_str()), "a publish leaves DEVELOPMENT alone");

    // An update changes DEVELOPMENT only.
    let second_code = "function connectionHandler(c) { c.deny(); }";
    let updated = client
        .update_connection_function()
        .id(&id)
        .if_match(&first)
        .connection_function_config(config("second", None))
        .connection_function_code(Blob::new(second_code))
        .send()
        .await
        .unwrap();
    let second = updated.e_tag().unwrap().to_owned();
    assert_ne!(second, first);
    let code = get(None).send().await.unwrap();
    assert_eq!(code.e_tag(), Some(second.as_str()));
    assert_eq!(code.content_type(), Some("application/octet-stream"));
    assert_eq!(code.connection_function_code.unwrap().as_ref(), second_code.as_bytes());
    let code = get(Some(FunctionStage::Live)).send().await.unwrap();
    assert_eq!(code.e_tag(), Some(live_etag.as_str()));
    assert_eq!(code.connection_function_code.unwrap().as_ref(), CODE.as_bytes());
    let live = describe_live().send().await.unwrap();
    let live_config = live.connection_function_summary().unwrap().connection_function_config();
    assert_eq!(live_config.unwrap().comment(), "first <&> \"one\"");

    let delete = |etag: &str| client.delete_connection_function().id(&id).if_match(etag);
    refused(delete(&first).send().await, "PreconditionFailed", 412);
    refused(delete(&live_etag).send().await, "PreconditionFailed", 412);
    delete(&second).send().await.unwrap();
    refused(delete(&second).send().await, "EntityNotFound", 404);
}

#[tokio::test]
async fn identifiers_are_ids_arns_and_names() {
    let cloud = Cloud::start().await;
    let (id, _) = cloud.function("gate").await;
    let arn = format!("arn:aws:cloudfront::123456789012:connection-function/{id}");
    for identifier in [id.as_str(), arn.as_str(), "gate"] {
        let described = cloud.client.describe_connection_function().identifier(identifier).send().await;
        assert_eq!(described.unwrap().connection_function_summary().unwrap().id(), id);
        cloud.client.get_connection_function().identifier(identifier).send().await.unwrap();
    }
    let other = cloud.client.describe_connection_function().identifier("other").send().await;
    refused(other, "EntityNotFound", 404);
    // Operations that take `Id` take nothing else.
    let by_name = cloud.client.publish_connection_function().id("gate").if_match(STALE);
    refused(by_name.send().await, "EntityNotFound", 404);
}

#[tokio::test]
async fn statuses_follow_the_clock() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let publish = cloud.client.publish_connection_function().id(&id).if_match(&etag);
    let published = publish.clone().send().await.unwrap();
    let summary = published.connection_function_summary().unwrap();
    assert_eq!((summary.status(), summary.stage()), ("PUBLISHING", &FunctionStage::Live));
    let statuses = async || {
        let mut statuses = Vec::new();
        for stage in [FunctionStage::Development, FunctionStage::Live] {
            let described = cloud.client.describe_connection_function().identifier(&id).stage(stage);
            let described = described.send().await.unwrap();
            statuses.push(described.connection_function_summary.unwrap().status);
        }
        statuses
    };
    assert_eq!(statuses().await, ["PUBLISHING", "PUBLISHING"]);
    cloud.settle();
    assert_eq!(statuses().await, ["UNASSOCIATED", "UNASSOCIATED"]);
    let distribution = crate::distributions::associated(&cloud, "one", &id).await;
    assert_eq!(statuses().await, ["IN_PROGRESS", "IN_PROGRESS"]);
    cloud.settle();
    assert_eq!(statuses().await, ["DEPLOYED", "DEPLOYED"]);
    publish.send().await.unwrap();
    assert_eq!(statuses().await, ["PUBLISHING", "PUBLISHING"]);
    cloud.clock.advance(std::time::Duration::from_millis(300));
    assert_eq!(statuses().await, ["IN_PROGRESS", "IN_PROGRESS"]);
    cloud.settle();
    assert_eq!(statuses().await, ["DEPLOYED", "DEPLOYED"]);
    crate::distributions::remove(&cloud, &distribution).await;
    assert_eq!(statuses().await, ["UNASSOCIATED", "UNASSOCIATED"]);
}

#[tokio::test]
async fn if_match_is_missing_malformed_or_stale() {
    let cloud = Cloud::start().await;
    let (id, _) = cloud.function("gate").await;
    let client = &cloud.client;
    for (etag, code, status) in [
        (None, "InvalidIfMatchVersion", 400),
        (Some("*"), "InvalidIfMatchVersion", 400),
        (Some(STALE), "PreconditionFailed", 412),
    ] {
        let etag = etag.map(str::to_owned);
        let update = client
            .update_connection_function()
            .id(&id)
            .connection_function_config(config("", None))
            .connection_function_code(Blob::new(CODE));
        refused(update.set_if_match(etag.clone()).send().await, code, status);
        let publish = client.publish_connection_function().id(&id);
        refused(publish.set_if_match(etag.clone()).send().await, code, status);
        let test = client.test_connection_function().id(&id).connection_object(Blob::new("{}"));
        refused(test.set_if_match(etag.clone()).send().await, code, status);
        let delete = client.delete_connection_function().id(&id);
        refused(delete.set_if_match(etag).send().await, code, status);
    }
    let update = client
        .update_connection_function()
        .id("cf_none")
        .if_match(STALE)
        .connection_function_config(config("", None))
        .connection_function_code(Blob::new(CODE));
    refused(update.send().await, "EntityNotFound", 404);
    let publish = client.publish_connection_function().id("cf_none").if_match(STALE);
    refused(publish.send().await, "EntityNotFound", 404);
}

#[tokio::test]
async fn a_create_is_checked() {
    let cloud = Cloud::with(|builder| builder.max_functions(2)).await;
    cloud.function("taken").await;
    let create = |name: &str| {
        cloud
            .client
            .create_connection_function()
            .name(name)
            .connection_function_config(config("", None))
            .connection_function_code(Blob::new(CODE))
    };
    let long = "x".repeat(65);
    for name in ["", "a b", "ä", long.as_str()] {
        refused(create(name).send().await, "InvalidArgument", 400);
    }
    let error = create("taken").send().await.unwrap_err().into_service_error();
    assert!(matches!(error, CreateConnectionFunctionError::EntityAlreadyExists(_)));
    refused(create("taken").send().await, "EntityAlreadyExists", 409);

    let code = |bytes: Vec<u8>| create("new").connection_function_code(Blob::new(bytes));
    refused(code(Vec::new()).send().await, "InvalidArgument", 400);
    refused(code(vec![b'x'; 40_961]).send().await, "EntitySizeLimitExceeded", 413);

    let runtime =
        FunctionConfig::builder().comment("").runtime(FunctionRuntime::from("cloudfront-js-3.0")).build().unwrap();
    let create_with = |config| create("new").connection_function_config(config).send();
    refused(create_with(runtime).await, "InvalidArgument", 400);
    refused(create_with(config(&"x".repeat(129), None)).await, "InvalidArgument", 400);
    let absent = "arn:aws:cloudfront::123456789012:key-value-store/\
                  00000000-0000-4000-8000-000000000000";
    refused(create_with(config("", Some(absent))).await, "InvalidArgument", 400);
    refused(create_with(config("", Some("arn:aws:s3:::x"))).await, "InvalidArgument", 400);

    let tagged = |key: &str, value: &str| {
        let tag = Tag::builder().key(key).value(value).build().unwrap();
        create("new").tags(Tags::builder().items(tag).build())
    };
    refused(tagged("bad!", "").send().await, "InvalidTagging", 400);
    refused(tagged("", "").send().await, "InvalidTagging", 400);
    refused(tagged("key", &"x".repeat(257)).send().await, "InvalidTagging", 400);
    refused(tagged("aws:key", "x").send().await, "InvalidTagging", 400);

    code(vec![b'x'; 40_960]).send().await.unwrap();
    refused(create("third").send().await, "EntityLimitExceeded", 400);
}

#[tokio::test]
async fn associations_are_counted_and_exist() {
    let cloud = Cloud::start().await;
    let (one, _) = cloud.store("one").await;
    let (two, _) = cloud.store("two").await;
    let associate = |quantity: i32, arns: &[&str]| {
        let items = arns
            .iter()
            .map(|arn| KeyValueStoreAssociation::builder().key_value_store_arn(*arn).build())
            .collect::<Result<Vec<_>, _>>()
            .unwrap();
        let associations = KeyValueStoreAssociations::builder().quantity(quantity).set_items(Some(items)).build();
        let config = FunctionConfig::builder()
            .comment("")
            .runtime(FunctionRuntime::CloudfrontJs20)
            .key_value_store_associations(associations.unwrap())
            .build()
            .unwrap();
        cloud
            .client
            .create_connection_function()
            .name("gate")
            .connection_function_config(config)
            .connection_function_code(Blob::new(CODE))
            .send()
    };
    refused(associate(2, &[&one, &two]).await, "InvalidArgument", 400);
    refused(associate(2, &[&one]).await, "InvalidArgument", 400);
    refused(associate(0, &[&one]).await, "InvalidArgument", 400);
    refused(associate(-1, &[]).await, "InvalidArgument", 400);
    let created = cloud.client.create_key_value_store().name("three").send().await.unwrap();
    let three = created.key_value_store.unwrap().arn;
    refused(associate(1, &[&three]).await, "InvalidArgument", 400);
    let created = associate(0, &[]).await.unwrap();
    let id = created.connection_function_summary.unwrap().id;
    let described = cloud.client.describe_connection_function().identifier(id).send().await;
    let config = described.unwrap().connection_function_summary.unwrap();
    let config = config.connection_function_config.unwrap();
    assert_eq!(config.key_value_store_associations().unwrap().quantity(), 0);
}

#[tokio::test]
async fn an_update_is_checked() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let update = || {
        cloud
            .client
            .update_connection_function()
            .id(&id)
            .if_match(&etag)
            .connection_function_config(config("", None))
            .connection_function_code(Blob::new(CODE))
    };
    let huge = update().connection_function_code(Blob::new(vec![b'x'; 40_961]));
    refused(huge.send().await, "EntitySizeLimitExceeded", 413);
    let empty = update().connection_function_code(Blob::new(Vec::new()));
    refused(empty.send().await, "InvalidArgument", 400);
    let described = cloud.client.describe_connection_function().identifier(&id).send().await;
    assert_eq!(described.unwrap().e_tag(), Some(etag.as_str()), "a refusal changes nothing");
    // The same content is a new version all the same.
    let same = update().connection_function_config(config("made for a test", None)).send().await;
    assert_ne!(same.unwrap().e_tag(), Some(etag.as_str()));
}

#[tokio::test]
async fn lists_are_paged_and_staged() {
    let cloud = Cloud::start().await;
    for name in ["d", "b", "e", "a", "c"] {
        cloud.function(name).await;
    }
    cloud.published("live-one").await;
    let names = async |stage: Option<FunctionStage>, size: i32| {
        let mut pages = Vec::new();
        let mut marker = None;
        loop {
            let page = cloud
                .client
                .list_connection_functions()
                .set_stage(stage.clone())
                .set_marker(marker)
                .max_items(size)
                .send()
                .await
                .unwrap();
            let names = page.connection_functions().iter().map(|f| f.name().to_owned());
            pages.push(names.collect::<Vec<_>>());
            marker = page.next_marker;
            if marker.is_none() {
                return pages;
            }
        }
    };
    let pages = names(None, 4).await;
    assert_eq!(pages, [vec!["a", "b", "c", "d"], vec!["e", "live-one"]]);
    assert_eq!(names(Some(FunctionStage::Development), 6).await.len(), 1);
    assert_eq!(names(Some(FunctionStage::Live), 4).await, [["live-one"]]);

    let list = || cloud.client.list_connection_functions();
    let all = list().into_paginator().items().send().try_collect().await.unwrap();
    assert_eq!(all.len(), 6);
    refused(list().max_items(0).send().await, "InvalidArgument", 400);
    let stage = FunctionStage::from("STAGING");
    refused(list().stage(stage.clone()).send().await, "InvalidArgument", 400);
    let describe = cloud.client.describe_connection_function().identifier("a").stage(stage);
    refused(describe.send().await, "InvalidArgument", 400);
}

#[tokio::test]
async fn a_thousand_functions_can_be_held() {
    let cloud = Cloud::with(|builder| builder.max_functions(1000)).await;
    for n in 0..1000 {
        cloud.function(&format!("f{n:04}")).await;
    }
    let all = cloud.client.list_connection_functions().into_paginator().items().send();
    assert_eq!(all.try_collect().await.unwrap().len(), 1000);
    assert_eq!(cloud.emulator.calls().iter().filter(|c| c.operation == "ListConnectionFunctions").count(), 10);
}
