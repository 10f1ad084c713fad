//! What the emulated service answers when it refuses: a code with its HTTP status, and words.
//!
//! Status codes are those of the API model; codes that the model lacks say so. Nothing here knows
//! about HTTP or XML beyond the number.

use std::fmt;

use crate::assumptions;
pub(crate) use crate::code::Code;

impl Code {
    /// The HTTP status that goes with the code.
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::AccessDenied | Self::MissingAuthenticationToken | Self::SignatureDoesNotMatch => 403,
            Self::CannotDeleteEntityWhileInUse
            | Self::DistributionAlreadyExists
            | Self::DistributionNotDisabled
            | Self::EntityAlreadyExists => 409,
            Self::EntityNotFound | Self::NoSuchDistribution | Self::NoSuchResource | Self::UnknownOperation => 404,
            Self::EntitySizeLimitExceeded => 413,
            Self::PreconditionFailed => 412,
            Self::EntityLimitExceeded
            | Self::IllegalUpdate
            | Self::InconsistentQuantities
            | Self::InvalidArgument
            | Self::InvalidIfMatchVersion
            | Self::InvalidTagging
            | Self::MalformedInput
            | Self::MalformedXml
            | Self::MissingBody => 400,
            Self::ExpiredToken => assumptions::EXPIRED_TOKEN_STATUS,
            Self::RequestExpired => assumptions::REQUEST_EXPIRED_STATUS,
            Self::InternalFailure | Self::TestFunctionFailed => 500,
            Self::ServiceUnavailable => 503,
            Self::Throttling => 429,
        }
    }
}

/// A refusal: nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) code: Code,
    pub(crate) message: String,
}

impl ApiError {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(crate) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(assumptions::INVALID_MEMBER, message)
    }

    /// AWS's wording for a member that must be there.
    pub(crate) fn missing(member: &str) -> Self {
        Self::invalid_argument(format!("The parameter {member} is required."))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.name(), self.message)
    }
}

pub(crate) type ApiResult<T> = Result<T, ApiError>;
