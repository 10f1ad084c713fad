//! What all tests here share: an emulator whose clock stands still, and a client of it.

use std::fmt::Debug;
use std::time::Duration;

use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::config::retry::RetryConfig;
use aws_sdk_cloudfront::config::{Credentials, Region};
use aws_sdk_cloudfront::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_cloudfront::primitives::Blob;
use aws_sdk_cloudfront::types::{FunctionConfig, FunctionRuntime, KeyValueStoreAssociation, KeyValueStoreAssociations};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use connfn_emulator::{Builder, Emulator, Handle, ManualClock};

pub(crate) const CODE: &str = "function connectionHandler(connection) { connection.allow(); }";

pub(crate) struct Cloud {
    pub(crate) client: Client,
    pub(crate) clock: ManualClock,
    pub(crate) emulator: Handle,
}

impl Cloud {
    pub(crate) async fn start() -> Self {
        Self::with(|builder| builder).await
    }

    pub(crate) async fn with(options: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = ManualClock::at(1_790_000_000_000);
        let builder = options(Emulator::builder().seed(7).clock(clock.clone()));
        let emulator = builder.start(([127, 0, 0, 1], 0).into()).await.unwrap();
        Self { client: client(&emulator.endpoint_url()), clock, emulator }
    }

    /// Lets everything that takes time come to its end.
    pub(crate) fn settle(&self) {
        self.clock.advance(Duration::from_secs(10));
    }

    /// Creates a function and returns its id and DEVELOPMENT ETag.
    pub(crate) async fn function(&self, name: &str) -> (String, String) {
        let created = self
            .client
            .create_connection_function()
            .name(name)
            .connection_function_config(config("made for a test", None))
            .connection_function_code(Blob::new(CODE))
            .send()
            .await
            .unwrap();
        let summary = created.connection_function_summary.unwrap();
        (summary.id, created.e_tag.unwrap())
    }

    /// Creates a function, publishes it and waits until that is done.
    pub(crate) async fn published(&self, name: &str) -> (String, String) {
        let (id, etag) = self.function(name).await;
        let publish = self.client.publish_connection_function().id(&id).if_match(&etag);
        publish.send().await.unwrap();
        self.settle();
        (id, etag)
    }

    /// Creates a store that is READY and returns its ARN and ETag.
    pub(crate) async fn store(&self, name: &str) -> (String, String) {
        let created = self.client.create_key_value_store().name(name).send().await.unwrap();
        self.settle();
        (created.key_value_store.unwrap().arn, created.e_tag.unwrap())
    }
}

/// A client that tries once, so that what the emulator answers is what a test sees.
pub(crate) fn client(endpoint: &str) -> Client {
    patient(endpoint, RetryConfig::disabled())
}

/// A client that tries again as it is told.
pub(crate) fn patient(endpoint: &str, retries: RetryConfig) -> Client {
    Client::from_conf(
        aws_sdk_cloudfront::Config::builder()
            .behavior_version_latest()
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
            .endpoint_url(endpoint)
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .retry_config(retries)
            .build(),
    )
}

pub(crate) fn config(comment: &str, store_arn: Option<&str>) -> FunctionConfig {
    let associations = store_arn.map(|arn| {
        let item = KeyValueStoreAssociation::builder().key_value_store_arn(arn).build().unwrap();
        KeyValueStoreAssociations::builder().quantity(1).items(item).build().unwrap()
    });
    FunctionConfig::builder()
        .comment(comment)
        .runtime(FunctionRuntime::CloudfrontJs20)
        .set_key_value_store_associations(associations)
        .build()
        .unwrap()
}

/// The error's code and HTTP status.
#[track_caller]
pub(crate) fn refusal<T: Debug, E>(result: Result<T, SdkError<E, HttpResponse>>) -> (String, u16)
where
    E: ProvideErrorMetadata + Debug,
{
    match result {
        Err(SdkError::ServiceError(error)) => {
            let status = error.raw().status().as_u16();
            let code = error.err().code().expect("an error has a code").to_owned();
            assert!(error.err().message().is_some_and(|message| !message.is_empty()));
            (code, status)
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[track_caller]
pub(crate) fn refused<T: Debug, E>(result: Result<T, SdkError<E, HttpResponse>>, code: &str, status: u16)
where
    E: ProvideErrorMetadata + Debug,
{
    assert_eq!(refusal(result), (code.to_owned(), status));
}
