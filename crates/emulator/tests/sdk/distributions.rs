//! Distributions, as far as they use functions.

use aws_sdk_cloudfront::types::{
    ConnectionFunctionAssociation, CookiePreference, CustomOriginConfig, DefaultCacheBehavior, DistributionConfig,
    ForwardedValues, ItemSelection, Origin, OriginProtocolPolicy, Origins, TrustStoreConfig, ViewerMtlsConfig,
    ViewerMtlsMode, ViewerProtocolPolicy,
};

use crate::support::{Cloud, refused};

#[expect(deprecated, reason = "the short form of a cache behaviour")]
fn distribution(reference: &str, function: Option<&str>) -> DistributionConfig {
    let origin = Origin::builder()
        .id("origin")
        .domain_name("origin.example.com")
        .custom_origin_config(
            CustomOriginConfig::builder()
                .http_port(80)
                .https_port(443)
                .origin_protocol_policy(OriginProtocolPolicy::HttpsOnly)
                .build()
                .unwrap(),
        )
        .build()
        .unwrap();
    let cookies = CookiePreference::builder().forward(ItemSelection::None).build().unwrap();
    let behavior = DefaultCacheBehavior::builder()
        .target_origin_id("origin")
        .viewer_protocol_policy(ViewerProtocolPolicy::HttpsOnly)
        .forwarded_values(ForwardedValues::builder().query_string(false).cookies(cookies).build().unwrap())
        .min_ttl(0)
        .build()
        .unwrap();
    let mtls = ViewerMtlsConfig::builder()
        .mode(ViewerMtlsMode::Required)
        .trust_store_config(TrustStoreConfig::builder().trust_store_id("ts_1").build().unwrap())
        .build();
    DistributionConfig::builder()
        .caller_reference(reference)
        .comment("a <comment>")
        .enabled(true)
        .origins(Origins::builder().quantity(1).items(origin).build().unwrap())
        .default_cache_behavior(behavior)
        .set_viewer_mtls_config(function.map(|_| mtls))
        .set_connection_function_association(
            function.map(|id| ConnectionFunctionAssociation::builder().id(id).build().unwrap()),
        )
        .build()
        .unwrap()
}

/// Creates a distribution that is associated with a function; returns its id.
pub(crate) async fn associated(cloud: &Cloud, reference: &str, function: &str) -> String {
    let config = distribution(reference, Some(function));
    let created = cloud.client.create_distribution().distribution_config(config);
    created.send().await.unwrap().distribution.unwrap().id
}

/// Disables a distribution and deletes it.
pub(crate) async fn remove(cloud: &Cloud, id: &str) {
    let client = &cloud.client;
    let got = client.get_distribution_config().id(id).send().await.unwrap();
    let mut config = got.distribution_config.unwrap();
    config.enabled = false;
    let update = client.update_distribution().id(id).distribution_config(config);
    let updated = update.set_if_match(got.e_tag).send().await.unwrap();
    client.delete_distribution().id(id).set_if_match(updated.e_tag).send().await.unwrap();
}

#[tokio::test]
async fn a_distribution_is_echoed_and_versioned() {
    let cloud = Cloud::start().await;
    let client = &cloud.client;
    let config = distribution("one", None);
    let create = || client.create_distribution().distribution_config(config.clone());
    let created = create().send().await.unwrap();
    let made = created.distribution().unwrap();
    assert_eq!((made.id().len(), made.status()), (14, "InProgress"));
    assert_eq!(made.distribution_config(), Some(&config));
    assert!(created.location().unwrap().ends_with(made.id()));
    refused(create().send().await, "DistributionAlreadyExists", 409);
    cloud.settle();
    let got = client.get_distribution().id(made.id()).send().await.unwrap();
    assert_eq!(got.e_tag(), created.e_tag());
    assert_eq!(got.distribution().unwrap().status(), "Deployed");

    let mut changed = config.clone();
    changed.comment = "another".into();
    let update = |config: DistributionConfig, etag: Option<&str>| {
        let update = client.update_distribution().id(made.id()).distribution_config(config);
        update.set_if_match(etag.map(str::to_owned)).send()
    };
    refused(update(changed.clone(), None).await, "InvalidIfMatchVersion", 400);
    refused(update(changed.clone(), Some("E00000000000ZZ")).await, "PreconditionFailed", 412);
    let mut moved = changed.clone();
    moved.caller_reference = "two".into();
    refused(update(moved, created.e_tag()).await, "IllegalUpdate", 400);
    let mut miscounted = changed.clone();
    miscounted.origins.as_mut().unwrap().quantity = 2;
    refused(update(miscounted, created.e_tag()).await, "InconsistentQuantities", 400);
    let updated = update(changed.clone(), created.e_tag()).await.unwrap();
    assert_ne!(updated.e_tag(), created.e_tag());
    let got = client.get_distribution_config().id(made.id()).send().await.unwrap();
    assert_eq!((got.distribution_config(), got.e_tag()), (Some(&changed), updated.e_tag()));

    let delete =
        |etag: Option<&str>| client.delete_distribution().id(made.id()).set_if_match(etag.map(str::to_owned)).send();
    refused(delete(updated.e_tag()).await, "DistributionNotDisabled", 409);
    refused(delete(None).await, "InvalidIfMatchVersion", 400);
    refused(delete(created.e_tag()).await, "PreconditionFailed", 412);
    remove(&cloud, made.id()).await;
    refused(client.get_distribution().id(made.id()).send().await, "NoSuchDistribution", 404);
    refused(delete(updated.e_tag()).await, "NoSuchDistribution", 404);
}

#[tokio::test]
async fn only_a_published_function_can_be_associated() {
    let cloud = Cloud::start().await;
    let create = |config| cloud.client.create_distribution().distribution_config(config).send();
    refused(create(distribution("one", Some("cf_none"))).await, "EntityNotFound", 404);
    let (id, etag) = cloud.function("gate").await;
    refused(create(distribution("one", Some(&id))).await, "InvalidArgument", 400);
    cloud.client.publish_connection_function().id(&id).if_match(&etag).send().await.unwrap();
    let mut bare = distribution("one", Some(&id));
    bare.viewer_mtls_config = None;
    refused(create(bare).await, "InvalidArgument", 400);
    create(distribution("one", Some(&id))).await.unwrap();
}

#[tokio::test]
async fn a_function_in_use_cannot_be_deleted_and_its_users_are_listed() {
    let cloud = Cloud::start().await;
    let client = &cloud.client;
    let (id, etag) = cloud.published("gate").await;
    let mut made = Vec::new();
    for reference in ["one", "two", "three"] {
        made.push(associated(&cloud, reference, &id).await);
    }
    made.sort();
    let delete = || client.delete_connection_function().id(&id).if_match(&etag).send();
    refused(delete().await, "CannotDeleteEntityWhileInUse", 409);

    let list = || client.list_distributions_by_connection_function().connection_function_identifier(&id);
    let first = list().max_items(2).send().await.unwrap().distribution_list.unwrap();
    assert_eq!((first.quantity(), first.is_truncated(), first.marker()), (2, true, ""));
    let summary = &first.items()[0];
    assert_eq!(summary.connection_function_association().unwrap().id(), id);
    assert_eq!((summary.comment(), summary.enabled()), ("a <comment>", true));
    assert_eq!(summary.origins().unwrap().quantity(), 1);
    assert_eq!(summary.aliases().unwrap().quantity(), 0);
    let next = first.next_marker().unwrap();
    let second = list().marker(next).send().await.unwrap().distribution_list.unwrap();
    assert_eq!((second.quantity(), second.is_truncated(), second.marker()), (1, false, next));
    let listed: Vec<_> = first.items().iter().chain(second.items()).map(|d| d.id().to_owned()).collect();
    assert_eq!(listed, made);
    refused(list().max_items(0).send().await, "InvalidArgument", 400);
    let other = list().connection_function_identifier("none");
    refused(other.send().await, "EntityNotFound", 404);

    for distribution in &made {
        remove(&cloud, distribution).await;
    }
    let none = list().send().await.unwrap().distribution_list.unwrap();
    assert_eq!((none.quantity(), none.items().len()), (0, 0));
    delete().await.unwrap();
}
