//! The calls of an examination, each taken to the emulator and its answer back.

use crate::support::{CODE, Cloud};
use connfn_core::operation::Stage;
use connfn_doctor::{Answer, Call, Caller, FunctionConfig, Given, Outcome, Version};
use connfn_emulator::{FaultKind, When};
use connfn_executor::{ClientOptions, Prober};
use std::{cell::RefCell, rc::Rc};

async fn prober(cloud: &Cloud) -> Prober {
    let endpoint_url = Some(cloud.emulator.endpoint_url());
    Prober::new(&ClientOptions { endpoint_url, emulator: true, ..ClientOptions::default() }, |_| {}).await
}

async fn given(prober: &mut Prober, call: Call) -> Given {
    let name = call.name();
    match prober.call(call).await.outcome {
        Outcome::Given(given) => given,
        other => panic!("{name}: {other:?}"),
    }
}

fn config(comment: &str, stores: Vec<String>) -> FunctionConfig {
    FunctionConfig { comment: comment.into(), runtime: "cloudfront-js-2.0".into(), stores }
}

fn version(id: &str, if_match: &str) -> Version {
    Version { id: id.into(), if_match: if_match.into() }
}

fn describe(id: &str, stage: Option<Stage>) -> Call {
    Call::DescribeConnectionFunction { identifier: id.into(), stage }
}

#[tokio::test]
async fn a_function_and_a_store_live_their_lives() {
    let cloud = Cloud::start().await;
    let mut prober = prober(&cloud).await;
    let tags = vec![("Team".to_owned(), "edge".to_owned())];
    let create = Call::CreateKeyValueStore { name: "revoked".into(), comment: "first".into(), tags: tags.clone() };
    let store = given(&mut prober, create).await.store.unwrap();
    assert_eq!((store.name.as_str(), store.comment.as_str()), ("revoked", "first"));
    cloud.settle();

    // Bytes stay bytes.
    let code = [b"\xef\xbb\xbf//\r\n", CODE.as_bytes()].concat();
    let create = Call::CreateConnectionFunction {
        name: "gate".into(),
        config: config("made", vec![store.arn.clone()]),
        code: code.clone(),
        tags: tags.clone(),
    };
    let made = given(&mut prober, create).await;
    let (etag, function) = (made.etag.unwrap(), made.function.unwrap());
    assert_eq!((function.stage.as_str(), function.status.as_str()), ("DEVELOPMENT", "UNPUBLISHED"));
    assert_eq!((function.comment.as_str(), &function.stores), ("made", &vec![store.arn.clone()]));
    let read = Call::GetConnectionFunction { identifier: function.id.clone(), stage: None };
    assert_eq!(given(&mut prober, read).await.code, Some(code));

    let test = Call::TestConnectionFunction {
        version: version(&function.id, &etag),
        stage: Some(Stage::Development),
        connection_object: b"{}".to_vec(),
    };
    assert!(given(&mut prober, test).await.test.unwrap().output.is_some());
    let published = given(&mut prober, Call::PublishConnectionFunction(version(&function.id, &etag))).await;
    assert_eq!(published.function.unwrap().stage, "LIVE");
    cloud.settle();
    let live = given(&mut prober, describe(&function.id, Some(Stage::Live))).await.function.unwrap();
    assert_eq!((live.stage.as_str(), live.status.as_str()), ("LIVE", "UNASSOCIATED"));

    let listing = Call::ListConnectionFunctions { stage: Some(Stage::Live), max_items: 1, marker: None };
    assert_eq!(given(&mut prober, listing).await.functions, [live]);
    let listing = Call::ListKeyValueStores { max_items: 1, marker: None };
    assert_eq!(given(&mut prober, listing).await.stores[0].name, "revoked");
    let users = Call::ListDistributionsByConnectionFunction { identifier: function.id.clone() };
    assert_eq!(given(&mut prober, users).await.distributions, [""; 0]);

    let more = vec![("Owner".to_owned(), String::new())];
    given(&mut prober, Call::TagResource { resource: function.arn.clone(), tags: more }).await;
    given(&mut prober, Call::UntagResource { resource: function.arn.clone(), keys: vec!["Team".into()] }).await;
    let tags = given(&mut prober, Call::ListTagsForResource { resource: function.arn.clone() }).await.tags;
    assert_eq!(tags, [("Owner".to_owned(), String::new())]);

    let update = Call::UpdateConnectionFunction {
        version: version(&function.id, &etag),
        config: config("changed", Vec::new()),
        code: CODE.into(),
    };
    let updated = given(&mut prober, update).await;
    let etag = updated.etag.unwrap();
    assert_eq!(updated.function.unwrap().comment, "changed");
    given(&mut prober, Call::DeleteConnectionFunction(version(&function.id, &etag))).await;

    let described = given(&mut prober, Call::DescribeKeyValueStore { name: "revoked".into() }).await;
    let etag = described.etag.unwrap();
    let update = Call::UpdateKeyValueStore { version: version("revoked", &etag), comment: "second".into() };
    let updated = given(&mut prober, update).await;
    assert_eq!(updated.store.unwrap().comment, "second");
    given(&mut prober, Call::DeleteKeyValueStore(version("revoked", &updated.etag.unwrap()))).await;
    assert_eq!(cloud.count("DeleteKeyValueStore"), 1);
}

#[tokio::test]
async fn who_calls_is_asked_at_the_emulator_too() {
    let cloud = Cloud::start().await;
    let identity = given(&mut prober(&cloud).await, Call::GetCallerIdentity).await.identity.unwrap();
    assert_eq!(identity.account, "123456789012");
    assert!(identity.arn.starts_with("arn:aws:iam::123456789012:"), "{}", identity.arn);
}

/// What is told beside the answer, and whether that is known when the call is refused.
#[tokio::test]
async fn an_answer_tells_where_it_came_from_and_when() {
    let cloud = Cloud::start().await;
    let mut prober = prober(&cloud).await;
    let is_complete =
        |answer: &Answer| answer.clocks.is_some() && answer.endpoint == Some(cloud.emulator.endpoint_url());
    let refused = prober.call(describe("cf_none", None)).await;
    assert!(matches!(&refused.outcome, Outcome::Refused(error) if error.code == "EntityNotFound"));
    assert!(is_complete(&refused), "{refused:?}");

    let listing = Call::ListKeyValueStores { max_items: 1, marker: None };
    let answer = prober.call(listing.clone()).await;
    assert!(is_complete(&answer), "{answer:?}");
    assert_eq!(answer.clocks.unwrap().theirs_ms, 1_790_000_000_000);

    cloud.fault("ListKeyValueStores", When::Always, FaultKind::DropAfter);
    let lost = prober.call(listing).await;
    assert!(matches!(lost.outcome, Outcome::Unclear { .. }), "{lost:?}");
}

#[tokio::test]
async fn a_call_that_never_left_is_told() {
    let options =
        ClientOptions { endpoint_url: Some("http://127.0.0.1:1".into()), emulator: true, ..ClientOptions::default() };
    let told = Rc::new(RefCell::new(Vec::new()));
    let calls = Rc::clone(&told);
    let mut prober = Prober::new(&options, move |call| calls.borrow_mut().push(call.name())).await;
    let answer = prober.call(Call::GetCallerIdentity).await;
    assert!(
        matches!(&answer.outcome, Outcome::NotSent { message } if message.contains("cannot connect")),
        "{answer:?}"
    );
    assert_eq!(*told.borrow(), ["GetCallerIdentity"]);
}
