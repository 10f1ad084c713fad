//! What an observation costs: calls, counted by the emulator.

use crate::support::{Call, Cloud, config, create_store};
use connfn_core::{
    operation::{Operation, UpdateConnectionFunction},
    ownership::{ADDRESS_TAG, STACK_TAG},
    scope::Scope,
};
use connfn_emulator::{FaultKind, When};
use connfn_executor::observe;
use futures_util::{StreamExt, stream};

const OWN: &[(&str, &str)] = &[(STACK_TAG, "here"), (ADDRESS_TAG, "aws_cloudfront_connection_function.gate")];

/// An account of so many functions, of which some are published, and some of these were changed since.
async fn account(count: usize, published: usize, changed: usize) -> Cloud {
    let cloud = Cloud::with(|builder| builder.max_functions(count)).await;
    let made = stream::iter(0..count).map(|index| {
        let cloud = &cloud;
        async move {
            // Published and unpublished ones mixed, as their names go.
            let name = format!("f{:04}", (index * 7) % count);
            let (id, etag) =
                if index < published { cloud.published(&name, OWN).await } else { cloud.function(&name, OWN).await };
            (index, id, etag)
        }
    });
    let made: Vec<_> = made.buffered(8).collect().await;
    cloud.settle();
    for (_, id, etag) in made.into_iter().filter(|(index, ..)| *index < changed) {
        cloud.done(update(&id, &etag)).await;
    }
    cloud.emulator.clear_calls();
    cloud
}

fn update(id: &str, etag: &str) -> Call {
    Operation::UpdateConnectionFunction(UpdateConnectionFunction {
        id: id.to_owned(),
        if_match: Some(etag.to_owned()),
        connection_function_config: config("changed", None),
        connection_function_code: "changed".to_owned(),
    })
}

/// The scope of a stack whose configuration has all these functions.
fn scope(count: usize) -> Scope {
    let function_names = (0..count).map(|index| format!("f{index:04}")).collect();
    Scope { stack: Some("here".into()), function_names, ..Scope::default() }
}

async fn calls(cloud: &Cloud, count: usize, scope: &Scope) -> usize {
    let state = observe(&cloud.client, scope, 16, &|_| {}).await.unwrap();
    assert_eq!(state.functions.len(), count);
    assert!(state.functions.values().all(|function| function.development.content.is_some()));
    cloud.emulator.calls().len()
}

#[tokio::test]
async fn reading_functions_keeps_to_its_limit() {
    for count in [1_usize, 99, 100, 101, 250] {
        let limit = 3 * count + 2 * count.div_ceil(100) + 2;
        for published in [0, count / 2, count] {
            let cloud = account(count, published, 0).await;
            let calls = calls(&cloud, count, &scope(count)).await;
            assert!(calls <= limit, "{published} of {count} published: {calls} calls, not {limit}");
            // Two for each function, one more for each that is published, and the lists.
            let lists = 3 * count.div_ceil(100) + 3;
            assert!(calls <= 2 * count + published + lists, "{published} of {count} published: {calls} calls");
        }
    }
}

#[tokio::test]
async fn stores_cost_two_calls_each() {
    let cloud = account(3, 3, 0).await;
    for index in 0..101 {
        cloud.done(create_store(&format!("s{index:03}"), &[])).await;
    }
    cloud.emulator.clear_calls();
    observe(&cloud.client, &Scope { everything: true, ..scope(3) }, 16, &|_| {}).await.unwrap();
    assert_eq!((cloud.count("ListKeyValueStores"), cloud.count("DescribeKeyValueStore")), (2, 101));
    let of_distributions = cloud.count("ListDistributionsByConnectionFunction");
    let of_stores = 2 + 2 * 101;
    assert_eq!(cloud.emulator.calls().len() - of_stores - of_distributions, 3 * 3 + 3);
}

#[tokio::test]
async fn what_was_changed_and_not_published_keeps_to_the_limit_too() {
    for (count, changed) in [(100_usize, 100), (250, 30), (250, 250)] {
        let cloud = account(count, count, changed).await;
        let calls = calls(&cloud, count, &scope(count)).await;
        let limit = 3 * count + 2 * count.div_ceil(100) + 2;
        assert!(calls <= limit, "{changed} of {count} changed: {calls} calls, not {limit}");
    }
}

#[tokio::test]
async fn functions_of_others_cost_a_call_each() {
    let cloud = account(120, 60, 0).await;
    let others = Scope { stack: Some("there".into()), ..Scope::default() };
    let state = observe(&cloud.client, &others, 16, &|_| {}).await.unwrap();
    assert_eq!((state.functions.len(), state.code.len()), (120, 0));
    assert_eq!(cloud.emulator.calls().len(), 120 + 1 + 1 + 2 + 1);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_asked_for_again() {
    let cloud = account(2, 2, 0).await;
    cloud.fault("ListTagsForResource", When::Nth(1), FaultKind::TruncatedXml);
    assert_eq!(calls(&cloud, 2, &scope(2)).await, 3 * 2 + 4 + 1);
}
