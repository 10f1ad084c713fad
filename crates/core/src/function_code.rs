//! What is said of function code without reading it: its size, and the runtime that it is for.

use crate::{
    diagnostic::{Code, Diagnostic},
    limits::{CODE_MAX_BYTES, CODE_QUOTA_BYTES, Runtime},
};
use alloc::format;

/// Whether the API accepts code of so many bytes, and within its documented quota.
pub fn of_size(bytes: usize) -> Option<Diagnostic> {
    if bytes == 0 {
        return Some(Diagnostic::new(Code::CodeEmpty, "the function's code is empty"));
    }
    if bytes > CODE_MAX_BYTES {
        let message = format!("the function's code has {bytes} bytes, but at most {CODE_MAX_BYTES} are accepted");
        let help = "move data into a key value store, or minify the code";
        return Some(Diagnostic::new(Code::CodeTooLarge, message).help(help));
    }
    (bytes > CODE_QUOTA_BYTES).then(|| {
        let message = format!("the function's code has {bytes} bytes; the documented quota is {CODE_QUOTA_BYTES}");
        Diagnostic::new(Code::CodeOverQuota, message).help(format!(
            "the quota is in the CloudFront Developer Guide, \"Quotas\"; the API itself takes {CODE_MAX_BYTES} bytes"
        ))
    })
}

/// Whether AWS documents connection functions for a runtime.
pub fn of_runtime(runtime: Runtime) -> Option<Diagnostic> {
    (runtime == Runtime::Js1).then(|| {
        let message = format!("AWS documents connection functions for `{}` only", Runtime::Js2);
        Diagnostic::new(Code::OldRuntime, message).help(format!("write `{}`", Runtime::Js2))
    })
}
