//! Every fault of the emulator at every call of an observation: it ends in the right state or in one clear error.

use crate::support::{Cloud, create_function, create_store, stage, version};
use connfn_core::{
    observed::ObservedState,
    operation::{Operation, Outcome, Stage},
    scope::Scope,
};
use connfn_emulator::{FaultKind, FaultRule, When};
use connfn_executor::{ObserveError, observe, perform};
use futures_util::future::join_all;
use std::time::Duration;

/// A published function with a store, one that was never published, and more.
async fn account() -> Cloud {
    let cloud = Cloud::start().await;
    let (store, _) = cloud.store("allowed", &[("team", "edge")]).await;
    let created = cloud.done(create_function("gate", Some(&store), &[("team", "edge")])).await;
    let (id, etag) = (created.connection_function_summary.unwrap().id, created.etag.unwrap());
    cloud.done(Operation::PublishConnectionFunction(version(&id, &etag))).await;
    cloud.function("draft", &[]).await;
    cloud.settle();
    cloud.emulator.clear_calls();
    cloud
}

async fn look(cloud: &Cloud) -> Result<ObservedState, ObserveError> {
    observe(&cloud.client, &Scope::everything(), 1, &|_| {}).await
}

/// The calls of an observation, in order.
async fn calls() -> Vec<String> {
    let cloud = account().await;
    look(&cloud).await.unwrap();
    cloud.emulator.calls().into_iter().map(|call| call.operation).collect()
}

fn at(call: usize, kind: FaultKind) -> Vec<FaultRule> {
    vec![FaultRule::on_all(When::Nth(u32::try_from(call + 1).unwrap()), kind)]
}

#[tokio::test]
async fn what_may_pass_passes() {
    let transient = [
        FaultKind::Throttle429,
        FaultKind::ServiceUnavailable503,
        FaultKind::Internal500,
        FaultKind::StatusOnly(502),
        FaultKind::DropBefore,
        FaultKind::DropAfter,
        FaultKind::Latency(Duration::from_millis(5)),
        FaultKind::TruncatedXml,
        FaultKind::MalformedXml,
    ];
    let expected = look(&account().await).await.unwrap();
    let count = calls().await.len();
    for kind in transient {
        let looks = (0..count).map(async |call| {
            let cloud = account().await;
            cloud.emulator.set_faults(at(call, kind));
            (call, look(&cloud).await)
        });
        for (call, state) in join_all(looks).await {
            assert_eq!(state.unwrap(), expected, "{kind:?} at call {call}");
        }
    }
}

#[tokio::test]
async fn what_stays_is_one_error_with_a_way_out() {
    let lasting = [
        (FaultKind::AccessDenied, "allow `cloudfront:"),
        (FaultKind::ExpiredToken, "the credentials have expired"),
        (FaultKind::RequestExpired, "the clock of this machine"),
        (FaultKind::SignatureExpired, "the clock of this machine"),
        (FaultKind::Throttle429, "wait a little"),
        (FaultKind::ServiceUnavailable503, "wait a little"),
        (FaultKind::DropBefore, "run it again"),
        (FaultKind::Internal500, "run it again"),
        (FaultKind::StatusOnly(502), "run it again"),
        (FaultKind::StatusOnly(429), "wait a little"),
        (FaultKind::TruncatedXml, "look at what stands between"),
        (FaultKind::MalformedXml, "look at what stands between"),
    ];
    let calls = calls().await;
    for (kind, help) in lasting {
        // Rules count what their fault can strike, and code is no document.
        let is_xml = matches!(kind, FaultKind::TruncatedXml | FaultKind::MalformedXml);
        let struck = calls.iter().filter(|operation| !is_xml || *operation != "GetConnectionFunction");
        let looks = struck.enumerate().map(async |(call, operation)| {
            let cloud = account().await;
            let from = When::From(u32::try_from(call + 1).unwrap());
            cloud.emulator.set_faults(vec![FaultRule::on_all(from, kind)]);
            (operation, look(&cloud).await.unwrap_err())
        });
        for (operation, error) in join_all(looks).await {
            let shown = format!("{kind:?} from {operation} on: {error}");
            assert_eq!(error.operation, operation, "{shown}");
            assert!(error.help.as_ref().is_some_and(|text| text.contains(help)), "{shown}: {:?}", error.help);
            assert!(!shown.contains('\n'));
        }
    }
}

#[tokio::test]
async fn a_change_whose_answer_is_not_whole_is_unknown() {
    for kind in [FaultKind::TruncatedXml, FaultKind::MalformedXml] {
        let cloud = account().await;
        let (id, etag) = cloud.function("new", &[]).await;
        let changes = [
            create_function("newer", None, &[]),
            create_store("new", &[]),
            Operation::PublishConnectionFunction(version(&id, &etag)),
        ];
        cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, kind)]);
        for change in changes {
            cloud.emulator.clear_calls();
            match perform(&cloud.client, &change).await {
                Outcome::Unknown { message } => {
                    assert!(message.starts_with("the answer cannot be read: "), "{message}");
                }
                other => panic!("{kind:?}, {}: {other:?}", change.name()),
            }
            assert_eq!(cloud.count(change.name()), 1, "{kind:?}: {} is not repeated", change.name());
        }
        cloud.emulator.set_faults(vec![]);
        let error = cloud.error(create_function("newer", None, &[])).await;
        assert_eq!(error.code, "EntityAlreadyExists", "{kind:?}: it had its effect");
    }
}

#[tokio::test]
async fn an_error_that_is_not_whole_is_unknown() {
    let cloud = Cloud::start().await;
    cloud.emulator.set_faults(vec![FaultRule::on_all(When::Always, FaultKind::TruncatedXml)]);
    let call = Operation::DescribeConnectionFunction(stage("cf_nobody", Stage::Live));
    match perform(&cloud.client, &call).await {
        Outcome::Unknown { message } => assert!(message.ends_with("the document is not complete"), "{message}"),
        other => panic!("{other:?}"),
    }
}
