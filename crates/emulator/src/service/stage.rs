//! The two stages of a function.

use crate::assumptions::Assumptions;
use crate::error::{ApiError, ApiResult};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Development,
    Live,
}

impl Stage {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Development => "DEVELOPMENT",
            Self::Live => "LIVE",
        }
    }

    pub(crate) fn parse(name: Option<&str>, assumptions: &Assumptions) -> ApiResult<Self> {
        match name.unwrap_or_else(|| assumptions.default_stage()) {
            "DEVELOPMENT" => Ok(Self::Development),
            "LIVE" => Ok(Self::Live),
            other => Err(ApiError::invalid_argument(format!(
                "The parameter Stage must be DEVELOPMENT or LIVE, not {other}."
            ))),
        }
    }
}
