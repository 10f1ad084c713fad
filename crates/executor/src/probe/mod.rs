//! Makes the calls of an examination: one call, one answer, as it came. Judges nothing; the SDK's standard retry is the only
//! repetition here.

mod calls;
mod convert;
mod patience;
mod stamp;

use crate::{
    client::{self, ClientOptions},
    failure::{Failure, NotSent},
    transmission::Transmission,
};
use aws_credential_types::{
    credential_feature::AwsCredentialFeature,
    provider::{ProvideCredentials, SharedCredentialsProvider},
};
use aws_sdk_cloudfront::Client;
use connfn_doctor::{Answer, Call, Caller, Given, Outcome};
pub use patience::PatientProber;
use stamp::Stamp;
use std::fmt;

/// The way of an examination to AWS.
pub struct Prober {
    cloudfront: Client,
    sts: aws_sdk_sts::Client,
    credentials: Option<SharedCredentialsProvider>,
    region: Option<String>,
    on_call: OnCall,
}

/// Told of each call before it is made.
type OnCall = Box<dyn FnMut(&Call)>;

impl fmt::Debug for Prober {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prober").field("region", &self.region).finish_non_exhaustive()
    }
}

impl Prober {
    /// `on_call` is told of each call before it is made.
    pub async fn new(options: &ClientOptions, on_call: impl FnMut(&Call) + 'static) -> Self {
        let client::Clients { cloudfront, sts, credentials } = client::clients(options).await;
        let region = cloudfront.config().region().map(ToString::to_string);
        Self { cloudfront, sts, credentials, region, on_call: Box::new(on_call) }
    }

    /// The region whose endpoints are called.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// Where the credentials come from, in words, if there are any and they tell.
    pub async fn origin_of_credentials(&self) -> Option<String> {
        let credentials = self.credentials.as_ref()?.provide_credentials().await.ok()?;
        let features: &Vec<AwsCredentialFeature> = credentials.get_property()?;
        let mut words: Vec<&str> = features.iter().filter_map(origin).collect();
        words.dedup();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// What one link of the SDK's chain is called.
const fn origin(feature: &AwsCredentialFeature) -> Option<&'static str> {
    use AwsCredentialFeature as From;
    Some(match feature {
        From::CredentialsEnvVars => "environment variables",
        From::CredentialsProfile | From::CredentialsProfileSourceProfile => "a profile",
        From::CredentialsProfileSso | From::CredentialsSso => "IAM Identity Center",
        From::CredentialsProfileProcess | From::CredentialsProcess => "a process",
        From::CredentialsEnvVarsStsWebIdToken
        | From::CredentialsProfileStsWebIdToken
        | From::CredentialsStsAssumeRoleWebId => "web identity",
        From::CredentialsStsAssumeRole => "an assumed role",
        From::CredentialsHttp => "the container's role",
        From::CredentialsImds => "the instance's role",
        _ => return None,
    })
}

impl Caller for Prober {
    async fn call(&mut self, call: Call) -> Answer {
        (self.on_call)(&call);
        let watch = Watch::default();
        let given = calls::make(&self.cloudfront, &self.sts, call, &watch).await;
        Answer {
            outcome: given.map_or_else(outcome, Outcome::Given),
            endpoint: watch.transmission.endpoint(),
            clocks: watch.stamp.clocks(),
        }
    }
}

fn outcome(failure: Failure) -> Outcome {
    match failure {
        Failure::Refused(error) => Outcome::Refused(error),
        Failure::Unknown { message } | Failure::Unreadable { message } => Outcome::Unclear { message },
        Failure::NotSent { cause: NotSent::Credentials, message } => Outcome::NoCredentials { message },
        Failure::NotSent { message, .. } => Outcome::NotSent { message },
    }
}

/// What is looked at while a call is on its way.
#[derive(Debug, Default)]
struct Watch {
    transmission: Transmission,
    stamp: Stamp,
}

/// Either what an answer gave or why there is none.
type Answered = Result<Given, Failure>;
