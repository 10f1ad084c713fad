//! The runtimes that a function may be made for.

/// The two runtimes that the API accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// `cloudfront-js-1.0`
    V1,
    /// `cloudfront-js-2.0`, the only one that AWS documents for connection functions.
    #[default]
    V2,
}

impl Runtime {
    /// The runtime of AWS's name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "cloudfront-js-1.0" => Some(Self::V1),
            "cloudfront-js-2.0" => Some(Self::V2),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::V1 => "cloudfront-js-1.0",
            Self::V2 => "cloudfront-js-2.0",
        }
    }
}
