//! Faults, the journal of calls, and how an emulator starts and stops.

use std::time::{Duration, Instant};

use aws_sdk_cloudfront::config::retry::RetryConfig;
use aws_sdk_cloudfront::error::{ProvideErrorMetadata as _, SdkError};
use aws_sdk_cloudfront::primitives::Blob;
use connfn_emulator::{Emulator, FaultKind, FaultRule, StartError, When};

use crate::support::{CODE, Cloud, client, config, patient, refused};

#[tokio::test]
async fn calls_fail_as_they_are_told() {
    let cloud = Cloud::start().await;
    let list = || cloud.client.list_connection_functions().send();
    for (kind, code, status) in [
        (FaultKind::Throttle429, "Throttling", 429),
        (FaultKind::ServiceUnavailable503, "ServiceUnavailable", 503),
        (FaultKind::Internal500, "InternalFailure", 500),
        (FaultKind::AccessDenied, "AccessDenied", 403),
        (FaultKind::RequestExpired, "RequestExpired", 400),
        (FaultKind::SignatureExpired, "SignatureDoesNotMatch", 403),
        (FaultKind::ExpiredToken, "ExpiredToken", 403),
    ] {
        let rule = FaultRule::on("ListConnectionFunctions", When::Nth(2), kind);
        cloud.emulator.set_faults(vec![rule]);
        list().await.unwrap();
        refused(list().await, code, status);
        list().await.unwrap();
    }
}

#[tokio::test]
async fn an_answer_may_be_a_status_alone() {
    let cloud = Cloud::start().await;
    for status in [429, 502, 503] {
        cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, FaultKind::StatusOnly(status))]);
        let error = cloud.client.list_connection_functions().send().await.unwrap_err();
        assert_eq!(error.raw_response().unwrap().status().as_u16(), status);
        assert_eq!(error.code(), None, "{error:?}");
    }
}

#[tokio::test]
async fn credentials_can_expire_midway() {
    let cloud = Cloud::start().await;
    cloud.emulator.set_faults(vec![FaultRule::on_all(When::From(3), FaultKind::ExpiredToken)]);
    let (id, etag) = cloud.function("gate").await;
    cloud.client.describe_connection_function().identifier(&id).send().await.unwrap();
    for _ in 0..2 {
        let publish = cloud.client.publish_connection_function().id(&id).if_match(&etag);
        refused(publish.send().await, "ExpiredToken", 403);
    }
    refused(cloud.client.list_key_value_stores().send().await, "ExpiredToken", 403);
    let faults: Vec<_> = cloud.emulator.calls().into_iter().map(|call| call.faults.len()).collect();
    assert_eq!(faults, [0, 0, 1, 1, 1]);
}

#[tokio::test]
async fn a_rule_can_be_about_one_resource() {
    let cloud = Cloud::start().await;
    let (gate, etag) = cloud.function("gate").await;
    let (door, _) = cloud.function("door").await;
    let rule = FaultRule::on_all(When::Always, FaultKind::AccessDenied).resource("gate");
    cloud.emulator.set_faults(vec![rule]);
    // By its name, its id and its ARN, in the path, the query and the body.
    let describe = |identifier: &str| cloud.client.describe_connection_function().identifier(identifier).send();
    let arn = |id: &str| format!("arn:aws:cloudfront::123456789012:connection-function/{id}");
    for identifier in ["gate", &gate, &arn(&gate)] {
        refused(describe(identifier).await, "AccessDenied", 403);
    }
    let delete = cloud.client.delete_connection_function().id(&gate).if_match(etag);
    refused(delete.send().await, "AccessDenied", 403);
    refused(cloud.client.list_tags_for_resource().resource(arn(&gate)).send().await, "AccessDenied", 403);
    refused(cloud.client.create_key_value_store().name("gate").send().await, "AccessDenied", 403);
    describe("door").await.unwrap();
    cloud.client.list_tags_for_resource().resource(arn(&door)).send().await.unwrap();
    cloud.client.list_connection_functions().send().await.unwrap();
}

#[tokio::test]
async fn xml_can_be_broken_after_the_effect() {
    let cloud = Cloud::start().await;
    cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, FaultKind::MalformedXml)]);
    let error = cloud.client.create_key_value_store().name("revoked").send().await.unwrap_err();
    assert_eq!((unread(&error), error.code()), (Some(201), None), "{error:?}");
    let describe = |name: &str| cloud.client.describe_key_value_store().name(name).send();
    let error = describe("revoked").await.unwrap_err();
    assert_eq!((unread(&error), error.code()), (Some(200), None), "{error:?}");
    let error = describe("missing").await.unwrap_err();
    assert_eq!((unread(&error), error.code()), (Some(404), None), "{error:?}");
    cloud.emulator.set_faults(Vec::new());
    describe("revoked").await.unwrap();
    let calls = cloud.emulator.calls();
    assert_eq!((calls[0].status, calls[0].faults.as_slice()), (Some(201), &[FaultKind::MalformedXml][..]));
    assert!(calls[3].faults.is_empty());
}

/// The status of a response that could not be read.
fn unread<E>(error: &SdkError<E>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}

#[tokio::test]
async fn xml_that_ends_early_passes_for_whole() {
    let cloud = Cloud::start().await;
    for name in ["a", "b", "c", "d"] {
        cloud.store(name).await;
    }
    cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, FaultKind::TruncatedXml)]);
    // Not as it should be: this is what users of the SDK have to reckon with.
    let listed = cloud.client.list_key_value_stores().send().await.unwrap();
    let list = listed.key_value_store_list.unwrap();
    assert_eq!((list.quantity, list.items().len()), (4, 2));
    let described = cloud.client.describe_key_value_store().name("a").send().await.unwrap();
    let store = described.key_value_store.unwrap();
    assert_eq!((store.name.as_str(), store.arn.as_str()), ("a", ""));
}

#[tokio::test]
async fn a_publication_can_be_stuck() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let publish = || cloud.client.publish_connection_function().id(&id).if_match(&etag).send();
    let status = async || {
        let described = cloud.client.describe_connection_function().identifier(&id).send().await.unwrap();
        described.connection_function_summary.unwrap().status
    };
    let hour = Duration::from_hours(1);
    cloud.emulator.set_faults(vec![
        FaultRule::on_all(When::Nth(1), FaultKind::PublishingFor(hour)),
        FaultRule::on_all(When::Nth(2), FaultKind::PublishingForever),
    ]);
    publish().await.unwrap();
    cloud.settle();
    assert_eq!(status().await, "PUBLISHING");
    cloud.clock.advance(hour);
    assert_eq!(status().await, "UNASSOCIATED");
    publish().await.unwrap();
    cloud.clock.advance(hour * 24 * 365);
    assert_eq!(status().await, "PUBLISHING");
    publish().await.unwrap();
    cloud.settle();
    assert_eq!(status().await, "UNASSOCIATED");
}

#[tokio::test]
async fn a_cut_connection_leaves_the_effect_or_not() {
    let cloud = Cloud::start().await;
    let create = |name: &str| {
        let create = cloud.client.create_connection_function().name(name);
        let create = create.connection_function_config(config("", None));
        create.connection_function_code(Blob::new(CODE)).send()
    };
    let describe = |name: &str| cloud.client.describe_connection_function().identifier(name).send();
    let cut = |kind| FaultRule::on("CreateConnectionFunction", When::Always, kind);

    cloud.emulator.set_faults(vec![cut(FaultKind::DropBefore)]);
    let error = create("before").await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    refused(describe("before").await, "EntityNotFound", 404);

    cloud.emulator.set_faults(vec![cut(FaultKind::DropAfter)]);
    let error = create("after").await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    describe("after").await.unwrap();

    cloud.emulator.set_faults(Vec::new());
    create("whole").await.unwrap();
    let calls = cloud.emulator.calls();
    let creates = calls.iter().filter(|call| call.operation == "CreateConnectionFunction");
    let struck = |kind| vec![kind];
    assert_eq!(
        creates.map(|call| (call.status, call.faults.clone())).collect::<Vec<_>>(),
        [(None, struck(FaultKind::DropBefore)), (None, struck(FaultKind::DropAfter)), (Some(201), Vec::new())]
    );
    let missing = calls.iter().find(|call| call.target == "before").unwrap();
    assert_eq!((missing.status, missing.error.as_deref()), (Some(404), Some("EntityNotFound")));
    cloud.emulator.clear_calls();
    assert!(cloud.emulator.calls().is_empty());
}

#[tokio::test]
async fn an_sdk_retries_what_it_would_retry_with_aws() {
    let cloud = Cloud::start().await;
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let patient = patient(&cloud.emulator.endpoint_url(), retries);
    for kind in [
        FaultKind::Throttle429,
        FaultKind::ServiceUnavailable503,
        FaultKind::Internal500,
        FaultKind::StatusOnly(503),
        FaultKind::DropBefore,
        FaultKind::DropAfter,
    ] {
        cloud.emulator.clear_calls();
        cloud.emulator.set_faults(vec![FaultRule::on_all(When::Nth(1), kind)]);
        patient.list_key_value_stores().send().await.unwrap();
        assert_eq!(cloud.emulator.calls().len(), 2, "{kind:?}");
    }
    cloud.emulator.clear_calls();
    cloud.emulator.set_faults(vec![FaultRule::on_all(When::Nth(1), FaultKind::AccessDenied)]);
    refused(patient.list_key_value_stores().send().await, "AccessDenied", 403);
    assert_eq!(cloud.emulator.calls().len(), 1);
}

#[tokio::test]
async fn a_create_whose_response_was_lost_is_found_by_its_retry() {
    let cloud = Cloud::start().await;
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let patient = patient(&cloud.emulator.endpoint_url(), retries);
    let lost = FaultRule::on("CreateKeyValueStore", When::Nth(1), FaultKind::DropAfter);
    cloud.emulator.set_faults(vec![lost]);
    let create = patient.create_key_value_store().name("revoked").send().await;
    refused(create, "EntityAlreadyExists", 409);
}

#[tokio::test]
async fn a_call_can_be_slow() {
    let delay = Duration::from_millis(60);
    let rule = FaultRule::on_all(When::Always, FaultKind::Latency(delay));
    let cloud = Cloud::with(|builder| builder.faults(vec![rule])).await;
    let begin = Instant::now();
    cloud.client.list_key_value_stores().send().await.unwrap();
    assert!(begin.elapsed() >= delay);
}

#[tokio::test]
async fn only_loopback_is_listened_on_unless_asked() {
    let start = Emulator::builder().start(([0, 0, 0, 0], 0).into()).await;
    assert!(matches!(start, Err(StartError::NotLoopback(_))));
    let open = Emulator::builder().allow_non_loopback(true).start(([0, 0, 0, 0], 0).into()).await;
    open.unwrap().shutdown().await;
    let six = Emulator::builder().start((std::net::Ipv6Addr::LOCALHOST, 0).into()).await;
    if let Ok(six) = six {
        assert!(six.endpoint_url().starts_with("http://[::1]:"));
        client(&six.endpoint_url()).list_key_value_stores().send().await.unwrap();
    }
}

#[tokio::test]
async fn an_address_in_use_is_an_error() {
    let cloud = Cloud::start().await;
    let port = cloud.emulator.endpoint_url().rsplit(':').next().unwrap().parse().unwrap();
    let second = Emulator::builder().start(([127, 0, 0, 1], port).into()).await;
    assert!(matches!(second, Err(StartError::Bind(..))));
}

#[tokio::test]
async fn a_shutdown_ends_the_service() {
    let cloud = Cloud::start().await;
    cloud.client.list_key_value_stores().send().await.unwrap();
    let begin = Instant::now();
    cloud.emulator.shutdown().await;
    assert!(begin.elapsed() < Duration::from_secs(4), "idle connections are not waited for");
    let error = cloud.client.list_key_value_stores().send().await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
}
