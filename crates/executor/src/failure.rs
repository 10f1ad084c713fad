//! What went wrong with one call, sorted by the one question that matters afterwards: did CloudFront say no, did the call
//! never leave, or does nobody know. Messages are for people and hold no credential and no request.

use crate::transmission::{Transmission, failed_to_connect, sources};
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
    /// No answer, or none that can be read.
    Unknown { message: String },
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
            SdkError::ResponseError(_) => {
                Self::Unknown { message: format!("the answer cannot be read: {}", describe(error)) }
            }
            _ if call.may_have_arrived() => Self::Unknown { message: format!("no answer: {}", describe(error)) },
            _ => not_sent(error, call),
        }
    }

    /// An answer that lacks what the API model promises.
    pub(crate) fn incomplete(member: &str) -> Self {
        Self::Unknown { message: format!("the answer cannot be read: it lacks `{member}`") }
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
            Failure::Unknown { message } => Self::Unknown { message },
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
        // Something between here and CloudFront spoke: a gateway that gave up cannot know what became of the call.
        None if status >= 500 => {
            Failure::Unknown { message: format!("no answer of CloudFront's: HTTP status {status}") }
        }
        code => Failure::Refused(ServiceError {
            code: code.map_or_else(|| status.to_string(), str::to_owned),
            message: metadata.message().map_or_else(|| format!("HTTP status {status}"), str::to_owned),
            request_id: error.request_id().map(str::to_owned),
        }),
    }
}

fn not_sent<E>(error: &SdkError<E, HttpResponse>, call: &Transmission) -> Failure
where
    E: Error + 'static,
{
    let detail = describe(error);
    let (cause, message) = match (call.endpoint(), error) {
        (Some(endpoint), _) if failed_to_connect(error) => {
            (NotSent::Connection, format!("cannot connect to {endpoint}: {detail}"))
        }
        // All else that ends an attempt before it is handed to the network is about who signs it.
        (_, SdkError::DispatchFailure(_) | SdkError::TimeoutError(_)) => {
            (NotSent::Credentials, format!("no usable credentials: {detail}"))
        }
        _ => (NotSent::Request, detail),
    };
    Failure::NotSent { cause, message }
}

/// What the SDK's layers say, outermost first, without those that only name themselves.
const LAYERS: [&str; 12] = [
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
    "timeout",
    "user error",
];

/// An error and its causes on one line, each said once.
fn describe(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    for source in sources(error) {
        let text = source.to_string().replace('\n', " ");
        let repeats = said.last().is_some_and(|before| before.contains(&text));
        if !repeats && !LAYERS.contains(&text.as_str()) {
            said.push(text);
        }
    }
    if said.is_empty() { error.to_string() } else { said.join(": ") }
}

#[cfg(test)]
mod tests;
