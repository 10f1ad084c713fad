//! Whether CloudFront can be reached, and takes the credentials. If not, no other call would tell more.

use crate::{
    answer::{Answer, Outcome, Refusal},
    report::{Area, ENDPOINT, Finding, Verdict},
};
use alloc::format;

/// What keeps every call from being considered.
pub(super) fn judge(first: &Answer) -> Option<Finding> {
    let wrong = |message, help: &str| Finding::new(Area::Identity, ENDPOINT, Verdict::Wrong, message).help(help);
    match &first.outcome {
        Outcome::NotSent { message } => Some(wrong(
            message.clone(),
            "sign in, as with `aws sso login`, or set `AWS_PROFILE`; check the network, `HTTPS_PROXY` and the endpoint",
        )),
        outcome if outcome.is_refused_as(Refusal::Unidentified) => Some(wrong(
            format!("CloudFront does not take the credentials: {}", outcome.words()),
            "renew them, and look at this machine's clock",
        )),
        _ => None,
    }
}

pub(super) fn may_go_on(first: &Answer) -> bool {
    judge(first).is_none()
}
