//! Makes the CloudFront client: the AWS SDK's own chain of settings, or the embedded emulator and nothing of the
//! machine's. Reads no variable itself.

use aws_config::{
    BehaviorVersion, ConfigLoader, FrameworkMetadata, SdkConfig,
    environment::region::EnvironmentVariableRegionProvider, meta::region::RegionProviderChain,
    profile::ProfileFileRegionProvider, retry::RetryConfig, timeout::TimeoutConfig,
};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_cloudfront::{
    Client,
    config::{Builder, Credentials, Region, RuntimeComponents, SharedHttpClient},
};
use aws_smithy_http_client::{
    Builder as HttpBuilder, Connector,
    proxy::ProxyConfig,
    tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode},
};
use std::time::Duration;

/// CloudFront is global: its calls are signed for this region wherever its caller is, outside China.
const REGION: &str = "us-east-1";

/// How to reach CloudFront. What is absent is found by the SDK: variables, profiles, then its defaults.
#[derive(Clone, Debug, Default)]
pub struct ClientOptions {
    /// Instead of CloudFront's own address or the one that `AWS_ENDPOINT_URL_CLOUDFRONT` or `AWS_ENDPOINT_URL` gives.
    pub endpoint_url: Option<String>,
    /// Instead of `AWS_PROFILE`.
    pub profile: Option<String>,
    /// Instead of `AWS_REGION`. It tells the partition, and no more.
    pub region: Option<String>,
    /// The endpoint is connfn's emulator: credentials that mean nothing, no look at this machine's settings, no TLS.
    pub emulator: bool,
}

/// Makes a client. Credentials are looked up at the first call, not here.
pub async fn client(options: &ClientOptions) -> Client {
    if options.emulator { emulator_client(options) } else { of_aws(&settings(options).await, options) }
}

/// The clients of an examination, and where their credentials come from.
pub(crate) struct Clients {
    pub(crate) cloudfront: Client,
    /// Of AWS's Security Token Service. The endpoint that CloudFront is called at is none of its.
    pub(crate) sts: aws_sdk_sts::Client,
    pub(crate) credentials: Option<SharedCredentialsProvider>,
}

pub(crate) async fn clients(options: &ClientOptions) -> Clients {
    if options.emulator {
        let cloudfront = emulator_client(options);
        let sts = emulator_sts(&cloudfront, options);
        return Clients { cloudfront, sts, credentials: None };
    }
    let settings = settings(options).await;
    Clients {
        cloudfront: of_aws(&settings, options),
        sts: aws_sdk_sts::Client::new(&settings),
        credentials: settings.credentials_provider(),
    }
}

/// The machine's settings, with what the options say but for the endpoint.
async fn settings(options: &ClientOptions) -> SdkConfig {
    let mut loader = with_framework(aws_config::defaults(BehaviorVersion::latest()))
        .region(region_chain(options))
        .http_client(http_client(TlsContext::default(), ProxyConfig::from_env()))
        .timeout_config(timeouts(5, 30, 120));
    if let Some(profile) = &options.profile {
        loader = loader.profile_name(profile);
    }
    loader.load().await
}

fn of_aws(settings: &SdkConfig, options: &ClientOptions) -> Client {
    let mut builder = Builder::from(settings);
    if let Some(url) = &options.endpoint_url {
        builder.set_endpoint_url(Some(url.clone()));
    }
    Client::from_conf(builder.build())
}

fn emulator_client(options: &ClientOptions) -> Client {
    // Without trusted certificates none are loaded, which is most of what it costs to make a client.
    let tls = TlsContext::builder().with_trust_store(TrustStore::empty()).build().unwrap_or_default();
    let mut builder = Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(options.region.clone().unwrap_or_else(|| REGION.into())))
        .credentials_provider(emulator_credentials())
        .http_client(http_client(tls, ProxyConfig::disabled()))
        .timeout_config(timeouts(2, 10, 30))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(20)));
    builder.set_endpoint_url(options.endpoint_url.clone());
    Client::from_conf(builder.build())
}

/// As the emulator's client of CloudFront, at the same endpoint.
fn emulator_sts(cloudfront: &Client, options: &ClientOptions) -> aws_sdk_sts::Client {
    let like = cloudfront.config();
    let mut builder = aws_sdk_sts::config::Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(emulator_credentials());
    builder
        .set_region(like.region().cloned())
        .set_http_client(like.http_client())
        .set_sleep_impl(like.sleep_impl())
        .set_timeout_config(like.timeout_config().cloned())
        .set_retry_config(like.retry_config().cloned())
        .set_endpoint_url(options.endpoint_url.clone());
    aws_sdk_sts::Client::from_conf(builder.build())
}

fn emulator_credentials() -> Credentials {
    Credentials::new("emulator", "emulator", None, None, "emulator")
}

/// The SDK's own chain but for its last link: asking the EC2 metadata service, which most machines do not have.
fn region_chain(options: &ClientOptions) -> RegionProviderChain {
    let mut profile = ProfileFileRegionProvider::builder();
    if let Some(name) = &options.profile {
        profile = profile.profile_name(name);
    }
    RegionProviderChain::first_try(options.region.clone().map(Region::new))
        .or_else(EnvironmentVariableRegionProvider::new())
        .or_else(profile.build())
        .or_else(Region::new(REGION))
}

fn with_framework(loader: ConfigLoader) -> ConfigLoader {
    match FrameworkMetadata::new("connfn", Some(env!("CARGO_PKG_VERSION"))) {
        Ok(framework) => loader.framework_metadata(framework),
        Err(_) => loader,
    }
}

/// Seconds for a connection, for one attempt, and for a call with all its attempts.
fn timeouts(connect: u64, attempt: u64, call: u64) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(connect))
        .operation_attempt_timeout(Duration::from_secs(attempt))
        .operation_timeout(Duration::from_secs(call))
        .build()
}

/// An HTTP client that honours each caller's own timeouts: the SDK's credential sources set shorter ones.
fn http_client(tls: TlsContext, proxy: ProxyConfig) -> SharedHttpClient {
    HttpBuilder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder().proxy_config(proxy.clone());
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(RuntimeComponents::sleep_impl));
        connector.tls_provider(Provider::Rustls(CryptoMode::Ring)).tls_context(tls.clone()).build()
    })
}
