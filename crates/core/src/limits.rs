//! The limits of the resources, each with its source. "API model" is the CloudFront 2020-05-31 model that AWS's own SDKs
//! are generated from. Checks elsewhere name these and hold no number of their own.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

/// Longest name of a function or a store, in characters (API model: `FunctionName`, `KeyValueStoreName`).
pub const NAME_MAX_CHARS: usize = 64;
/// Largest function code that the API takes, in bytes (API model: `FunctionBlob`).
pub const CODE_MAX_BYTES: usize = 40_960;
/// The documented quota for function code, in bytes, not adjustable (CloudFront Developer Guide, "Quotas": 10 KB).
pub const CODE_QUOTA_BYTES: usize = 10_240;
/// Largest connection object that a function can be tested on, in bytes (API model: `FunctionEventObject`).
pub const CONNECTION_OBJECT_MAX_BYTES: usize = 40_960;
/// Longest comment of a key value store, in characters (API model: `KeyValueStoreComment`).
pub const STORE_COMMENT_MAX_CHARS: usize = 128;
/// Longest comment of a function, in characters. The API model sets none; AWS's CloudFormation schema says 128.
pub const FUNCTION_COMMENT_MAX_CHARS: usize = 128;
/// Most key value stores that one function may be associated with (CloudFront Developer Guide, "Quotas").
pub const STORES_PER_FUNCTION: usize = 1;
/// Longest key of an item of a key value store, in bytes (CloudFront Developer Guide, "Quotas").
pub const STORE_KEY_MAX_BYTES: usize = 512;
/// Longest value of an item of a key value store, in bytes (CloudFront Developer Guide, "Quotas": 1 KB).
pub const STORE_VALUE_MAX_BYTES: usize = 1024;
/// Longest tag key, in characters (API model: `TagKey`).
pub const TAG_KEY_MAX_CHARS: usize = 128;
/// Longest tag value, in characters (API model: `TagValue`).
pub const TAG_VALUE_MAX_CHARS: usize = 256;
/// Most tags on one resource, connfn's own two included (CloudFront Developer Guide, "Quotas", stated for distributions).
pub const TAGS_MAX: usize = 50;

/// A runtime of connection functions (API model: `FunctionRuntime`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Runtime {
    #[serde(rename = "cloudfront-js-1.0")]
    Js1,
    #[serde(rename = "cloudfront-js-2.0")]
    Js2,
}

impl Runtime {
    pub const ALL: [Self; 2] = [Self::Js1, Self::Js2];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Js1 => "cloudfront-js-1.0",
            Self::Js2 => "cloudfront-js-2.0",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|runtime| runtime.as_str() == text)
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Runtime> for String {
    fn from(runtime: Runtime) -> Self {
        runtime.as_str().into()
    }
}

/// Whether the API takes `name` for a function or a store: 1 to 64 of `[a-zA-Z0-9-_]`.
pub fn is_name(name: &str) -> bool {
    (1..=NAME_MAX_CHARS).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether `arn` has the form `arn:aws:cloudfront::[0-9]{12}:key-value-store/[0-9a-fA-F-]{36}` (API model: `KeyValueStoreARN`).
pub fn is_store_arn(arn: &str) -> bool {
    let Some((account, id)) =
        arn.strip_prefix("arn:aws:cloudfront::").and_then(|rest| rest.split_once(":key-value-store/"))
    else {
        return false;
    };
    account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && id.len() == 36
        && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// Whether `c` may stand in a tag's key or value: `[\p{L}\p{Z}\p{N}_.:/=+\-@]` (API model: `TagKey`, `TagValue`).
pub fn is_tag_char(c: char) -> bool {
    // `char::is_alphanumeric` is Alphabetic (which adds marks that join letters) or N; `is_whitespace` adds controls to Z.
    c.is_alphanumeric() || (c.is_whitespace() && !c.is_control()) || "_.:/=+-@".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert!(is_name("a-B_9") && is_name(&"x".repeat(64)));
        assert!(!is_name("") && !is_name(&"x".repeat(65)) && !is_name("a.b") && !is_name("é"));
    }

    #[test]
    fn store_arns() {
        let arn = "arn:aws:cloudfront::123456789012:key-value-store/85e8a1b2-0000-4c3d-9f00-1234567890ab";
        assert!(is_store_arn(arn));
        assert!(!is_store_arn(&arn.replace("123456789012", "1")));
        assert!(!is_store_arn("arn:aws:s3:::bucket"));
        assert!(!is_store_arn(arn.strip_suffix('b').unwrap()));
    }
}
