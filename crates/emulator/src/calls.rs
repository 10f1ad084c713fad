//! The journal of calls, so that a test can count what a client did and what befell it.

use crate::faults::FaultKind;

/// One call that the emulator received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The operation's AWS name; `Unknown` if the route means none.
    pub operation: String,
    /// The id, name or identifier in the path; empty if the operation has none there.
    pub target: String,
    /// The HTTP status; `None` if the connection was cut without a response.
    pub status: Option<u16>,
    /// The error code, if the response was an error.
    pub error: Option<String>,
    /// The faults that struck it. A read that was answered out of the past has the fault that struck
    /// the write before it.
    pub faults: Vec<FaultKind>,
}
