//! Why a fault file cannot be used.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a fault file cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum FaultFileError {
    /// The file cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file does not say what faults there are to be.
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where.
        reason: String,
    },
}

impl fmt::Display for FaultFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, source } => write!(f, "cannot read the faults in `{}`: {source}", path.display()),
            Self::Invalid { path, reason } => write!(f, "the faults in `{}` cannot be used: {reason}", path.display()),
        }
    }
}

impl std::error::Error for FaultFileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Invalid { .. } => None,
        }
    }
}
