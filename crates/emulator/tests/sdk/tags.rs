//! Tags of functions and stores.

use aws_sdk_cloudfront::types::{Tag, TagKeys, Tags};

use crate::support::{Cloud, refused};

fn tags(pairs: &[(&str, &str)]) -> Tags {
    let items = pairs.iter().map(|(key, value)| Tag::builder().key(*key).value(*value).build());
    Tags::builder().set_items(Some(items.collect::<Result<_, _>>().unwrap())).build()
}

fn keys(keys: &[&str]) -> TagKeys {
    TagKeys::builder().set_items(Some(keys.iter().map(|key| (*key).to_owned()).collect())).build()
}

async fn tags_of(cloud: &Cloud, arn: &str) -> Vec<(String, String)> {
    let listed = cloud.client.list_tags_for_resource().resource(arn).send().await.unwrap();
    let items = listed.tags.unwrap().items.unwrap_or_default();
    items.into_iter().map(|tag| (tag.key, tag.value.unwrap_or_default())).collect()
}

#[tokio::test]
async fn tags_are_set_changed_and_removed() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let (store_arn, _) = cloud.store("revoked").await;
    let function_arn = format!("arn:aws:cloudfront::123456789012:connection-function/{id}");
    for arn in [&function_arn, &store_arn] {
        assert!(tags_of(&cloud, arn).await.is_empty());
        let tag = |tags| cloud.client.tag_resource().resource(arn).tags(tags).send();
        tag(tags(&[("team", "edge"), ("città è", "Ünï ☂".trim_end_matches('☂'))])).await.unwrap();
        tag(tags(&[("team", "core"), ("empty", "")])).await.unwrap();
        let expected = [("città è", "Ünï "), ("empty", ""), ("team", "core")].map(|(k, v)| (k.into(), v.into()));
        assert_eq!(tags_of(&cloud, arn).await, expected);
        let untag = |tag_keys| cloud.client.untag_resource().resource(arn).tag_keys(tag_keys).send();
        untag(keys(&["team", "never-there"])).await.unwrap();
        assert_eq!(tags_of(&cloud, arn).await.len(), 2);
    }
    let described = cloud.client.describe_connection_function().identifier(&id).send().await;
    assert_eq!(described.unwrap().e_tag(), Some(etag.as_str()), "tags are no part of a version");
}

#[tokio::test]
async fn tags_are_checked() {
    let cloud = Cloud::start().await;
    let (arn, _) = cloud.store("revoked").await;
    let tag = |tags| cloud.client.tag_resource().resource(&arn).tags(tags).send();
    refused(tag(tags(&[("bad☂", "")])).await, "InvalidTagging", 400);
    refused(tag(tags(&[("key", "tab\there")])).await, "InvalidTagging", 400);
    refused(tag(tags(&[("aws:x", "")])).await, "InvalidTagging", 400);
    refused(tag(tags(&[("twice", "1"), ("twice", "2")])).await, "InvalidTagging", 400);
    let many: Vec<String> = (0..51).map(|n| format!("key{n}")).collect();
    let many: Vec<_> = many.iter().map(|key| (key.as_str(), "")).collect();
    refused(tag(tags(&many)).await, "InvalidTagging", 400);
    tag(tags(&many[..50])).await.unwrap();
    refused(tag(tags(&[("one more", "")])).await, "InvalidTagging", 400);
    let untag = cloud.client.untag_resource().resource(&arn).tag_keys(keys(&["bad!"]));
    refused(untag.send().await, "InvalidTagging", 400);
}

#[tokio::test]
async fn resources_must_exist() {
    let cloud = Cloud::start().await;
    for (arn, code, status) in [
        ("arn:aws:cloudfront::123456789012:connection-function/none", "NoSuchResource", 404),
        ("arn:aws-cn:cloudfront::1:", "NoSuchResource", 404),
        ("arn:aws:s3:::bucket", "InvalidArgument", 400),
        ("gate", "InvalidArgument", 400),
    ] {
        let client = &cloud.client;
        refused(client.list_tags_for_resource().resource(arn).send().await, code, status);
        let tag = client.tag_resource().resource(arn).tags(tags(&[("a", "b")]));
        refused(tag.send().await, code, status);
        let untag = client.untag_resource().resource(arn).tag_keys(keys(&["a"]));
        refused(untag.send().await, code, status);
    }
}
