//! Accounts that another hand changes while they are observed: before each call in turn. Whatever is observed of a stage was
//! true of it at one moment.

use crate::support::{CODE, Cloud, config, create_function, stage, version};
use aws_sdk_cloudfront::config::{
    ConfigBag, Intercept, RuntimeComponents, interceptors::BeforeTransmitInterceptorContextRef,
};
use aws_sdk_cloudfront::error::BoxError;
use connfn_core::{
    digest::Digest,
    observed::{ObservedStage, ObservedState},
    operation::{Operation, Outcome, Stage, UpdateConnectionFunction},
    scope::Scope,
};
use connfn_emulator::{FaultKind, FaultRule, SystemClock, When};
use connfn_executor::{Client, observe, perform};
use std::{
    collections::BTreeSet,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{runtime::Handle, task::block_in_place};

/// What another hand does.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Comment,
    Code,
    Both,
    Publish,
    UpdateAndPublish,
    UpdateTwice,
    Delete,
    Replace,
    Create,
}

const EDITS: [Edit; 9] = [
    Edit::Comment,
    Edit::Code,
    Edit::Both,
    Edit::Publish,
    Edit::UpdateAndPublish,
    Edit::UpdateTwice,
    Edit::Delete,
    Edit::Replace,
    Edit::Create,
];

/// ETag, code and comment.
type Version = (String, Digest, String);

/// The versions that the stages of a function had; `None` where there was none.
#[derive(Debug, Default)]
struct Truth {
    development: BTreeSet<Option<Version>>,
    live: BTreeSet<Option<Version>>,
}

impl Truth {
    async fn note(&mut self, cloud: &Cloud, id: &str) {
        self.development.insert(now(cloud, id, Stage::Development).await);
        self.live.insert(now(cloud, id, Stage::Live).await);
    }

    fn check(&self, state: &ObservedState, id: &str, what: &str) {
        let function = state.functions.get(id);
        let development = function.map(|function| observed(&function.development));
        let live = function.and_then(|function| function.live.as_ref()).map(observed);
        assert!(self.development.contains(&development), "{what}: {development:#?} of {self:#?}");
        assert!(self.live.contains(&live) || development.is_none(), "{what}: LIVE {live:#?} of {self:#?}");
    }
}

fn observed(stage: &ObservedStage) -> Version {
    let content = stage.content.clone().unwrap();
    (content.etag, content.code, stage.comment.clone())
}

async fn now(cloud: &Cloud, id: &str, of: Stage) -> Option<Version> {
    let described = perform(&cloud.client, &Operation::DescribeConnectionFunction(stage(id, of))).await;
    let Outcome::Success { response: described } = described else { return None };
    let got = cloud.done(Operation::GetConnectionFunction(stage(id, of))).await;
    assert_eq!(got.etag, described.etag);
    let code = Digest::of(got.connection_function_code.unwrap().as_bytes());
    let comment = described.connection_function_summary.unwrap().connection_function_config.comment;
    Some((got.etag.unwrap(), code, comment))
}

async fn update(cloud: &Cloud, id: &str, comment: &str, code: &str) -> String {
    let etag = now(cloud, id, Stage::Development).await.unwrap().0;
    let call = Operation::UpdateConnectionFunction(UpdateConnectionFunction {
        id: id.to_owned(),
        if_match: Some(etag),
        connection_function_config: config(comment, None),
        connection_function_code: code.to_owned(),
    });
    cloud.done(call).await.etag.unwrap()
}

async fn publish(cloud: &Cloud, id: &str) {
    let etag = now(cloud, id, Stage::Development).await.unwrap().0;
    cloud.done(Operation::PublishConnectionFunction(version(id, &etag))).await;
}

async fn delete(cloud: &Cloud, id: &str) {
    let etag = now(cloud, id, Stage::Development).await.unwrap().0;
    cloud.done(Operation::DeleteConnectionFunction(version(id, &etag))).await;
}

impl Edit {
    async fn make(self, cloud: &Cloud, id: &str, truth: &mut Truth) {
        // Times of changes have milliseconds.
        tokio::time::sleep(Duration::from_millis(2)).await;
        match self {
            Self::Comment => drop(update(cloud, id, "other", CODE).await),
            Self::Code => drop(update(cloud, id, "made for a test", "other").await),
            Self::Both => drop(update(cloud, id, "other", "other").await),
            Self::Publish => publish(cloud, id).await,
            Self::UpdateAndPublish => {
                update(cloud, id, "other", "other").await;
                truth.note(cloud, id).await;
                publish(cloud, id).await;
            }
            Self::UpdateTwice => {
                update(cloud, id, "other", "other").await;
                truth.note(cloud, id).await;
                tokio::time::sleep(Duration::from_millis(2)).await;
                update(cloud, id, "made for a test", CODE).await;
            }
            Self::Delete => delete(cloud, id).await,
            Self::Replace => {
                delete(cloud, id).await;
                cloud.done(create_function("gate", None, &[("new", "1")])).await;
            }
            Self::Create => drop(cloud.done(create_function("new", None, &[])).await),
        }
        truth.note(cloud, id).await;
    }
}

/// Another hand, which makes its edit before one of an observation's calls.
struct Hand {
    cloud: Arc<Cloud>,
    edit: Edit,
    id: String,
    before_call: usize,
    calls: AtomicUsize,
    truth: tokio::sync::Mutex<Truth>,
}

/// What a client is given of another hand.
#[derive(Clone)]
struct Watching(Arc<Hand>);

impl fmt::Debug for Watching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} before call {}", self.0.edit, self.0.before_call)
    }
}

impl Intercept for Watching {
    fn name(&self) -> &'static str {
        "another hand"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Self(hand) = self;
        if hand.calls.fetch_add(1, Ordering::SeqCst) == hand.before_call {
            block_in_place(|| {
                Handle::current().block_on(async {
                    hand.edit.make(&hand.cloud, &hand.id, &mut *hand.truth.lock().await).await;
                });
            });
        }
        Ok(())
    }
}

/// Observes an account while `id` is changed before the given call, and says whether there was such a call.
async fn look(
    cloud: Arc<Cloud>,
    scope: &Scope,
    id: String,
    edit: Edit,
    before_call: usize,
    concurrency: usize,
) -> bool {
    let mut truth = Truth::default();
    truth.note(&cloud, &id).await;
    let (calls, truth) = (AtomicUsize::new(0), tokio::sync::Mutex::new(truth));
    let hand = Watching(Arc::new(Hand { cloud, edit, id, before_call, calls, truth }));
    let watched = hand.0.cloud.client.config().to_builder().interceptor(hand.clone()).build();
    let state = observe(&Client::from_conf(watched), scope, concurrency, &|_| {}).await.unwrap();
    let truth = hand.0.truth.lock().await;
    truth.check(&state, &hand.0.id, &format!("{hand:?}"));
    hand.0.calls.load(Ordering::SeqCst) > before_call
}

fn scope(names: &[&str]) -> Scope {
    Scope { function_names: names.iter().map(|name| (*name).to_owned()).collect(), ..Scope::default() }
}

async fn cloud() -> Cloud {
    Cloud::with(|builder| builder.clock(SystemClock).max_functions(200)).await
}

/// Three functions of which `gate` is the one that is changed, published before if that is asked for.
async fn small(published: bool) -> (Cloud, String) {
    let cloud = cloud().await;
    cloud.function("f000", &[]).await;
    let (id, _) = cloud.function("gate", &[]).await;
    if published {
        publish(&cloud, &id).await;
    }
    (cloud, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_meanwhile_is_seen_before_or_after() {
    for edit in EDITS {
        for published in [false, true] {
            let mut calls = 0;
            loop {
                let (cloud, id) = small(published).await;
                if !look(cloud.into(), &scope(&["f000", "gate", "new"]), id, edit, calls, 1).await {
                    break;
                }
                calls += 1;
            }
            assert!(calls >= 8, "{edit:?}: there were {calls} calls");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_that_was_not_published_makes_no_difference() {
    for edit in [Edit::Publish, Edit::UpdateAndPublish, Edit::Comment] {
        for before_call in 0..12 {
            let (cloud, id) = small(true).await;
            // The same code in both stages, another comment.
            update(&cloud, &id, "not published", CODE).await;
            look(cloud.into(), &scope(&["gate"]), id, edit, before_call, 1).await;
        }
    }
}

/// More functions than a listing's page holds; the one that is changed is on the last page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn so_it_is_beyond_the_first_page() {
    const OTHERS: usize = 110;
    for published in [OTHERS, 0] {
        let cloud = Arc::new(cloud().await);
        for index in 0..OTHERS {
            let (id, etag) = cloud.function(&format!("f{index:03}"), &[]).await;
            if index < published {
                cloud.done(Operation::PublishConnectionFunction(version(&id, &etag))).await;
            }
        }
        for edit in [Edit::Both, Edit::UpdateAndPublish] {
            // Listings, tags, and from then on what is of `gate`.
            for before_call in [3, 60].into_iter().chain(OTHERS + 3..OTHERS + 11) {
                let (id, etag) = cloud.function("gate", &[]).await;
                cloud.done(Operation::PublishConnectionFunction(version(&id, &etag))).await;
                look(Arc::clone(&cloud), &scope(&["gate"]), id.clone(), edit, before_call, 2).await;
                if now(&cloud, &id, Stage::Development).await.is_some() {
                    delete(&cloud, &id).await;
                }
            }
        }
    }
}

/// Reads that answer as before a write, for so many reads: whatever is seen is of one version.
#[tokio::test]
async fn stale_reads_are_seen_whole() {
    for operation in ["UpdateConnectionFunction", "PublishConnectionFunction", "DeleteConnectionFunction"] {
        for reads in 1..12 {
            let (cloud, id) = small(true).await;
            let mut truth = Truth::default();
            truth.note(&cloud, &id).await;
            let etag = update(&cloud, &id, "first", "first").await;
            truth.note(&cloud, &id).await;
            cloud.emulator.set_faults(vec![FaultRule::on(operation, When::Always, FaultKind::StaleReads(reads))]);
            let call = match operation {
                "UpdateConnectionFunction" => Operation::UpdateConnectionFunction(UpdateConnectionFunction {
                    id: id.clone(),
                    if_match: Some(etag),
                    connection_function_config: config("second", None),
                    connection_function_code: "second".to_owned(),
                }),
                "PublishConnectionFunction" => Operation::PublishConnectionFunction(version(&id, &etag)),
                _ => Operation::DeleteConnectionFunction(version(&id, &etag)),
            };
            cloud.done(call).await;
            let state = observe(&cloud.client, &scope(&["gate"]), 1, &|_| {}).await.unwrap();
            // As many reads as there may be left of the past.
            for _ in 0..reads {
                perform(&cloud.client, &Operation::DescribeConnectionFunction(stage(&id, Stage::Live))).await;
            }
            truth.note(&cloud, &id).await;
            truth.check(&state, &id, &format!("{operation}, {reads} stale reads"));
        }
    }
}
