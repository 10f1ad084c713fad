//! Faults, the journal of calls, and how an emulator starts and stops.

use std::time::{Duration, Instant};

use aws_sdk_cloudfront::config::retry::RetryConfig;
use aws_sdk_cloudfront::error::SdkError;
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
    ] {
        let rule = FaultRule::on("ListConnectionFunctions", When::Nth(2), kind);
        cloud.emulator.set_faults(vec![rule]);
        list().await.unwrap();
        refused(list().await, code, status);
        list().await.unwrap();
    }
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
    assert_eq!(creates.map(|call| call.status).collect::<Vec<_>>(), [None, None, Some(201)]);
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
