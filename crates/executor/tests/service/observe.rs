//! Observing an account: what is read, with how many calls, and what goes wrong.

use crate::support::{CODE, Call, Cloud, client, create_function};
use aws_sdk_cloudfront::{
    primitives::Blob,
    types::{
        ConnectionFunctionAssociation, CustomOriginConfig, DefaultCacheBehavior, DistributionConfig, FunctionConfig,
        FunctionRuntime, Origin, OriginProtocolPolicy, Origins, TrustStoreConfig, ViewerMtlsConfig, ViewerMtlsMode,
        ViewerProtocolPolicy,
    },
};
use connfn_core::{
    digest::Digest,
    observed::{Code, ObservedState},
    operation::{Operation, StoreVersion},
    ownership::STACK_TAG,
    scope::Scope,
};
use connfn_emulator::{FaultKind, When};
use connfn_executor::{ObserveError, Progress, observe};
use std::{sync::Mutex, time::Duration};

async fn look(cloud: &Cloud, scope: &Scope) -> Result<ObservedState, ObserveError> {
    observe(&cloud.client, scope, 8, &|_| {}).await
}

fn stack(name: &str) -> Scope {
    Scope { stack: Some(name.into()), ..Scope::default() }
}

/// Sets a function's code to bytes that need not be text.
pub(crate) async fn put_bytes(cloud: &Cloud, id: &str, etag: &str, bytes: &[u8]) {
    let config = FunctionConfig::builder().comment("bytes").runtime(FunctionRuntime::CloudfrontJs20).build().unwrap();
    let update = cloud.client.update_connection_function().id(id).if_match(etag);
    update.connection_function_config(config).connection_function_code(Blob::new(bytes)).send().await.unwrap();
}

/// Creates a distribution that uses a function and returns its id.
async fn distribution(cloud: &Cloud, function: &str, reference: &str) -> String {
    let custom = CustomOriginConfig::builder().http_port(80).https_port(443);
    let custom = custom.origin_protocol_policy(OriginProtocolPolicy::HttpsOnly).build().unwrap();
    let origin = Origin::builder().id("o").domain_name("o.example.com").custom_origin_config(custom).build().unwrap();
    let behavior = DefaultCacheBehavior::builder().target_origin_id("o");
    let behavior = behavior.viewer_protocol_policy(ViewerProtocolPolicy::HttpsOnly).build().unwrap();
    let trust = TrustStoreConfig::builder().trust_store_id("ts_1").build().unwrap();
    let config = DistributionConfig::builder()
        .caller_reference(reference)
        .comment("")
        .enabled(true)
        .origins(Origins::builder().quantity(1).items(origin).build().unwrap())
        .default_cache_behavior(behavior)
        .viewer_mtls_config(
            ViewerMtlsConfig::builder().mode(ViewerMtlsMode::Required).trust_store_config(trust).build(),
        )
        .connection_function_association(ConnectionFunctionAssociation::builder().id(function).build().unwrap());
    let create = cloud.client.create_distribution().distribution_config(config.build().unwrap());
    create.send().await.unwrap().distribution.unwrap().id
}

#[tokio::test]
async fn an_empty_account_takes_three_calls() {
    let cloud = Cloud::start().await;
    assert_eq!(look(&cloud, &Scope::everything()).await.unwrap(), ObservedState::default());
    assert_eq!(cloud.emulator.calls().len(), 3);
}

#[tokio::test]
async fn everything_is_read_over_several_pages() {
    const COUNT: usize = 101;
    let cloud = Cloud::with(|builder| builder.max_functions(COUNT).max_stores(COUNT)).await;
    for index in 0..COUNT {
        cloud.published(&format!("f{index:03}"), &[("index", &index.to_string())]).await;
        cloud.store(&format!("s{index:03}"), &[]).await;
    }
    cloud.emulator.clear_calls();
    let seen = Mutex::new(Vec::new());
    let progress = |progress| seen.lock().unwrap().push(progress);
    let state = observe(&cloud.client, &Scope::everything(), 16, &progress).await.unwrap();

    assert_eq!((state.functions.len(), state.stores.len(), state.code.len()), (COUNT, COUNT, 1));
    assert!(state.functions.values().all(|function| function.live.as_ref().unwrap().content.is_some()));
    assert!(state.functions.values().all(|function| function.tags["index"].parse::<usize>().unwrap() < COUNT));
    assert!(state.stores.values().all(|store| store.etag.is_some()));

    let seen = seen.into_inner().unwrap();
    assert_eq!(seen.first(), Some(&Progress { done: 0, total: 2 * COUNT }));
    assert_eq!(seen.last(), Some(&Progress { done: 2 * COUNT, total: 2 * COUNT }));
    assert_eq!(seen.len(), 2 * COUNT + 1);
}

#[tokio::test]
async fn a_function_is_seen_whole() {
    let cloud = Cloud::start().await;
    let (store, _) = cloud.store("allowed", &[]).await;
    let created = cloud.done(create_function("gate", Some(&store), &[("a", "1"), ("empty", "")])).await;
    let summary = created.connection_function_summary.unwrap();
    let etag = created.etag.unwrap();
    cloud.done(Operation::PublishConnectionFunction(crate::support::version(&summary.id, &etag))).await;
    cloud.settle();
    put_bytes(&cloud, &summary.id, &etag, &[0xff, 0xfe]).await;

    let state = look(&cloud, &Scope::everything()).await.unwrap();
    let function = &state.functions[&summary.id];
    assert_eq!((function.name.as_str(), function.arn.as_str()), ("gate", summary.connection_function_arn.as_str()));
    assert_eq!((function.tags["a"].as_str(), function.tags["empty"].as_str()), ("1", ""));
    assert_eq!(function.distributions, Some(vec![]));

    let (development, live) = (&function.development, function.live.as_ref().unwrap());
    assert_eq!((development.comment.as_str(), live.comment.as_str()), ("bytes", "made for a test"));
    assert_eq!((development.store_arns.as_slice(), live.store_arns.as_slice()), (&[][..], &[store][..]));
    let (development, live) = (development.content.as_ref().unwrap(), live.content.as_ref().unwrap());
    assert_ne!(development.etag, live.etag);
    assert_eq!((&development.code, &live.code), (&Digest::of(&[0xff, 0xfe]), &Digest::of(CODE.as_bytes())));
    assert_eq!(state.code[&development.code], Code::Binary { base64: "//4=".into() });
    assert_eq!(state.code[&live.code], Code::Text(CODE.into()));

    let store = &state.stores["allowed"];
    assert_eq!((store.status.as_str(), store.comment.as_str()), ("READY", "a store"));
    assert!(store.last_modified_time.starts_with("2026-09-21T14:13:"), "{}", store.last_modified_time);
}

#[tokio::test]
async fn what_is_out_of_scope_is_only_listed() {
    let cloud = Cloud::start().await;
    let (mine, _) = cloud.published("mine", &[(STACK_TAG, "here")]).await;
    let (named, _) = cloud.function("named", &[(STACK_TAG, "here")]).await;
    let (other, _) = cloud.published("other", &[(STACK_TAG, "there")]).await;
    cloud.store("mine", &[(STACK_TAG, "here")]).await;
    cloud.store("other", &[]).await;
    cloud.emulator.clear_calls();

    let scope = Scope { function_names: ["named".to_owned()].into(), ..stack("here") };
    let state = look(&cloud, &scope).await.unwrap();
    assert_eq!(state.functions.len(), 3);
    let content = |id: &str| state.functions[id].development.content.is_some();
    assert_eq!((content(&mine), content(&named), content(&other)), (true, true, false));
    assert!(state.functions[&other].live.as_ref().is_some_and(|live| live.content.is_none()));
    let asked = |id: &str| state.functions[id].distributions.is_some();
    assert_eq!((asked(&mine), asked(&named), asked(&other)), (true, false, false));
    assert_eq!((state.stores["mine"].etag.is_some(), state.stores["other"].etag.is_some()), (true, false));
    assert_eq!((cloud.count("GetConnectionFunction"), cloud.count("DescribeKeyValueStore")), (3, 1));
}

#[tokio::test]
async fn distributions_are_read_over_several_pages() {
    let cloud = Cloud::start().await;
    let (id, _) = cloud.published("gate", &[]).await;
    let mut expected = Vec::new();
    for index in 0..101 {
        expected.push(distribution(&cloud, &id, &index.to_string()).await);
    }
    expected.sort_unstable();
    cloud.emulator.clear_calls();
    let state = look(&cloud, &Scope::everything()).await.unwrap();
    assert_eq!(state.functions[&id].distributions, Some(expected));
    assert_eq!(cloud.count("ListDistributionsByConnectionFunction"), 2);
}

/// Observes while something is deleted after it was listed: calls of `slow` wait for that.
async fn look_while_deleting(cloud: &Cloud, slow: &str, delete: Call) -> ObservedState {
    cloud.fault(slow, When::Always, FaultKind::Latency(Duration::from_millis(400)));
    cloud.emulator.clear_calls();
    let scope = Scope::everything();
    let deleting = async {
        while cloud.count("ListConnectionFunctions") < 2 || cloud.count("ListKeyValueStores") < 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        cloud.done(delete).await;
    };
    let (state, ()) = tokio::join!(look(cloud, &scope), deleting);
    state.unwrap()
}

#[tokio::test]
async fn what_is_deleted_meanwhile_does_not_exist() {
    for slow in ["ListTagsForResource", "GetConnectionFunction", "DescribeKeyValueStore"] {
        let cloud = Cloud::start().await;
        let (id, etag) = cloud.published("gate", &[]).await;
        cloud.store("allowed", &[]).await;
        let (kept, _) = cloud.function("kept", &[]).await;
        let (_, store_etag) = cloud.store("leaving", &[]).await;
        let delete = if slow == "DescribeKeyValueStore" {
            Operation::DeleteKeyValueStore(StoreVersion { name: "leaving".into(), if_match: Some(store_etag) })
        } else {
            Operation::DeleteConnectionFunction(crate::support::version(&id, &etag))
        };
        let function_left = slow == "DescribeKeyValueStore";
        let state = look_while_deleting(&cloud, slow, delete).await;
        assert!(state.functions.contains_key(&kept) && state.stores.contains_key("allowed"), "{slow}");
        assert_eq!(state.functions.contains_key(&id), function_left, "{slow}");
        assert_eq!(state.stores.contains_key("leaving"), !function_left, "{slow}");
    }
}

#[tokio::test]
async fn the_first_error_ends_it_and_names_the_missing_action() {
    let cloud = Cloud::start().await;
    for index in 0..20 {
        cloud.function(&format!("f{index}"), &[]).await;
    }
    cloud.emulator.clear_calls();
    cloud.fault("GetConnectionFunction", When::Always, FaultKind::AccessDenied);
    let error = observe(&cloud.client, &Scope::everything(), 1, &|_| {}).await.unwrap_err();
    assert_eq!((error.operation, error.code.as_deref()), ("GetConnectionFunction", Some("AccessDenied")));
    assert!(error.help.unwrap().contains("`cloudfront:GetConnectionFunction`"));
    assert!(error.request_id.is_some());
    assert_eq!(cloud.count("GetConnectionFunction"), 1, "the rest is not asked for");
}

#[tokio::test]
async fn concurrency_bounds_the_calls_in_flight() {
    let cloud = Cloud::start().await;
    for index in 0..6 {
        cloud.function(&format!("f{index}"), &[]).await;
    }
    cloud.fault("GetConnectionFunction", When::Always, FaultKind::Latency(Duration::from_millis(100)));
    let scope = Scope::everything();
    let took = async |concurrency| {
        let began = std::time::Instant::now();
        observe(&cloud.client, &scope, concurrency, &|_| {}).await.unwrap();
        began.elapsed()
    };
    let (one, two, all) = (took(1).await, took(2).await, took(12).await);
    assert!(one >= Duration::from_millis(600) && two >= Duration::from_millis(300), "{one:?} {two:?}");
    assert!(all < one, "{all:?} {one:?}");
}

#[tokio::test]
async fn an_endpoint_that_nobody_serves_is_named() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = client(&endpoint).await;
    let error = observe(&client, &Scope::everything(), 8, &|_| {}).await.unwrap_err();
    assert!(error.to_string().contains(&format!("cannot connect to {endpoint}: ")), "{error}");
    assert!(error.help.unwrap().contains("--endpoint-url"));
}
