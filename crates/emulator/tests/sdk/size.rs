//! A large account: what a call costs must not grow with what there is.

use std::time::{Duration, Instant};

use aws_sdk_cloudfront::primitives::Blob;
use aws_sdk_cloudfront::types::{Tag, Tags};

use crate::support::{Cloud, config};

const FUNCTIONS: usize = 1_000;
const SAMPLE: usize = 100;

/// Ten kilobytes, the most that CloudFront takes.
fn code(n: usize) -> Blob {
    Blob::new(format!("// {n}\n{}", "x".repeat(10_000)))
}

fn name(n: usize) -> String {
    format!("gate-{n:04}")
}

fn tags() -> Tags {
    Tags::builder().items(Tag::builder().key("made").value("for a test").build().unwrap()).build()
}

async fn create(cloud: &Cloud, n: usize) -> (String, String) {
    let create = cloud.client.create_connection_function().name(name(n)).tags(tags());
    let create = create.connection_function_config(config("made for a test", None));
    let created = create.connection_function_code(code(n)).send().await.unwrap();
    (created.connection_function_summary.unwrap().connection_function_arn, created.e_tag.unwrap())
}

/// How long it takes to do everything with some functions, the first of which has this number.
async fn spent(cloud: &Cloud, first: usize) -> Duration {
    let begin = Instant::now();
    for n in first..first + SAMPLE {
        let (arn, etag) = create(cloud, n).await;
        let id = arn.rsplit('/').next().unwrap();
        cloud.client.publish_connection_function().id(id).if_match(etag).send().await.unwrap();
        cloud.client.tag_resource().resource(&arn).tags(tags()).send().await.unwrap();
        cloud.client.describe_connection_function().identifier(name(n)).send().await.unwrap();
        cloud.client.get_connection_function().identifier(&arn).send().await.unwrap();
        cloud.client.list_tags_for_resource().resource(&arn).send().await.unwrap();
    }
    begin.elapsed()
}

async fn listed(cloud: &Cloud) -> usize {
    let pages = cloud.client.list_connection_functions().max_items(10).into_paginator().items().send();
    pages.collect::<Result<Vec<_>, _>>().await.unwrap().len()
}

#[tokio::test]
async fn a_thousand_functions_are_no_burden() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("emulator.json");
    let start = || Cloud::with(|builder| builder.state_file(&path).max_functions(FUNCTIONS));
    let cloud = start().await;
    let first = spent(&cloud, 0).await;
    for n in SAMPLE..FUNCTIONS - SAMPLE {
        create(&cloud, n).await;
    }
    let last = spent(&cloud, FUNCTIONS - SAMPLE).await;
    let begin = Instant::now();
    assert_eq!(listed(&cloud).await, FUNCTIONS);
    let pages = begin.elapsed();
    cloud.emulator.shutdown().await;
    assert_eq!(listed(&start().await).await, FUNCTIONS);
    // Generous, for machines that have other things to do as well.
    assert!(last < first * 4 + Duration::from_secs(1), "{first:?}, then {last:?}");
    assert!(pages < Duration::from_secs(10), "{pages:?}");
}
