//! Why an account could not be read, and what a person can do about it.

use crate::failure::{Failure, NotSent};
use connfn_doctor::help;
use std::{error::Error, fmt};

/// The first call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObserveError {
    /// The operation by its AWS name.
    pub operation: &'static str,
    /// AWS's error code, if CloudFront answered.
    pub code: Option<String>,
    pub message: String,
    pub request_id: Option<String>,
    /// The way out, if there is a usual one.
    pub help: Option<String>,
}

impl ObserveError {
    pub(super) fn of(operation: &'static str, failure: Failure) -> Self {
        let help = help(operation, &failure);
        let (code, message, request_id) = match failure {
            Failure::Refused(error) => (Some(error.code), error.message, error.request_id),
            Failure::Unknown { message } | Failure::Unreadable { message } | Failure::NotSent { message, .. } => {
                (None, message, None)
            }
        };
        Self { operation, code, message, request_id, help }
    }

    /// A function that was never the same twice.
    pub(super) fn unsettled(operation: &'static str, name: &str) -> Self {
        Self {
            operation,
            code: None,
            message: format!("`{name}` was changed again and again while it was read"),
            request_id: None,
            help: Some("nothing was changed; run it again when nobody else changes it".to_owned()),
        }
    }
}

impl fmt::Display for ObserveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        if let Some(code) = &self.code {
            write!(f, "{code}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl Error for ObserveError {}

fn help(operation: &str, failure: &Failure) -> Option<String> {
    let text = match failure {
        Failure::Refused(error) => return refusal_help(operation, &error.code),
        Failure::NotSent { cause: NotSent::Credentials, .. } => help::SIGN_IN,
        Failure::NotSent { cause: NotSent::Connection, .. } => help::CONNECT,
        Failure::NotSent { cause: NotSent::Request, .. } => return None,
        Failure::Unknown { .. } => "nothing was changed; run it again",
        Failure::Unreadable { .. } => {
            "nothing was changed; run it again, and if it stays so, look at what stands between here and CloudFront: a \
             proxy, or the endpoint that `--endpoint-url`, `AWS_ENDPOINT_URL_CLOUDFRONT` or `AWS_ENDPOINT_URL` gives"
        }
    };
    Some(text.to_owned())
}

fn refusal_help(operation: &str, code: &str) -> Option<String> {
    let text = match code {
        "AccessDenied" | "AccessDeniedException" => {
            return Some(format!("allow `cloudfront:{operation}` to the identity that makes the call"));
        }
        "ExpiredToken" | "ExpiredTokenException" => {
            "the credentials have expired; sign in again, as with `aws sso login`"
        }
        "RequestExpired" | "RequestInTheFuture" | "RequestTimeTooSkewed" => {
            "the clock of this machine is wrong: set it, then run it again"
        }
        "InvalidAccessKeyId"
        | "InvalidClientTokenId"
        | "InvalidSignatureException"
        | "MissingAuthenticationToken"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException" => {
            "check which credentials are in use, with `aws sts get-caller-identity`, and the clock of this machine"
        }
        "InternalError" | "InternalFailure" | "InternalServerError" | "InternalServiceError" => {
            "the failure is AWS's, and nothing was changed; run it again"
        }
        "429"
        | "RequestLimitExceeded"
        | "ServiceUnavailable"
        | "Throttling"
        | "ThrottlingException"
        | "TooManyRequestsException" => {
            "wait a little and run it again; `AWS_MAX_ATTEMPTS` says how often a call is repeated"
        }
        _ => return None,
    };
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use connfn_core::operation::ServiceError;

    fn refused(code: &str) -> ObserveError {
        let error =
            ServiceError { code: code.into(), message: "not authorized".into(), status: Some(403), request_id: None };
        ObserveError::of("GetConnectionFunction", Failure::Refused(error))
    }

    #[test]
    fn denied_access_names_the_action() {
        let error = refused("AccessDenied");
        assert_eq!(error.to_string(), "GetConnectionFunction: AccessDenied: not authorized");
        assert!(error.help.unwrap().contains("`cloudfront:GetConnectionFunction`"));
    }

    #[test]
    fn an_unusual_error_has_no_help() {
        assert_eq!(refused("InvalidArgument").help, None);
    }

    #[test]
    fn missing_credentials_and_connections_differ() {
        let of = |cause| ObserveError::of("X", Failure::NotSent { cause, message: "m".into() });
        let (credentials, connection) = (of(NotSent::Credentials), of(NotSent::Connection));
        assert_eq!(credentials.to_string(), "X: m");
        assert!(credentials.help.unwrap().contains("AWS_PROFILE"));
        assert!(connection.help.unwrap().contains("--endpoint-url"));
    }
}
