//! What an answer to a step's own call means for the step: done, wait, try again, look first, or fail.

use crate::{
    operation::{FunctionSummary, Operation, Outcome, Response, ServiceError, StoreSummary},
    plan::Step,
};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
};

/// What is to become of a step.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Done(BTreeMap<String, String>),
    /// A wait is not over.
    NotYet {
        status: String,
    },
    /// The call had no effect and may succeed later.
    Again {
        because: String,
    },
    /// Whether the call had its effect is not known.
    Look {
        because: String,
    },
    Fail {
        error: String,
        help: Option<String>,
    },
}

/// AWS's codes for "not now", which its SDKs have already tried again.
const TRANSIENT: &[&str] = &[
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottled",
    "RequestThrottledException",
    "TooManyRequestsException",
    "TooManyRequests",
    "RequestLimitExceeded",
    "PriorRequestNotComplete",
    "SlowDown",
    "ServiceUnavailable",
];

/// AWS's codes for a failure on its side, which says nothing of the effect.
const INTERNAL: &[&str] =
    &["InternalError", "InternalFailure", "InternalServerError", "InternalServiceError", "RequestTimeout"];

/// Judges the outcome of a step's own call. `released` says whether earlier steps have just ended uses of the resource.
pub(super) fn judge(step: &Step, outcome: Outcome, released: bool) -> Verdict {
    let name = step.operation.name();
    match outcome {
        Outcome::Success { response } => succeeded(step, &response),
        Outcome::Unknown { message } => {
            let because = format!("no answer to `{name}`: {message}");
            if step.operation.mutates() { Verdict::Look { because } } else { Verdict::Again { because } }
        }
        Outcome::NotSent { message } => Verdict::Again { because: format!("`{name}` could not be sent: {message}") },
        Outcome::Error { error } => failed(step, &error, released),
    }
}

fn succeeded(step: &Step, response: &Response) -> Verdict {
    let outputs = outputs(response);
    match (&step.wait, outputs.get("Status")) {
        (None, _) => Verdict::Done(outputs),
        (Some(wait), Some(status)) if wait.until_status.contains(status) => Verdict::Done(outputs),
        (Some(_), status) => Verdict::NotYet { status: status.cloned().unwrap_or_default() },
    }
}

fn failed(step: &Step, error: &ServiceError, released: bool) -> Verdict {
    use Operation as Op;
    let because = format!("`{}` was answered with {}: {}", step.operation.name(), error.code, error.message);
    let code = error.code.as_str();
    if TRANSIENT.contains(&code) {
        return Verdict::Again { because };
    }
    if INTERNAL.contains(&code) || error.status.is_some_and(|status| status >= 500) {
        return if step.operation.mutates() { Verdict::Look { because } } else { Verdict::Again { because } };
    }
    match (&step.operation, code) {
        // An SDK sends a request again when the first answer is lost, and is then told that it is too late.
        (Op::CreateConnectionFunction(_) | Op::CreateKeyValueStore(_), "EntityAlreadyExists")
        | (Op::UpdateConnectionFunction(_) | Op::UpdateKeyValueStore(_), "PreconditionFailed") => {
            Verdict::Look { because }
        }
        (Op::DeleteConnectionFunction(_) | Op::DeleteKeyValueStore(_), "EntityNotFound" | "NoSuchResource") => {
            Verdict::Done(BTreeMap::new())
        }
        // What was just released may be reported in use for a moment longer.
        (Op::DeleteConnectionFunction(_) | Op::DeleteKeyValueStore(_), "CannotDeleteEntityWhileInUse") if released => {
            Verdict::Again { because }
        }
        // What was just made may not be seen for a moment.
        (Op::DescribeConnectionFunction(_) | Op::DescribeKeyValueStore(_), "EntityNotFound") => {
            if step.wait.is_some() {
                Verdict::NotYet { status: "not found".to_string() }
            } else {
                Verdict::Again { because }
            }
        }
        _ => Verdict::Fail { help: help(step.operation.name(), code), error: because },
    }
}

/// The way out of an error that no repetition mends.
fn help(operation: &str, code: &str) -> Option<String> {
    Some(match code {
        "PreconditionFailed" => "it was changed by another hand since the plan was made: make a new plan".to_string(),
        "EntityNotFound" => "it was deleted by another hand since the plan was made: make a new plan".to_string(),
        "AccessDenied" => format!("the credentials lack the permission `cloudfront:{operation}` on this resource"),
        "CannotDeleteEntityWhileInUse" => "remove it from what uses it, then plan again".to_string(),
        "EntityLimitExceeded" => {
            "the account's quota is used up: delete what is not needed or ask AWS for more".to_string()
        }
        "ExpiredToken" | "ExpiredTokenException" | "InvalidClientTokenId" => {
            "renew the credentials, then plan again: what was done stays done".to_string()
        }
        "RequestExpired" | "SignatureDoesNotMatch" | "InvalidSignatureException" => {
            "check this machine's clock and the credentials".to_string()
        }
        _ => return None,
    })
}

/// What an answer gives to later steps.
pub(super) fn outputs(response: &Response) -> BTreeMap<String, String> {
    let mut outputs = BTreeMap::new();
    let mut put = |name: &str, value: &str| outputs.insert(name.to_string(), value.to_string());
    if let Some(etag) = &response.etag {
        put("ETag", etag);
    }
    if let Some(FunctionSummary { id, connection_function_arn, status, .. }) = &response.connection_function_summary {
        put("Id", id);
        put("ConnectionFunctionArn", connection_function_arn);
        put("Status", status);
    }
    if let Some(StoreSummary { id, arn, status, last_modified_time, .. }) = &response.key_value_store {
        put("Id", id);
        put("ARN", arn);
        if let Some(status) = status {
            put("Status", status);
        }
        if let Some(time) = last_modified_time {
            put("LastModifiedTime", time);
        }
    }
    outputs
}
