//! What every call has: how it is sent, and what its answer must have.

use crate::failure::Failure;

/// Sends a request that watches its own transmission and its answer's end, and sorts what goes wrong.
macro_rules! send {
    ($request:expr) => {
        $crate::call::send::send!($request, Document)
    };
    ($request:expr, $answer:ident) => {{
        let transmission = $crate::transmission::Transmission::default();
        $crate::call::send::send!($request.customize(), $answer, transmission)
    }};
    ($customized:expr, $answer:ident, $transmission:expr) => {{
        let request = $customized.interceptor($transmission.clone());
        let sending = request.interceptor($crate::document::Answer::$answer).send();
        // The SDK's futures are large, and every caller's would hold several.
        let sent = Box::pin(sending).await;
        sent.map_err(|error| $crate::failure::Failure::of(&error, &$transmission))
    }};
}
pub(crate) use send;

/// A member that the answer must have.
pub(super) fn required<T>(member: Option<T>, name: &str) -> Result<T, Failure> {
    member.ok_or_else(|| Failure::incomplete(name))
}

/// Most items that one page of a list is asked to hold.
pub(super) const PAGE: i32 = 100;
