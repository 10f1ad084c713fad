//! If-Match: the version that a caller believes to be the current one.

use crate::assumptions::{self, Assumptions};
use crate::error::{ApiError, ApiResult, Code};

/// A version that at least looks like one.
#[derive(Clone, Copy, Debug)]
pub(super) struct IfMatch<'a>(&'a str);

impl<'a> IfMatch<'a> {
    pub(super) fn parse(header: Option<&'a str>, assumptions: &Assumptions) -> ApiResult<Self> {
        header.filter(|value| assumptions::is_etag_like(value)).map(Self).ok_or_else(|| {
            let message = "The If-Match version is missing or not valid for the resource.";
            ApiError::new(assumptions.malformed_version(), message)
        })
    }

    pub(super) fn check(self, current: &str) -> ApiResult<()> {
        if self.0 == current {
            Ok(())
        } else {
            Err(ApiError::new(
                Code::PreconditionFailed,
                "The request failed because it didn't meet the preconditions in one or more \
                 request-header fields.",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IfMatch;
    use crate::assumptions::Assumptions;
    use crate::error::Code;
    use crate::service::testing::refused;

    #[test]
    fn missing_malformed_and_stale_are_told_apart() {
        for header in [None, Some(""), Some("*"), Some("\"ETVPDKIKX0DER3\""), Some("etvpdkikx0der3")] {
            refused(IfMatch::parse(header, &Assumptions::default()), Code::InvalidIfMatchVersion);
        }
        let version = IfMatch::parse(Some("ETVPDKIKX0DER3"), &Assumptions::default()).unwrap();
        version.check("ETVPDKIKX0DER3").unwrap();
        refused(version.check("ETVPDKIKX0DER4"), Code::PreconditionFailed);
    }
}
