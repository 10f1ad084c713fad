//! The two APIs that are spoken here, as a request and its answer tell them apart.

/// Whose protocol an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    CloudFront,
    /// AWS's service that says whose credentials they are. Of its operations there is one.
    SecurityToken,
}

impl Api {
    /// What its requests are signed for, and what the names of its permissions begin with.
    pub(crate) const fn signing_name(self) -> &'static str {
        match self {
            Self::CloudFront => "cloudfront",
            Self::SecurityToken => "sts",
        }
    }

    /// The namespace of every document.
    pub(crate) const fn namespace(self) -> &'static str {
        match self {
            Self::CloudFront => "http://cloudfront.amazonaws.com/doc/2020-05-31/",
            Self::SecurityToken => "https://sts.amazonaws.com/doc/2011-06-15/",
        }
    }
}
