//! What an answer to a step's own call means for the step: done, wait, try again, look first, or fail.

use crate::ordered::Map;
use crate::{
    operation::{
        FunctionConfig, FunctionSummary, FunctionTestResult, Operation, Outcome, Response, ServiceError, StoreSummary,
    },
    plan::Step,
    remote_test::{self, RemoteTest},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// What is to become of a step.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Done(Map<String, String>),
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

/// What ends a wait, with all that earlier steps gave filled in.
#[derive(Debug)]
pub(super) enum Awaited {
    Status(Vec<String>),
    Code(String),
    Config(FunctionConfig<String>),
}

/// Judges the outcome of a step's own call. `awaited` is what ends its wait.
pub(super) fn judge(step: &Step, outcome: Outcome, awaited: Option<&Awaited>) -> Verdict {
    let name = step.operation.name();
    match outcome {
        Outcome::Success { response } if let Some(test) = &step.test => tested(test, &response),
        Outcome::Success { response } => succeeded(&response, awaited),
        Outcome::Unknown { message } => unanswered(step, format!("no answer to `{name}`: {message}")),
        Outcome::NotSent { message } => Verdict::Again { because: format!("`{name}` could not be sent: {message}") },
        Outcome::Error { error } => failed(step, &error),
    }
}

/// Whether the call had its effect is not known. Sending it again does no harm: a change of a version that is gone is refused,
/// and what is gone, published or tagged already stays so. Only a creation is looked for first. A look in place of the
/// second sending would be less sure: what it reads can be older than the version that the plan saw.
fn unanswered(step: &Step, because: String) -> Verdict {
    match step.operation {
        Operation::CreateConnectionFunction(_) | Operation::CreateKeyValueStore(_) => Verdict::Look { because },
        _ => Verdict::Again { because },
    }
}

fn succeeded(response: &Response, awaited: Option<&Awaited>) -> Verdict {
    let outputs = outputs(response);
    let status = || outputs.get("Status").cloned().unwrap_or_default();
    let (is_over, so_far) = match awaited {
        None => (true, String::new()),
        Some(Awaited::Status(settled)) => (settled.contains(&status()), status()),
        Some(Awaited::Code(code)) => {
            (response.connection_function_code.as_ref() == Some(code), "LIVE holds other code".to_string())
        }
        Some(Awaited::Config(config)) => {
            let read = response.connection_function_summary.as_ref();
            (read.is_some_and(|read| agrees(config, read)), "LIVE holds another configuration".to_string())
        }
    };
    if is_over { Verdict::Done(outputs) } else { Verdict::NotYet { status: so_far } }
}

/// A function was run. That is what its answer tells, not that the call went well.
fn tested(test: &RemoteTest, response: &Response) -> Verdict {
    let nothing = FunctionTestResult::default();
    match test.judge(response.connection_function_test_result.as_ref().unwrap_or(&nothing)) {
        Ok(()) => Verdict::Done(Map::new()),
        Err(error) => Verdict::Fail { error, help: Some(remote_test::HELP.to_string()) },
    }
}

fn failed(step: &Step, error: &ServiceError) -> Verdict {
    use Operation as Op;
    let because = format!("`{}` was answered with {}: {}", step.operation.name(), error.code, error.message);
    let code = error.code.as_str();
    if error.is_not_now() {
        return Verdict::Again { because };
    }
    // Its status is that of a failure which passes, and it means that the function cannot be run.
    if code == "TestFunctionFailed" {
        return Verdict::Fail { help: Some(remote_test::HELP.to_string()), error: because };
    }
    if error.is_internal() {
        return unanswered(step, because);
    }
    let follows = !step.after.is_empty();
    match (&step.operation, code) {
        // An SDK sends a request again when the first answer is lost, and is then told that it is too late.
        (Op::CreateConnectionFunction(_) | Op::CreateKeyValueStore(_), "EntityAlreadyExists")
        | (Op::UpdateConnectionFunction(_) | Op::UpdateKeyValueStore(_), "PreconditionFailed") => {
            Verdict::Look { because }
        }
        (Op::DeleteConnectionFunction(_) | Op::DeleteKeyValueStore(_), "EntityNotFound" | "NoSuchResource") => {
            Verdict::Done(Map::new())
        }
        // What an earlier step has just made may not be seen everywhere for a moment. And the plan saw no user of a store
        // that it deletes: one that has just let go of it may be reported for a moment longer.
        (
            Op::DescribeConnectionFunction(_) | Op::GetConnectionFunction(_) | Op::DescribeKeyValueStore(_),
            "EntityNotFound",
        )
        | (Op::DeleteKeyValueStore(_), "CannotDeleteEntityWhileInUse") => Verdict::Again { because },
        (
            Op::TestConnectionFunction(_) | Op::PublishConnectionFunction(_) | Op::TagResource(_),
            "EntityNotFound" | "NoSuchResource",
        ) if follows => Verdict::Again { because },
        _ => Verdict::Fail { help: help(step.operation.name(), code), error: because },
    }
}

/// The way out of an error that no repetition mends.
fn help(operation: &str, code: &str) -> Option<String> {
    Some(match code {
        "PreconditionFailed" => {
            "it was changed since the plan was made, by another hand or another run: make a new plan".to_string()
        }
        "EntityNotFound" | "NoSuchResource" => {
            "it was deleted by another hand since the plan was made: make a new plan".to_string()
        }
        "InvalidArgument" | "UnsupportedOperation" if operation == "TestConnectionFunction" => {
            remote_test::NOT_TAKEN_HELP.to_string()
        }
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
pub(super) fn outputs(response: &Response) -> Map<String, String> {
    let mut outputs = Map::new();
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

/// Whether a function that was read has the configuration that was given.
fn agrees(given: &FunctionConfig<String>, summary: &FunctionSummary) -> bool {
    differences(given, summary).next().is_none()
}

/// The arguments in which a function that was read differs from the configuration that was given.
pub(super) fn differences(
    given: &FunctionConfig<String>,
    summary: &FunctionSummary,
) -> impl Iterator<Item = &'static str> {
    let found = &summary.connection_function_config;
    let given_arns = given.key_value_store_associations.iter().flat_map(|associations| &associations.items);
    let rows = [
        ("comment", given.comment == found.comment),
        ("runtime", given.runtime.as_str() == found.runtime),
        (
            "key_value_store_association",
            given_arns.map(|item| item.key_value_store_arn.as_str()).eq(found.store_arns()),
        ),
    ];
    rows.into_iter().filter(|(_, same)| !same).map(|(name, _)| name)
}
