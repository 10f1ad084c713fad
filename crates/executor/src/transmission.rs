//! Watches one call through all its attempts and says whether any may have reached CloudFront. The SDK's error is that of
//! the last attempt alone: a refused connection after a lost answer must not pass for a call that never left.

use aws_sdk_cloudfront::config::{
    ConfigBag, Intercept, RuntimeComponents,
    interceptors::{BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef},
};
use aws_sdk_cloudfront::error::BoxError;
use std::{
    error::Error,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What is known of a call's way over the network. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transmission(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// An attempt that is over may have arrived.
    earlier: bool,
    /// An attempt was handed to the network and is not over.
    current: bool,
    /// Scheme and authority that the call goes to.
    endpoint: Option<String>,
}

impl Transmission {
    pub(crate) fn may_have_arrived(&self) -> bool {
        let state = self.state();
        state.earlier || state.current
    }

    pub(crate) fn endpoint(&self) -> Option<String> {
        self.state().endpoint.clone()
    }

    fn begin(&self, uri: &str) {
        let mut state = self.state();
        state.current = true;
        state.endpoint = Some(endpoint_of(uri).to_owned());
    }

    fn end(&self, connected: bool) {
        let mut state = self.state();
        state.earlier |= state.current && connected;
        state.current = false;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for Transmission {
    fn name(&self) -> &'static str {
        "connfn transmission"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.begin(context.request().uri());
        Ok(())
    }

    // Not called for an attempt that the time limit of the whole call cuts off: that one stays `current`.
    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let error = context.output_or_error().and_then(Result::err);
        self.end(!error.and_then(|error| error.as_connector_error()).is_some_and(|error| failed_to_connect(error)));
        Ok(())
    }
}

/// Whether an attempt ended before there was a connection: address, TCP, TLS or a proxy.
pub(crate) fn failed_to_connect(error: &(dyn Error + 'static)) -> bool {
    sources(error).any(|source| {
        let client_error = source.downcast_ref::<hyper_util::client::legacy::Error>();
        client_error.is_some_and(hyper_util::client::legacy::Error::is_connect)
    })
}

/// An error and all that caused it.
pub(crate) fn sources<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

fn endpoint_of(uri: &str) -> &str {
    let authority = uri.find("://").map_or(0, |at| at + "://".len());
    let path = uri.get(authority..).and_then(|rest| rest.find('/'));
    path.and_then(|path| uri.get(..authority + path)).unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_that_may_have_arrived_is_never_forgotten() {
        let call = Transmission::default();
        assert!(!call.may_have_arrived());
        call.begin("http://127.0.0.1:1/2020-05-31/key-value-store");
        assert!(call.may_have_arrived(), "cut off while it was on its way");
        call.end(false);
        assert!(!call.may_have_arrived(), "refused");
        call.begin("http://127.0.0.1:1/");
        call.end(true);
        call.begin("http://127.0.0.1:1/");
        call.end(false);
        assert!(call.may_have_arrived(), "refused after a lost answer");
        assert_eq!(call.endpoint().as_deref(), Some("http://127.0.0.1:1"));
    }

    #[test]
    fn an_attempt_without_credentials_is_none() {
        let call = Transmission::default();
        call.end(true);
        assert!(!call.may_have_arrived());
    }
}
