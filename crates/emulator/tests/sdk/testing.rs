//! `TestConnectionFunction`: what is refused, what runs, and what it is told.

use aws_sdk_cloudfront::primitives::Blob;
use aws_sdk_cloudfront::types::{ConnectionFunctionTestResult, FunctionStage};
use connfn_emulator::StoreItems;
use connfn_simulator::{Engine, InProcess, Outcome, Request};

use crate::support::{Cloud, config, refused};

const BY_ADDRESS: &str = "function connectionHandler(connection) {
    console.log('from ' + connection.clientIp);
    if (connection.clientIp === '192.0.2.1') {
        connection.allow();
    } else {
        connection.deny();
    }
}";

const BY_STORE: &str = "import cf from 'cloudfront';
async function connectionHandler(connection) {
    const known = await cf.kvs().exists(connection.clientIp);
    if (known) {
        connection.allow();
    } else {
        connection.deny();
    }
}";

async fn function(cloud: &Cloud, code: &str, store_arn: Option<&str>) -> (String, String) {
    let created = cloud
        .client
        .create_connection_function()
        .name("tested")
        .connection_function_config(config("", store_arn))
        .connection_function_code(Blob::new(code))
        .send()
        .await
        .unwrap();
    (created.connection_function_summary.unwrap().id, created.e_tag.unwrap())
}

async fn tested(cloud: &Cloud, id: &str, etag: &str, object: &str) -> ConnectionFunctionTestResult {
    let test = cloud.client.test_connection_function().id(id).if_match(etag).connection_object(Blob::new(object));
    test.send().await.unwrap().connection_function_test_result.unwrap()
}

const KNOWN: &str = r#"{"clientIp":"192.0.2.1"}"#;
const STRANGER: &str = r#"{"clientIp":"192.0.2.2"}"#;

#[tokio::test]
async fn a_function_decides_and_logs() {
    let cloud = Cloud::start().await;
    let (id, etag) = function(&cloud, BY_ADDRESS, None).await;
    for (object, decision, log) in [(KNOWN, "allow", "from 192.0.2.1"), (STRANGER, "deny", "from 192.0.2.2")] {
        let result = tested(&cloud, &id, &etag, object).await;
        assert_eq!(result.connection_function_output(), Some(&*format!(r#"{{"decision":"{decision}"}}"#)));
        assert_eq!(result.connection_function_execution_logs(), [log]);
        assert_eq!(result.connection_function_error_message(), Some(""));
        assert_eq!(result.compute_utilization(), None, "nothing is measured");
        let summary = result.connection_function_summary().unwrap();
        assert_eq!((summary.id(), summary.stage()), (id.as_str(), &FunctionStage::Development));
    }
}

#[tokio::test]
async fn a_function_runs_at_the_time_that_it_is() {
    let cloud = Cloud::start().await;
    let code = "function connectionHandler(connection) {
        console.log(new Date().toISOString());
        console.log(String(Math.random()));
        connection.allow();
    }";
    let (id, etag) = function(&cloud, code, None).await;
    let first = tested(&cloud, &id, &etag, KNOWN).await;
    assert_eq!(first.connection_function_execution_logs()[0], "2026-09-21T14:13:20.000Z");
    cloud.settle();
    let second = tested(&cloud, &id, &etag, KNOWN).await;
    assert_ne!(first.connection_function_execution_logs()[1], second.connection_function_execution_logs()[1]);
}

#[tokio::test]
async fn each_stage_runs_its_own_code() {
    let cloud = Cloud::start().await;
    let (id, etag) = function(&cloud, BY_ADDRESS, None).await;
    cloud.client.publish_connection_function().id(&id).if_match(&etag).send().await.unwrap();
    let updated = cloud
        .client
        .update_connection_function()
        .id(&id)
        .if_match(&etag)
        .connection_function_config(config("", None))
        .connection_function_code(Blob::new("function connectionHandler(connection) { connection.deny(); }"))
        .send()
        .await
        .unwrap();
    let development = tested(&cloud, &id, updated.e_tag().unwrap(), KNOWN).await;
    assert_eq!(development.connection_function_output(), Some(r#"{"decision":"deny"}"#));

    let live = cloud.client.describe_connection_function().identifier(&id).stage(FunctionStage::Live);
    let live_etag = live.send().await.unwrap().e_tag.unwrap();
    let test = |etag: &str| {
        let test = cloud.client.test_connection_function().id(&id).stage(FunctionStage::Live).if_match(etag);
        test.connection_object(Blob::new(KNOWN)).send()
    };
    let result = test(&live_etag).await.unwrap().connection_function_test_result.unwrap();
    assert_eq!(result.connection_function_output(), Some(r#"{"decision":"allow"}"#));
    assert_eq!(result.connection_function_summary().unwrap().stage(), &FunctionStage::Live);
    refused(test(updated.e_tag().unwrap()).await, "PreconditionFailed", 412);
}

#[tokio::test]
async fn the_associated_store_is_read() {
    let items = StoreItems::parse(r#"{"data":[{"key":"192.0.2.1","value":"1"}]}"#).unwrap();
    let cloud = Cloud::with(|builder| builder.items("known", items)).await;
    let (arn, _) = cloud.store("known").await;
    cloud.store("other").await;
    let (id, etag) = function(&cloud, BY_STORE, Some(&arn)).await;
    for (object, decision) in [(KNOWN, "allow"), (STRANGER, "deny")] {
        let result = tested(&cloud, &id, &etag, object).await;
        assert_eq!(result.connection_function_output(), Some(&*format!(r#"{{"decision":"{decision}"}}"#)));
    }
}

#[tokio::test]
async fn the_items_of_a_store_outlive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("emulator.json");
    let items = |key: &str| StoreItems::parse(&format!(r#"{{"data":[{{"key":"{key}","value":"1"}}]}}"#)).unwrap();
    let cloud = Cloud::with(|builder| builder.state_file(&file)).await;
    let (arn, _) = cloud.store("known").await;
    let (id, etag) = function(&cloud, BY_STORE, Some(&arn)).await;
    let output = async |cloud: &Cloud| tested(cloud, &id, &etag, KNOWN).await.connection_function_output.unwrap();
    assert_eq!(output(&cloud).await, r#"{"decision":"deny"}"#, "a new store is empty");
    cloud.emulator.shutdown().await;

    // A store that is there gets what it is given, even if nothing else happens.
    let cloud = Cloud::with(|builder| builder.state_file(&file).items("known", items("192.0.2.1"))).await;
    assert_eq!(output(&cloud).await, r#"{"decision":"allow"}"#);
    cloud.emulator.shutdown().await;
    let cloud = Cloud::with(|builder| builder.state_file(&file)).await;
    assert_eq!(output(&cloud).await, r#"{"decision":"allow"}"#, "and keeps it");
    cloud.emulator.shutdown().await;
    let cloud = Cloud::with(|builder| builder.state_file(&file).items("known", items("another"))).await;
    assert_eq!(output(&cloud).await, r#"{"decision":"deny"}"#);
}

#[tokio::test]
async fn what_cannot_run_is_answered_with_its_error() {
    let cloud = Cloud::start().await;
    let (id, mut etag) = function(&cloud, BY_ADDRESS, None).await;
    for (code, message) in [
        (&b"function connectionHandler(connection) { throw new Error('no'); }"[..], "no at line 1"),
        (b"function connectionHandler(connection) {", "at line 1"),
        (b"function connectionHandler(connection) { for (const x of []) {} }", "at line 1"),
        (b"function connectionHandler(connection) { while (true) {} }", ""),
        (b"\xff\xfe", "the function's code is not UTF-8"),
    ] {
        let updated = cloud
            .client
            .update_connection_function()
            .id(&id)
            .if_match(&etag)
            .connection_function_config(config("", None))
            .connection_function_code(Blob::new(code))
            .send()
            .await
            .unwrap();
        etag = updated.e_tag.unwrap();
        let result = tested(&cloud, &id, &etag, KNOWN).await;
        let error = result.connection_function_error_message().unwrap();
        assert!(!error.is_empty() && error.contains(message), "{error}");
        assert_eq!(result.connection_function_output(), Some(""), "{error}");
    }
}

#[tokio::test]
async fn what_xml_cannot_hold_reaches_the_client_as_another_character() {
    let cloud = Cloud::start().await;
    let code = r"function connectionHandler(connection) { console.log('a\u0000b\uffff'); throw new Error('\u0001'); }";
    let (id, etag) = function(&cloud, code, None).await;
    let result = tested(&cloud, &id, &etag, KNOWN).await;
    assert_eq!(result.connection_function_execution_logs(), ["a\u{fffd}b\u{fffd}"]);
    let error = result.connection_function_error_message().unwrap();
    assert!(error.starts_with("Error: \u{fffd} at line 1"), "{error}");
}

#[tokio::test]
async fn a_test_is_checked() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.published("gate").await;
    let test = |etag: &str| {
        let test = cloud.client.test_connection_function().id(&id).if_match(etag);
        test.connection_object(Blob::new("{}"))
    };
    refused(test(&etag).stage(FunctionStage::Live).send().await, "PreconditionFailed", 412);
    refused(test(&etag).stage(FunctionStage::from("STAGING")).send().await, "InvalidArgument", 400);
    refused(test(&etag).id("cf_none").send().await, "EntityNotFound", 404);
    let huge = format!("{{\"a\":\"{}\"}}", "x".repeat(40_960));
    for object in [huge.as_bytes(), b"", b"x", b"[]", b"null", b"{}{}", b"\xff"] {
        refused(test(&etag).connection_object(Blob::new(object)).send().await, "InvalidArgument", 400);
    }
    let largest = format!("{{\"a\":\"{}\"}}", "x".repeat(40_960 - 8));
    test(&etag).connection_object(Blob::new(largest)).send().await.unwrap();
    let described = cloud.client.describe_connection_function().identifier(&id).send().await.unwrap();
    assert_eq!(described.e_tag(), Some(etag.as_str()), "a test changes nothing");
}

/// An engine that takes its time.
struct Slow;

impl Engine for Slow {
    fn simulate(&self, request: &Request) -> Outcome {
        std::thread::sleep(std::time::Duration::from_secs(2));
        InProcess.simulate(request)
    }
}

#[tokio::test]
async fn other_calls_do_not_wait_for_a_function() {
    let cloud = Cloud::with(|builder| builder.simulator(Slow)).await;
    let (id, etag) = function(&cloud, BY_ADDRESS, None).await;
    let test = tested(&cloud, &id, &etag, KNOWN);
    let others = async {
        for _ in 0..5 {
            cloud.client.list_connection_functions().send().await.unwrap();
        }
        cloud.emulator.calls().iter().any(|call| call.operation == "TestConnectionFunction")
    };
    let (result, test_had_ended) = tokio::join!(test, others);
    assert_eq!(result.connection_function_output(), Some(r#"{"decision":"allow"}"#));
    assert!(!test_had_ended);
}
