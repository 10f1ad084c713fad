//! What all tests here share: an emulator whose clock stands still, and the executor's client of it.

use connfn_core::{
    limits::Runtime,
    operation::{
        CreateConnectionFunction, CreateStore, FunctionConfig, FunctionStage, FunctionVersion, Operation, Outcome,
        Response, ServiceError, Stage, StoreAssociations, Tags,
    },
};
use connfn_emulator::{Builder, Emulator, FaultKind, FaultRule, Handle, ManualClock, When};
use connfn_executor::{Client, ClientOptions, perform};
use std::time::Duration;

pub(crate) const CODE: &str = "function connectionHandler(connection) { connection.allow(); } // ü";

pub(crate) type Call = Operation<String, String>;

pub(crate) struct Cloud {
    pub(crate) client: Client,
    pub(crate) emulator: Handle,
    clock: ManualClock,
}

impl Cloud {
    pub(crate) async fn start() -> Self {
        Self::with(|builder| builder).await
    }

    pub(crate) async fn with(options: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = ManualClock::at(1_790_000_000_000);
        let builder = options(Emulator::builder().seed(7).clock(clock.clone()));
        let emulator = builder.start(([127, 0, 0, 1], 0).into()).await.unwrap();
        Self { client: client(&emulator.endpoint_url()).await, emulator, clock }
    }

    /// Lets everything that takes time come to its end.
    pub(crate) fn settle(&self) {
        self.clock.advance(Duration::from_secs(10));
    }

    pub(crate) fn fault(&self, operation: &str, when: When, kind: FaultKind) {
        self.emulator.set_faults(vec![FaultRule::on(operation, when, kind)]);
    }

    /// How often an operation reached the emulator.
    pub(crate) fn count(&self, operation: &str) -> usize {
        self.emulator.calls().iter().filter(|call| call.operation == operation).count()
    }

    pub(crate) async fn done(&self, call: Call) -> Response {
        match perform(&self.client, &call).await {
            Outcome::Success { response } => response,
            other => panic!("{} failed: {other:?}", call.name()),
        }
    }

    pub(crate) async fn error(&self, call: Call) -> ServiceError {
        match perform(&self.client, &call).await {
            Outcome::Error { error } => error,
            other => panic!("{} was not refused: {other:?}", call.name()),
        }
    }

    /// Creates a function and returns its id and its ETag.
    pub(crate) async fn function(&self, name: &str, tags: &[(&str, &str)]) -> (String, String) {
        let created = self.done(create_function(name, None, tags)).await;
        (created.connection_function_summary.unwrap().id, created.etag.unwrap())
    }

    /// Creates a function and publishes it; returns its id and its ETag.
    pub(crate) async fn published(&self, name: &str, tags: &[(&str, &str)]) -> (String, String) {
        let (id, etag) = self.function(name, tags).await;
        self.done(Operation::PublishConnectionFunction(version(&id, &etag))).await;
        self.settle();
        (id, etag)
    }

    /// Creates a store that is READY and returns its ARN and its ETag.
    pub(crate) async fn store(&self, name: &str, tags: &[(&str, &str)]) -> (String, String) {
        let created = self.done(create_store(name, tags)).await;
        self.settle();
        (created.key_value_store.unwrap().arn, created.etag.unwrap())
    }
}

pub(crate) async fn client(endpoint_url: &str) -> Client {
    let options =
        ClientOptions { endpoint_url: Some(endpoint_url.to_owned()), emulator: true, ..ClientOptions::default() };
    connfn_executor::client(&options).await
}

pub(crate) fn config(comment: &str, store_arn: Option<&str>) -> FunctionConfig<String> {
    FunctionConfig {
        comment: comment.to_owned(),
        runtime: Runtime::Js2,
        key_value_store_associations: store_arn.map(|arn| StoreAssociations::of(arn.to_owned())),
    }
}

pub(crate) fn tags(tags: &[(&str, &str)]) -> Tags<String> {
    Tags::new(tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())))
}

pub(crate) fn create_function(name: &str, store_arn: Option<&str>, with_tags: &[(&str, &str)]) -> Call {
    Operation::CreateConnectionFunction(CreateConnectionFunction {
        name: name.to_owned(),
        connection_function_config: config("made for a test", store_arn),
        connection_function_code: CODE.to_owned(),
        tags: tags(with_tags),
    })
}

pub(crate) fn create_store(name: &str, with_tags: &[(&str, &str)]) -> Call {
    let tags = tags(with_tags);
    Operation::CreateKeyValueStore(CreateStore { name: name.to_owned(), comment: "a store".to_owned(), tags })
}

pub(crate) fn version(id: &str, etag: &str) -> FunctionVersion<String> {
    FunctionVersion { id: id.to_owned(), if_match: Some(etag.to_owned()) }
}

pub(crate) fn stage(id: &str, stage: Stage) -> FunctionStage<String> {
    FunctionStage { identifier: id.to_owned(), stage }
}
