//! What comes back of a call, by AWS's own names and members.

use super::StoreAssociation;
use crate::json::{self, Error};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Deserializer, Serialize};

/// What became of a call.
#[allow(clippy::large_enum_variant, reason = "outcomes are few, short-lived, and mostly successes")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Outcome {
    /// CloudFront answered that it is done.
    Success { response: Response },
    /// CloudFront answered with an error of the API model or another of its own.
    Error { error: ServiceError },
    /// Nobody knows whether the call had its effect: no answer, or one that could not be read.
    Unknown { message: String },
    /// The call never left, for want of credentials or of a connection.
    NotSent { message: String },
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::read_by(deserializer, |tree| match tree.tag("result")? {
            "success" => Ok(Self::Success { response: tree.required("response")? }),
            "error" => Ok(Self::Error { error: tree.required("error")? }),
            "unknown" => Ok(Self::Unknown { message: tree.required("message")? }),
            "not-sent" => Ok(Self::NotSent { message: tree.required("message")? }),
            other => Err(Error::no_tag("result", other, &["success", "error", "unknown", "not-sent"])),
        })
    }
}

/// An error answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceError {
    /// AWS's error code, such as `PreconditionFailed`.
    pub code: String,
    pub message: String,
    /// The HTTP status, if it is known. From 500 on, nobody knows whether the call had its effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// AWS's codes for "not now", which its SDKs have already tried again.
const NOT_NOW: &[&str] = &[
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

impl ServiceError {
    /// Whether the call had no effect and may succeed later.
    pub fn is_not_now(&self) -> bool {
        NOT_NOW.contains(&self.code.as_str())
    }

    /// Whether CloudFront failed, so that nothing is known of the effect. Its error `TestFunctionFailed` looks as if it had.
    pub fn is_internal(&self) -> bool {
        INTERNAL.contains(&self.code.as_str()) || self.status.is_some_and(|status| status >= 500)
    }
}

/// The members of a successful answer that connfn reads. Which are set depends on the operation; others are ignored, so
/// an SDK's own response object can be given as it is, but for code, which SDKs give as bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase", default)]
pub struct Response {
    #[serde(rename = "ETag", skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_function_summary: Option<FunctionSummary>,
    /// Function code, decoded as UTF-8. Code that is not text reads as a string that no function has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_function_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_functions: Option<Vec<FunctionSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_marker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_value_store: Option<StoreSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<ObservedTags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_function_test_result: Option<FunctionTestResult>,
}

/// What running a function on a connection gave (API model: `ConnectionFunctionTestResult`). AWS tells the form of none of
/// these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase", default)]
pub struct FunctionTestResult {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_function_execution_logs: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_function_error_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_function_output: Option<String>,
}

/// A function as an answer describes it (API model: `ConnectionFunctionSummary`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
pub struct FunctionSummary {
    pub name: String,
    pub id: String,
    pub connection_function_arn: String,
    pub status: String,
    pub connection_function_config: ObservedConfig,
}

/// A function's configuration as an answer describes it (API model: `FunctionConfig`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
pub struct ObservedConfig {
    pub comment: String,
    pub runtime: String,
    #[serde(default)]
    pub key_value_store_associations: Option<ObservedAssociations>,
}

/// Associations in an answer, where `Items` may be left out if there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
pub struct ObservedAssociations {
    #[serde(default)]
    pub items: Option<Vec<StoreAssociation<String>>>,
}

/// A store as an answer describes it (API model: `KeyValueStore`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
pub struct StoreSummary {
    pub name: String,
    pub id: String,
    pub comment: String,
    #[serde(rename = "ARN")]
    pub arn: String,
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub last_modified_time: Option<String>,
}

/// Tags in an answer, where `Items` may be left out if there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
pub struct ObservedTags {
    #[serde(default)]
    pub items: Option<Vec<ObservedTag>>,
}

/// A tag in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
pub struct ObservedTag {
    pub key: String,
    #[serde(default)]
    pub value: Option<String>,
}

impl ObservedConfig {
    pub fn store_arns(&self) -> impl Iterator<Item = &str> {
        let items = self.key_value_store_associations.as_ref().and_then(|associations| associations.items.as_ref());
        items.into_iter().flatten().map(|item| item.key_value_store_arn.as_str())
    }
}

impl ObservedTags {
    pub fn get(&self, key: &str) -> Option<&str> {
        let tag = self.items.iter().flatten().find(|tag| tag.key == key)?;
        Some(tag.value.as_deref().unwrap_or_default())
    }
}
