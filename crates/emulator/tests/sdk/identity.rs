//! Whose credentials they are, which STS tells, and what time it is, which every answer tells.

use std::time::{Duration, SystemTime};

use aws_sdk_cloudfront::config::retry::RetryConfig;
use aws_sdk_cloudfront::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_cloudfront::operation::RequestId as _;
use aws_sdk_cloudfront::primitives::{DateTime, DateTimeFormat};
use connfn_emulator::{Emulator, FaultKind, FaultRule, When};

use crate::support::{Cloud, client, refused};

fn sts(endpoint: &str) -> aws_sdk_sts::Client {
    aws_sdk_sts::Client::from_conf(
        aws_sdk_sts::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
            .endpoint_url(endpoint)
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .retry_config(RetryConfig::disabled())
            .build(),
    )
}

#[tokio::test]
async fn sts_says_who_calls() {
    let cloud = Cloud::start().await;
    let caller = sts(&cloud.emulator.endpoint_url()).get_caller_identity().send().await.unwrap();
    assert_eq!(caller.account(), Some("123456789012"));
    assert_eq!(caller.arn(), Some("arn:aws:iam::123456789012:user/emulator"));
    assert!(caller.user_id().is_some_and(|id| id.starts_with("AIDA") && id.len() == 21), "{caller:?}");
    assert!(caller.request_id().is_some_and(|id| id.len() == 36), "{caller:?}");
    let calls = cloud.emulator.calls();
    assert_eq!((calls[0].operation.as_str(), calls[0].status), ("GetCallerIdentity", Some(200)));
}

#[tokio::test]
async fn sts_can_fail_too() {
    let cloud = Cloud::start().await;
    let sts = sts(&cloud.emulator.endpoint_url());
    cloud.emulator.set_faults(vec![FaultRule::on("GetCallerIdentity", When::Always, FaultKind::ExpiredToken)]);
    refused(sts.get_caller_identity().send().await, "ExpiredToken", 403);
    cloud.emulator.set_faults(vec![FaultRule::on("GetCallerIdentity", When::Always, FaultKind::AccessDenied)]);
    let denied = sts.get_caller_identity().send().await.unwrap_err();
    assert!(format!("{denied:?}").contains("perform: sts:GetCallerIdentity"), "{denied:?}");
    cloud.client.list_connection_functions().send().await.unwrap();
}

/// How far the date of an answer is from now.
async fn date_of_an_answer(endpoint: &str) -> SystemTime {
    let error = client(endpoint).describe_key_value_store().name("none").send().await.unwrap_err();
    let date = error.raw_response().unwrap().headers().get("date").unwrap().to_owned();
    DateTime::from_str(&date, DateTimeFormat::HttpDate).unwrap().try_into().unwrap()
}

#[tokio::test]
async fn an_answer_tells_the_time() {
    let cloud = Cloud::start().await;
    let url = cloud.emulator.endpoint_url();
    let epoch = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    assert_eq!(date_of_an_answer(&url).await, epoch(1_790_000_000));
    for (seconds, expected) in [(600, 1_790_000_600), (-4_000, 1_789_996_000)] {
        cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, FaultKind::DateOffBy(seconds))]);
        assert_eq!(date_of_an_answer(&url).await, epoch(expected));
    }
}

#[tokio::test]
async fn the_time_is_the_machines_unless_a_clock_is_given() {
    let emulator = Emulator::builder().start(([127, 0, 0, 1], 0).into()).await.unwrap();
    let before = SystemTime::now() - Duration::from_secs(1);
    let date = date_of_an_answer(&emulator.endpoint_url()).await;
    assert!(before <= date && date <= SystemTime::now(), "{date:?}");
}
