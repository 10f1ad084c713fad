//! An account on an emulator of its own, with a past, and a run in it: calls go over HTTP, time is a number.

use crate::rows::{Hand, Row};
use connfn::{
    Call, CallId, Mode, ObservedState, Plan, PlanRequest, Receipt, Run, RunOptions, RunResult, STACK_TAG, Scope,
    Sources,
    observed::Code,
    operation::{
        CreateConnectionFunction, CreateStore, FunctionConfig, FunctionVersion, Operation, Outcome, TagKeys, Tags,
        UntagResource, UpdateConnectionFunction, UpdateStore,
    },
};
use connfn_emulator::{Emulator, FaultRule, Handle, ManualClock};
use connfn_executor::{Client, ClientOptions, client, observe, perform};
use connfn_tests::{
    life::{check_empty, plan_request, request},
    spec::{Spec, function_address, store_address},
    tested::remotely,
};
use std::{collections::BTreeMap, path::Path, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
};

pub(crate) const EDITED: &str = "function connectionHandler(c) { c.deny(); } // edited by hand";

pub(crate) struct Account {
    pub(crate) emulator: Handle,
    /// Once this operation is about to be called for the nth time, this rule is in force.
    pub(crate) strike_from: Option<(String, u32, FaultRule)>,
    client: Client,
    clock: ManualClock,
    now_ms: u64,
    _folder: Option<TempDir>,
}

/// What must not change, or only to what was asked for.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// All of what another stack owns.
    pub(crate) theirs: ObservedState,
    /// LIVE's code of all other functions, by name.
    pub(crate) live: BTreeMap<String, String>,
}

const BEGAN_MS: u64 = 1_790_000_000_000;

impl Account {
    /// An account in which somebody else has a function and a store, and in which the row's past has happened. It is kept in
    /// this file.
    pub(crate) async fn with_past(row: &Row, file: &Path) -> Self {
        let mut account = Self::start(file, BEGAN_MS).await;
        account.settle_in().await;
        for past in &row.past {
            account.bring_about(past).await;
        }
        for hand in &row.hands {
            account.meddle(*hand).await;
        }
        account.pass(Duration::from_secs(10));
        account
    }

    /// The account in this file, long after. The file stays as it is.
    pub(crate) async fn restored(file: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("account.json");
        std::fs::copy(file, &copy).unwrap();
        let account = Self::start(&copy, BEGAN_MS + 3_600_000).await;
        Self { _folder: Some(folder), ..account }
    }

    async fn start(file: &Path, now_ms: u64) -> Self {
        let clock = ManualClock::at(now_ms);
        let builder = Emulator::builder().seed(7).clock(clock.clone()).state_file(file);
        let emulator = builder.start(([127, 0, 0, 1], 0).into()).await.unwrap();
        let options =
            ClientOptions { endpoint_url: Some(emulator.endpoint_url()), emulator: true, ..ClientOptions::default() };
        let client = client(&options).await;
        Self { emulator, strike_from: None, client, clock, now_ms, _folder: None }
    }

    /// Lets time go by, in which statuses settle.
    pub(crate) fn pass(&mut self, time: Duration) {
        self.clock.advance(time);
        self.now_ms += u64::try_from(time.as_millis()).unwrap();
    }

    async fn settle_in(&self) {
        let tags = || Tags::new([(STACK_TAG.to_owned(), "another".to_owned())]);
        let comment = "theirs".to_owned();
        self.done(Operation::CreateKeyValueStore(CreateStore { name: "theirs".to_owned(), comment, tags: tags() }))
            .await;
        let created = CreateConnectionFunction {
            name: "theirs".to_owned(),
            connection_function_config: config("theirs"),
            connection_function_code: "theirs".to_owned(),
            tags: tags(),
        };
        self.done(Operation::CreateConnectionFunction(created)).await;
    }

    async fn bring_about(&mut self, spec: &Spec) {
        self.pass(Duration::from_secs(10));
        let plan = plan_request(&request(spec.sources(), self.look().await.unwrap()));
        let receipt = self.carry_out(&plan).await;
        assert_eq!(receipt.result, RunResult::Complete, "{receipt:#?}");
    }

    /// Another hand is at the one function, or the one store, that the stack has.
    async fn meddle(&mut self, hand: Hand) {
        self.pass(Duration::from_secs(10));
        let state = self.look().await.unwrap();
        let (id, function) = state.functions.iter().find(|(_, function)| function.name != "theirs").unwrap();
        let version = |etag: Option<String>| FunctionVersion { id: id.clone(), if_match: etag };
        let etag = function.development.content.as_ref().map(|content| content.etag.clone());
        match hand {
            Hand::EditDevelopment | Hand::EditBoth => {
                let edit = UpdateConnectionFunction {
                    id: id.clone(),
                    if_match: etag,
                    connection_function_config: config("edited by hand"),
                    connection_function_code: EDITED.to_owned(),
                };
                let etag = self.done(Operation::UpdateConnectionFunction(edit)).await;
                if matches!(hand, Hand::EditBoth) {
                    self.done(Operation::PublishConnectionFunction(version(etag))).await;
                }
            }
            Hand::EditStore => {
                let (name, store) = state.stores.iter().find(|(name, _)| *name != "theirs").unwrap();
                let comment = "edited by hand".to_owned();
                let edit = UpdateStore { name: name.clone(), comment, if_match: store.etag.clone() };
                self.done(Operation::UpdateKeyValueStore(edit)).await;
            }
            Hand::Associate => self.associate(id).await,
            Hand::Disown => {
                let stores = state.stores.iter().filter(|(name, _)| *name != "theirs").map(|(_, store)| &store.arn);
                for arn in stores.chain([&function.arn]) {
                    let keys = [STACK_TAG, connfn::ADDRESS_TAG].map(str::to_owned);
                    let untag = UntagResource { resource: arn.clone(), tag_keys: TagKeys { items: keys.into() } };
                    self.done(Operation::UntagResource(untag)).await;
                }
            }
        }
    }

    /// Creates a distribution that uses the function. It is no operation of connfn's, so it goes by hand.
    async fn associate(&self, id: &str) {
        let body = format!(
            "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><CallerReference>one\
             </CallerReference><Comment>in use</Comment><Enabled>true</Enabled><ViewerMtlsConfig><Mode>required</Mode><TrustStoreConfig>\
             <TrustStoreId>ts_1</TrustStoreId></TrustStoreConfig></ViewerMtlsConfig><ConnectionFunctionAssociation>\
             <Id>{id}</Id></ConnectionFunctionAssociation></DistributionConfig>"
        );
        let url = self.emulator.endpoint_url();
        let host = url.strip_prefix("http://").unwrap();
        let head = format!(
            "POST /2020-05-31/distribution HTTP/1.1\r\nhost: {host}\r\nauthorization: AWS4-HMAC-SHA256 \
             Credential=test/20260101/us-east-1/cloudfront/aws4_request, SignedHeaders=host, Signature=test\r\ncontent-type: \
             application/xml\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(host).await.unwrap();
        stream.write_all((head + &body).as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }

    /// Makes a call that must succeed, and gives the new ETag.
    async fn done(&self, call: Operation<String, String>) -> Option<String> {
        match perform(&self.client, &call).await {
            Outcome::Success { response } => response.etag,
            other => panic!("{} failed: {other:?}", call.name()),
        }
    }

    /// All that there is.
    pub(crate) async fn look(&self) -> Result<ObservedState, String> {
        let looked = observe(&self.client, &Scope::everything(), 8, &|_| {}).await;
        looked.map_err(|error| format!("cannot observe: {error}"))
    }

    /// Carries a plan out: calls that are ready together are made together, and time goes on by as much as a run waits.
    pub(crate) async fn carry_out(&mut self, plan: &Plan) -> Receipt {
        let mut run = Run::new(plan, RunOptions::default()).unwrap();
        let mut made = BTreeMap::<String, u32>::new();
        loop {
            let poll = run.poll(self.now_ms);
            if poll.finished {
                return run.receipt();
            }
            if poll.calls.is_empty() {
                let wake_at_ms = poll.wake_at_ms.expect("a run that does nothing waits for something");
                self.pass(Duration::from_millis(wake_at_ms.saturating_sub(self.now_ms)));
                continue;
            }
            for call in &poll.calls {
                let count = made.entry(call.operation.name().to_owned()).or_default();
                *count += 1;
                if let Some((operation, nth, rule)) = &self.strike_from
                    && operation == call.operation.name()
                    && nth == count
                {
                    self.emulator.set_faults(vec![rule.clone()]);
                }
            }
            for (id, outcome) in self.make(poll.calls).await {
                self.pass(Duration::from_millis(20));
                run.complete(id, outcome, self.now_ms).expect("the call is in flight");
            }
        }
    }

    async fn make(&self, calls: Vec<Call>) -> BTreeMap<CallId, Outcome> {
        let mut tasks = JoinSet::new();
        for call in calls {
            let client = self.client.clone();
            tasks.spawn(async move { (call.id, perform(&client, &call.operation).await) });
        }
        tasks.join_all().await.into_iter().collect()
    }
}

impl Snapshot {
    pub(crate) fn of(state: &ObservedState) -> Self {
        let mut state = state.clone();
        let mut live = BTreeMap::new();
        for function in state.functions.values().filter(|function| function.name != "theirs") {
            let content = function.live.as_ref().and_then(|live| live.content.as_ref());
            if let Some(Code::Text(code)) = content.and_then(|content| state.code.get(&content.code)) {
                live.insert(function.name.clone(), code.clone());
            }
        }
        state.functions.retain(|_, function| function.name == "theirs");
        state.stores.retain(|name, _| name == "theirs");
        state.code.retain(|_, code| matches!(code, Code::Text(text) if text == "theirs"));
        Self { theirs: state, live }
    }
}

/// A plain plan of what the row wants.
pub(crate) fn plan(row: &Row, state: &ObservedState) -> Result<Plan, String> {
    let sources = if row.destroy { Sources::default() } else { row.wanted.sources() };
    let mode = if row.destroy { Mode::Destroy } else { Mode::Normal };
    let request = PlanRequest { mode, adopt: row.adopt, ..request(sources, state.clone()) };
    let plan = plan_request(&if row.tested { remotely(&row.wanted, request) } else { request });
    let blocked = &plan.report.blocked;
    if blocked.is_empty() { Ok(plan) } else { Err(format!("the plan is blocked by {blocked:?}")) }
}

/// There is nothing left to plan, and the stack owns what is wanted, each once and by its address.
pub(crate) fn check_settled(row: &Row, state: &ObservedState) -> Result<(), String> {
    check_empty(&plan(row, state)?)?;
    let nothing = Spec::default();
    let wanted = if row.destroy { &nothing } else { &row.wanted };
    let functions = state.functions.values().map(|function| (&function.name, &function.tags));
    let stores = state.stores.iter().map(|(name, store)| (name, &store.tags));
    let mut owned: Vec<(String, String)> = functions
        .chain(stores)
        .filter(|(name, _)| *name != "theirs")
        .map(|(name, tags)| (name.clone(), tags.get(connfn::ADDRESS_TAG).cloned().unwrap_or_default()))
        .collect();
    owned.sort();
    let functions = wanted.functions.iter().map(|(label, it)| (it.name.clone(), function_address(label)));
    let stores = wanted.stores.iter().map(|(label, it)| (it.name.clone(), store_address(label)));
    let mut expected: Vec<(String, String)> = functions.chain(stores).collect();
    expected.sort();
    if owned != expected {
        return Err(format!("there is {owned:?}, and there should be {expected:?}"));
    }
    for function in state.functions.values() {
        let Some(spec) = wanted.functions.values().find(|spec| spec.name == function.name) else { continue };
        if let Some((key, value)) = spec.tags.iter().find(|(key, value)| function.tags.get(*key) != Some(&value.text)) {
            return Err(format!("`{}` lacks the tag `{key}` with `{}`", function.name, value.text));
        }
        let live = function.live.as_ref().and_then(|live| live.content.as_ref());
        if spec.publish && live.map(|live| &live.code) != Some(&connfn::Digest::of(spec.code.text.as_bytes())) {
            return Err(format!("LIVE of `{}` is not what is wanted", function.name));
        }
    }
    Ok(())
}

fn config(comment: &str) -> FunctionConfig<String> {
    FunctionConfig {
        comment: comment.to_owned(),
        runtime: serde_json::from_str("\"cloudfront-js-2.0\"").unwrap(),
        key_value_store_associations: None,
    }
}
