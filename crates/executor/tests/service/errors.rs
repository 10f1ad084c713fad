//! Every operation of the core, refused; and answers that are lost on the way.

use crate::support::{Call, Cloud, client, config, create_function, create_store, stage, tags, version};
use aws_config::{profile::ProfileFileCredentialsProvider, provider_config::ProviderConfig};
use connfn_core::operation::{
    ListFunctions, ListTags, Operation, Outcome, Stage, StoreName, StoreVersion, TagKeys, TagResource, UntagResource,
    UpdateConnectionFunction, UpdateStore,
};
use connfn_emulator::{FaultKind, FaultRule, When};
use connfn_executor::perform;
use std::time::Duration;

const NOBODY: &str = "arn:aws:cloudfront::123456789012:connection-function/cf_nobody";
const ETAG: &str = "E2AAAAAAAAAAAA";

fn update(id: &str, etag: &str) -> Call {
    Operation::UpdateConnectionFunction(UpdateConnectionFunction {
        id: id.into(),
        if_match: Some(etag.into()),
        connection_function_config: config("changed", None),
        connection_function_code: "x".into(),
    })
}

fn update_store(name: &str, etag: &str) -> Call {
    Operation::UpdateKeyValueStore(UpdateStore {
        name: name.into(),
        if_match: Some(etag.into()),
        comment: "changed".into(),
    })
}

fn delete_store(name: &str, etag: &str) -> Call {
    Operation::DeleteKeyValueStore(StoreVersion { name: name.into(), if_match: Some(etag.into()) })
}

/// One call of each operation, about what does not exist.
fn calls() -> Vec<Call> {
    vec![
        create_function("gate", None, &[]),
        update("cf_nobody", ETAG),
        Operation::PublishConnectionFunction(version("cf_nobody", ETAG)),
        Operation::DeleteConnectionFunction(version("cf_nobody", ETAG)),
        Operation::DescribeConnectionFunction(stage("cf_nobody", Stage::Development)),
        Operation::GetConnectionFunction(stage("cf_nobody", Stage::Live)),
        Operation::ListConnectionFunctions(ListFunctions { stage: Stage::Live, marker: None }),
        create_store("allowed", &[]),
        update_store("nobody", ETAG),
        delete_store("nobody", ETAG),
        Operation::DescribeKeyValueStore(StoreName { name: "nobody".into() }),
        Operation::TagResource(TagResource { resource: NOBODY.into(), tags: tags(&[("a", "1")]) }),
        Operation::UntagResource(UntagResource {
            resource: NOBODY.into(),
            tag_keys: TagKeys { items: vec!["a".into()] },
        }),
        Operation::ListTagsForResource(ListTags { resource: NOBODY.into() }),
    ]
}

#[tokio::test]
async fn every_operation_says_that_access_is_denied() {
    let cloud = Cloud::start().await;
    cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, FaultKind::AccessDenied)]);
    for call in calls() {
        let name = call.name();
        let error = cloud.error(call).await;
        assert_eq!(error.code, "AccessDenied", "{name}");
        assert!(error.message.ends_with(&format!("cloudfront:{name}")), "{}", error.message);
        assert!(error.request_id.is_some_and(|id| !id.is_empty()), "{name}");
        assert_eq!(cloud.count(name), 1, "{name} is not repeated");
    }
}

#[tokio::test]
async fn every_operation_says_what_does_not_exist() {
    let cloud = Cloud::start().await;
    for call in calls() {
        match perform(&cloud.client, &call).await {
            Outcome::Success { .. } => assert!(!call.name().ends_with("Resource"), "{}", call.name()),
            Outcome::Error { error } => {
                let expected = if call.name().ends_with("Resource") { "NoSuchResource" } else { "EntityNotFound" };
                assert_eq!(error.code, expected, "{}", call.name());
            }
            other => panic!("{}: {other:?}", call.name()),
        }
    }
}

#[tokio::test]
async fn modelled_errors_keep_their_codes() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate", &[]).await;
    let (store, store_etag) = cloud.store("allowed", &[]).await;
    cloud.done(create_function("user", Some(&store), &[])).await;
    let expect = async |code: &str, call: Call| assert_eq!(cloud.error(call).await.code, code);

    expect("EntityAlreadyExists", create_function("gate", None, &[])).await;
    expect("EntityAlreadyExists", create_store("allowed", &[])).await;
    expect("PreconditionFailed", update(&id, ETAG)).await;
    expect("PreconditionFailed", Operation::PublishConnectionFunction(version(&id, ETAG))).await;
    expect("PreconditionFailed", update_store("allowed", ETAG)).await;
    expect("InvalidIfMatchVersion", Operation::DeleteConnectionFunction(version(&id, "x"))).await;
    expect("CannotDeleteEntityWhileInUse", delete_store("allowed", &store_etag)).await;
    expect("EntityNotFound", Operation::GetConnectionFunction(stage(&id, Stage::Live))).await;
    let tag = TagResource { resource: store, tags: tags(&[("aws:x", "1")]) };
    expect("InvalidTagging", Operation::TagResource(tag)).await;
    // Nothing of all that had an effect.
    cloud.done(Operation::DeleteConnectionFunction(version(&id, &etag))).await;
}

#[tokio::test]
async fn the_sdk_repeats_what_may_pass() {
    let cloud = Cloud::start().await;
    for kind in [FaultKind::Throttle429, FaultKind::ServiceUnavailable503, FaultKind::Internal500] {
        cloud.fault("ListConnectionFunctions", When::Nth(1), kind);
        cloud.emulator.clear_calls();
        cloud.done(Operation::ListConnectionFunctions(ListFunctions { stage: Stage::Live, marker: None })).await;
        assert_eq!(cloud.count("ListConnectionFunctions"), 2, "{kind:?}");
    }
    cloud.fault("DescribeKeyValueStore", When::Always, FaultKind::Throttle429);
    let error = cloud.error(Operation::DescribeKeyValueStore(StoreName { name: "x".into() })).await;
    assert_eq!((error.code.as_str(), cloud.count("DescribeKeyValueStore")), ("Throttling", 3));
}

#[tokio::test]
async fn a_lost_answer_is_unknown() {
    let cloud = Cloud::start().await;
    for kind in [FaultKind::DropBefore, FaultKind::DropAfter] {
        for call in calls() {
            cloud.fault(call.name(), When::Always, kind);
            // Once an effect has happened, a repetition may well be refused before its answer is dropped too.
            match perform(&cloud.client, &call).await {
                Outcome::Unknown { message } => {
                    assert!(message.starts_with("no answer: "), "{message}");
                }
                other => panic!("{}: {other:?}", call.name()),
            }
        }
    }
}

#[tokio::test]
async fn a_creation_whose_answer_is_lost_is_repeated_and_refused() {
    let cloud = Cloud::start().await;
    cloud.fault("CreateConnectionFunction", When::Nth(1), FaultKind::DropAfter);
    assert_eq!(cloud.error(create_function("gate", None, &[])).await.code, "EntityAlreadyExists");
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_unknown() {
    let cloud = Cloud::start().await;
    cloud.fault("DescribeKeyValueStore", When::Always, FaultKind::Latency(Duration::from_secs(5)));
    let limits = aws_sdk_cloudfront::config::timeout::TimeoutConfig::builder();
    let call = Operation::DescribeKeyValueStore(StoreName { name: "x".into() });
    for limits in [
        limits.clone().operation_attempt_timeout(Duration::from_millis(50)).build(),
        limits.clone().operation_timeout(Duration::from_millis(50)).build(),
        limits.read_timeout(Duration::from_millis(50)).build(),
    ] {
        let config = cloud.client.config().to_builder().timeout_config(limits);
        let client = connfn_executor::Client::from_conf(config.build());
        match perform(&client, &call).await {
            Outcome::Unknown { message } => {
                assert!(message.contains("timeout"), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn what_finds_no_connection_is_not_sent() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = client(&endpoint).await;
    for call in calls() {
        match perform(&client, &call).await {
            Outcome::NotSent { message } => {
                let rest = message.strip_prefix(&format!("cannot connect to {endpoint}: "));
                assert!(rest.is_some_and(|rest| rest.to_lowercase().contains("refused")), "{message}");
            }
            other => panic!("{}: {other:?}", call.name()),
        }
    }
}

#[tokio::test]
async fn what_nobody_signs_is_not_sent() {
    let cloud = Cloud::start().await;
    let http = cloud.client.config().http_client().unwrap();
    let nobody = ProfileFileCredentialsProvider::builder()
        .configure(&ProviderConfig::without_region().with_http_client(http))
        .profile_name("connfn-no-such-profile")
        .build();
    let config = cloud.client.config().to_builder().credentials_provider(nobody);
    let client = connfn_executor::Client::from_conf(config.build());
    match perform(&client, &create_function("gate", None, &[])).await {
        Outcome::NotSent { message } => {
            assert!(message.starts_with("no usable credentials: "), "{message}");
        }
        other => panic!("{other:?}"),
    }
    assert!(cloud.emulator.calls().is_empty());
}

#[tokio::test]
async fn what_has_no_endpoint_is_not_sent_and_not_shown() {
    for (url, message) in [
        ("localhost:1", "failed to apply endpoint `localhost:1`: endpoint must contain scheme"),
        ("http://[", "failed to apply endpoint `http://[`: endpoint is not a valid URI: invalid authority"),
        ("ftp://x/", "cannot connect to ftp://x: unsupported scheme ftp"),
    ] {
        let outcome = perform(&client(url).await, &create_function("gate", None, &[])).await;
        assert_eq!(outcome, Outcome::NotSent { message: message.into() });
    }
}
