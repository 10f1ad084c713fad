//! What went wrong with one call, sorted by the one question that matters afterwards: did CloudFront say no, did the call
//! never leave, or does nobody know. Messages are for people and hold no credential and no request.

use crate::transmission::{Transmission, failed_to_connect, sources};
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_cloudfront::{
    config::http::HttpResponse,
    error::{BuildError, ProvideErrorMetadata, SdkError},
    operation::RequestId,
};
use connfn_core::operation::{Outcome, ServiceError};
use std::error::Error;

/// Why a call has no answer to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// CloudFront answered with an error.
    Refused(ServiceError),
    /// No answer.
    Unknown { message: String },
    /// An answer that cannot be read. The SDK does not repeat such a call, since it takes the answer for one.
    Unreadable { message: String },
    /// No attempt left this machine.
    NotSent { cause: NotSent, message: String },
}

/// What kept a call from leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSent {
    Connection,
    Credentials,
    /// The call itself could not be put together.
    Request,
}

impl Failure {
    pub(crate) fn of<E>(error: &SdkError<E, HttpResponse>, call: &Transmission) -> Self
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        match error {
            SdkError::ServiceError(service) => refusal(error, service.raw().status().as_u16()),
            SdkError::ResponseError(_) => unreadable(error),
            _ if call.may_have_arrived() => Self::Unknown { message: format!("no answer: {}", describe(error)) },
            _ => not_sent(error, call),
        }
    }

    /// An answer that lacks what the API model promises.
    pub(crate) fn incomplete(what: &str) -> Self {
        Self::Unreadable { message: format!("the answer cannot be read: `{what}` is not complete") }
    }

    /// Whether CloudFront said that the resource does not exist.
    pub(crate) fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(error) if matches!(error.code.as_str(), "EntityNotFound" | "NoSuchResource"))
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => Self::Error { error },
            Failure::Unknown { message } | Failure::Unreadable { message } => Self::Unknown { message },
            Failure::NotSent { message, .. } => Self::NotSent { message },
        }
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self::NotSent { cause: NotSent::Request, message: describe(&error) }
    }
}

fn refusal<E>(error: &SdkError<E, HttpResponse>, status: u16) -> Failure
where
    E: Error + ProvideErrorMetadata + 'static,
{
    let metadata = error.meta();
    match metadata.code() {
        None if (200..300).contains(&status) => unreadable(error),
        // Something between here and CloudFront spoke: a gateway that gave up cannot know what became of the call.
        None if status >= 500 => {
            Failure::Unknown { message: format!("no answer of CloudFront's: HTTP status {status}") }
        }
        code => Failure::Refused(ServiceError {
            code: code.map_or_else(|| status.to_string(), str::to_owned),
            message: metadata.message().map_or_else(|| format!("HTTP status {status}"), str::to_owned),
            status: Some(status),
            request_id: error.request_id().map(str::to_owned),
        }),
    }
}

fn unreadable(error: &(dyn Error + 'static)) -> Failure {
    Failure::Unreadable { message: format!("the answer cannot be read: {}", describe(error)) }
}

fn not_sent<E>(error: &SdkError<E, HttpResponse>, call: &Transmission) -> Failure
where
    E: Error + 'static,
{
    let detail = describe(error);
    let (cause, message) = match call.endpoint() {
        Some(endpoint) if failed_to_connect(error) => {
            (NotSent::Connection, format!("cannot connect to {endpoint}: {detail}"))
        }
        None if detail.starts_with(NO_ENDPOINT) => (NotSent::Connection, detail),
        _ if is_about_credentials(error) => (NotSent::Credentials, format!("no usable credentials: {detail}")),
        _ => (NotSent::Request, format!("the call cannot be made: {detail}")),
    };
    Failure::NotSent { cause, message }
}

/// How the SDK begins when an endpoint is not a URL.
const NO_ENDPOINT: &str = "failed to apply endpoint";

fn is_about_credentials(error: &(dyn Error + 'static)) -> bool {
    // The cache of credentials has an error of its own for a source that takes too long.
    sources(error).any(|source| source.is::<CredentialsError>() || source.to_string().starts_with("identity resolver"))
}

/// What the SDK's layers say, outermost first, without those that only name themselves.
const LAYERS: [&str; 14] = [
    "client error (Connect)",
    "client error (SendRequest)",
    "dispatch failure",
    "error trying to connect",
    "failed to construct request",
    "io error",
    "other",
    "request has timed out",
    "response error",
    "service error",
    "the credential provider was not enabled",
    "timeout",
    "unhandled error",
    "user error",
];

/// How the SDK begins where a check of our own has failed.
const INTERCEPTOR: &str = "interceptor encountered an error";

/// An error and its causes on one line, each said once.
fn describe(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    for source in sources(error) {
        let text = one_line(&source.to_string());
        let repeats = said.last().is_some_and(|before| before.contains(&text));
        let is_layer = LAYERS.contains(&text.as_str()) || text.ends_with(INTERCEPTOR);
        if !repeats && !is_layer {
            said.push(text);
        }
    }
    if said.is_empty() { one_line(&error.to_string()) } else { said.join(": ") }
}

/// A text on one line, up to where the SDK begins to list or to print what a person need not or must not see.
fn one_line(text: &str) -> String {
    let hidden = [". Attempted:", " to request `", "Request {", "SdkBody"];
    let end = hidden.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let shown = text.get(..end).unwrap_or_default();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
