//! The error codes that the emulator can answer, by their names.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    AccessDenied,
    CannotDeleteEntityWhileInUse,
    DistributionAlreadyExists,
    DistributionNotDisabled,
    EntityAlreadyExists,
    EntityLimitExceeded,
    EntityNotFound,
    EntitySizeLimitExceeded,
    IllegalUpdate,
    InconsistentQuantities,
    InvalidArgument,
    InvalidIfMatchVersion,
    InvalidTagging,
    MissingBody,
    NoSuchDistribution,
    NoSuchResource,
    PreconditionFailed,
    TestFunctionFailed,
    // Not in the model of these operations: what stands before or around every AWS service.
    ExpiredToken,
    InternalFailure,
    MalformedInput,
    MalformedXml,
    MissingAuthenticationToken,
    RequestExpired,
    ServiceUnavailable,
    SignatureDoesNotMatch,
    Throttling,
    UnknownOperation,
}

impl Code {
    /// The code's spelling on the wire.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AccessDenied => "AccessDenied",
            Self::CannotDeleteEntityWhileInUse => "CannotDeleteEntityWhileInUse",
            Self::DistributionAlreadyExists => "DistributionAlreadyExists",
            Self::DistributionNotDisabled => "DistributionNotDisabled",
            Self::EntityAlreadyExists => "EntityAlreadyExists",
            Self::EntityLimitExceeded => "EntityLimitExceeded",
            Self::EntityNotFound => "EntityNotFound",
            Self::EntitySizeLimitExceeded => "EntitySizeLimitExceeded",
            Self::IllegalUpdate => "IllegalUpdate",
            Self::InconsistentQuantities => "InconsistentQuantities",
            Self::InvalidArgument => "InvalidArgument",
            Self::InvalidIfMatchVersion => "InvalidIfMatchVersion",
            Self::InvalidTagging => "InvalidTagging",
            Self::MissingBody => "MissingBody",
            Self::NoSuchDistribution => "NoSuchDistribution",
            Self::NoSuchResource => "NoSuchResource",
            Self::PreconditionFailed => "PreconditionFailed",
            Self::TestFunctionFailed => "TestFunctionFailed",
            Self::ExpiredToken => "ExpiredToken",
            Self::InternalFailure => "InternalFailure",
            Self::MalformedInput => "MalformedInput",
            Self::MalformedXml => "MalformedXML",
            Self::MissingAuthenticationToken => "MissingAuthenticationToken",
            Self::RequestExpired => "RequestExpired",
            Self::ServiceUnavailable => "ServiceUnavailable",
            Self::SignatureDoesNotMatch => "SignatureDoesNotMatch",
            Self::Throttling => "Throttling",
            Self::UnknownOperation => "UnknownOperationException",
        }
    }
}
