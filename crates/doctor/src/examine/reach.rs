//! Whether CloudFront can be reached, and takes the credentials. If not, no other call would tell more.

use super::permissions::Permissions;
use crate::{
    answer::{Answer, Outcome, Refusal},
    help,
    report::{Area, ENDPOINT, Finding, Verdict},
};
use alloc::format;

/// What keeps every call from being considered.
pub(super) fn judge(first: &Answer) -> Option<Finding> {
    let wrong = |message, help: &str| Finding::new(Area::Identity, ENDPOINT, Verdict::Wrong, message).help(help);
    match &first.outcome {
        Outcome::NoCredentials { message } => Some(wrong(message.clone(), help::SIGN_IN)),
        Outcome::NotSent { message } => Some(wrong(message.clone(), help::CONNECT)),
        Outcome::Unclear { message } => Some(wrong(format!("CloudFront did not answer: {message}"), BETWEEN)),
        outcome if outcome.is_refused_as(Refusal::Unidentified) => {
            Some(wrong(format!("CloudFront does not take the credentials: {}", outcome.words()), RENEW))
        }
        _ => None,
    }
}

const BETWEEN: &str =
    "run it again, and if it stays so, look at what stands between here and CloudFront, such as a proxy";

/// What is said if CloudFront considered nothing that it was asked, beginning with this.
pub(super) fn nothing_considered(first: &Answer, permissions: &Permissions) -> Option<Finding> {
    let is_nothing = permissions.findings.iter().all(|finding| finding.verdict == Verdict::Unknown);
    let message = format!("CloudFront considered nothing that it was asked: {}", first.outcome.words());
    (is_nothing && first.outcome.given().is_none())
        .then(|| Finding::new(Area::Identity, ENDPOINT, Verdict::Wrong, message).help(BETWEEN))
}

/// What is said of credentials that were taken at first.
pub(super) fn credentials(permissions: &Permissions) -> Option<Finding> {
    let message = format!("CloudFront takes the credentials no more: {}", permissions.unidentified.as_ref()?);
    Some(Finding::new(Area::Identity, "credentials", Verdict::Wrong, message).help(RENEW))
}

const RENEW: &str = "renew them, and look at this machine's clock";

pub(super) fn may_go_on(first: &Answer) -> bool {
    judge(first).is_none()
}
