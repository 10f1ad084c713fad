//! How a task ends, and each part of one.

/// Why it failed, in words for whoever ran it.
pub(crate) type Error = Box<dyn std::error::Error>;

pub(crate) type Outcome<T = ()> = Result<T, Error>;
