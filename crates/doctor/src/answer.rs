//! What became of a call, as far as a judgement needs it, and the few kinds of refusals that are told apart.

use alloc::{format, string::String, vec::Vec};
use connfn_core::operation::ServiceError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub outcome: Outcome,
    /// Scheme and authority of the endpoint that the call went to, if it went anywhere.
    pub endpoint: Option<String>,
    /// Both clocks when the answer came, if it told its time.
    pub clocks: Option<Clocks>,
}

/// Milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// By the answer's `Date`, which has no parts of a second.
    pub theirs_ms: i64,
    pub ours_ms: i64,
}

#[allow(clippy::large_enum_variant, reason = "answers are few, short-lived, and mostly given")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Given(Given),
    Refused(ServiceError),
    /// No answer, or one that cannot be read.
    Unclear {
        message: String,
    },
    /// The call never left.
    NotSent {
        message: String,
    },
    /// It never left, since there are no credentials to sign it with.
    NoCredentials {
        message: String,
    },
}

/// The members of an answer. Which are set depends on the call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub etag: Option<String>,
    pub function: Option<Function>,
    pub functions: Vec<Function>,
    pub code: Option<Vec<u8>>,
    pub store: Option<Store>,
    pub stores: Vec<Store>,
    pub next_marker: Option<String>,
    pub tags: Vec<(String, String)>,
    /// The ids of distributions.
    pub distributions: Vec<String>,
    pub test: Option<TestResult>,
    pub identity: Option<Identity>,
}

/// A stage of a function. What the answer leaves out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    pub id: String,
    pub name: String,
    pub arn: String,
    pub stage: String,
    pub status: String,
    pub comment: String,
    pub runtime: String,
    /// The ARNs of the stores that it names.
    pub stores: Vec<String>,
    pub modified: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Store {
    pub id: String,
    pub name: String,
    pub arn: String,
    pub status: String,
    pub comment: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestResult {
    pub output: Option<String>,
    pub error_message: Option<String>,
    pub logs: Vec<String>,
    pub compute_utilization: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    pub account: String,
    pub arn: String,
}

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Whoever calls may not.
    Denied,
    /// Nobody knows who calls: the credentials are not taken.
    Unidentified,
    /// It may be answered otherwise later.
    Passing,
    /// It was looked at, and there is no room in the account for what it would make.
    NoRoom,
    /// The request or what it names, so that it was looked at.
    Considered,
}

impl Refusal {
    pub(crate) fn of(error: &ServiceError) -> Self {
        match error.code.as_str() {
            "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" => Self::Denied,
            "AuthFailure"
            | "ExpiredToken"
            | "ExpiredTokenException"
            | "IncompleteSignature"
            | "InvalidAccessKeyId"
            | "InvalidClientTokenId"
            | "InvalidSignatureException"
            | "MissingAuthenticationToken"
            | "OptInRequired"
            | "RequestExpired"
            | "RequestTimeTooSkewed"
            | "SignatureDoesNotMatch"
            | "UnrecognizedClientException" => Self::Unidentified,
            code if is_quota(code) => Self::NoRoom,
            // It means that a function cannot be run, with the status of a failure.
            "TestFunctionFailed" => Self::Considered,
            // What is no word of AWS's was not said by CloudFront.
            code if code.bytes().all(|byte| byte.is_ascii_digit()) => Self::Passing,
            _ if error.is_not_now() || error.is_internal() || error.status.is_none() => Self::Passing,
            _ => Self::Considered,
        }
    }
}

/// Whether a code says how many of something there are, and not how large one is.
fn is_quota(code: &str) -> bool {
    // Of requests and tags there may be too many in any account.
    let is_of_others = code.starts_with("TooManyRequests") || code.starts_with("TooManyTags");
    matches!(code, "EntityLimitExceeded" | "LimitExceeded" | "QuotaExceeded" | "ServiceQuotaExceededException")
        || (code.starts_with("TooMany") && !is_of_others)
}

impl Outcome {
    pub(crate) fn given(&self) -> Option<&Given> {
        match self {
            Self::Given(given) => Some(given),
            _ => None,
        }
    }

    /// AWS's code, if the call was considered and refused for what it asks.
    pub(crate) fn considered(&self) -> Option<&str> {
        match self {
            Self::Refused(error) if Refusal::of(error) == Refusal::Considered => Some(&error.code),
            _ => None,
        }
    }

    pub(crate) fn is_refused_as(&self, refusal: Refusal) -> bool {
        matches!(self, Self::Refused(error) if Refusal::of(error) == refusal)
    }

    /// Whether it will be refused again: who may not now may not in a minute.
    pub(crate) fn is_final(&self) -> bool {
        self.is_refused_as(Refusal::Denied) || self.is_refused_as(Refusal::Unidentified)
    }

    /// What became of the call, in words that fit behind its name and a colon.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Given(_) => "it succeeded".into(),
            Self::Refused(error) => format!("{}: {}", error.code, error.message),
            Self::Unclear { message } | Self::NotSent { message } | Self::NoCredentials { message } => message.clone(),
        }
    }
}
