//! ARNs, and the ids in them.

use crate::assumptions;

pub(super) const FUNCTION: &str = "connection-function";
pub(super) const STORE: &str = "key-value-store";
pub(super) const DISTRIBUTION: &str = "distribution";

fn of(kind: &str, id: &str) -> String {
    format!("arn:aws:cloudfront::{}:{kind}/{id}", assumptions::ACCOUNT)
}

/// The inverse of [`of`].
pub(super) fn id_in<'a>(kind: &str, arn: &'a str) -> Option<&'a str> {
    let rest = arn.strip_prefix("arn:aws:cloudfront::")?.strip_prefix(assumptions::ACCOUNT)?;
    rest.strip_prefix(':')?.strip_prefix(kind)?.strip_prefix('/')
}

pub(crate) fn of_function(id: &str) -> String {
    of(FUNCTION, id)
}

pub(crate) fn of_store(id: &str) -> String {
    of(STORE, id)
}

pub(crate) fn of_distribution(id: &str) -> String {
    of(DISTRIBUTION, id)
}

/// The user that every caller is taken for.
pub(crate) fn of_caller() -> String {
    format!("arn:aws:iam::{}:user/{}", assumptions::ACCOUNT, assumptions::CALLER_NAME)
}
