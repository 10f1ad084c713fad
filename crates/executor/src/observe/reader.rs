//! What every read shares: the client, the scope, and the limit on calls in flight.

use super::ObserveError;
use crate::failure::Failure;
use aws_sdk_cloudfront::Client;
use connfn_core::scope::Scope;
use tokio::sync::Semaphore;

pub(super) struct Reader<'a> {
    pub(super) client: &'a Client,
    pub(super) scope: &'a Scope,
    permits: Semaphore,
}

impl<'a> Reader<'a> {
    pub(super) fn new(client: &'a Client, scope: &'a Scope, concurrency: usize) -> Self {
        Self { client, scope, permits: Semaphore::new(concurrency.max(1)) }
    }

    /// Makes a call as soon as there is room for it.
    pub(super) async fn call<T>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, ObserveError> {
        self.when_free(call).await.map_err(|failure| ObserveError::of(operation, failure))
    }

    /// As [`call`](Self::call), with nothing for what has been deleted since it was listed.
    pub(super) async fn call_if_exists<T>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<T, Failure>>,
    ) -> Result<Option<T>, ObserveError> {
        match self.when_free(call).await {
            Ok(answer) => Ok(Some(answer)),
            Err(failure) if failure.is_not_found() => Ok(None),
            Err(failure) => Err(ObserveError::of(operation, failure)),
        }
    }

    async fn when_free<T>(&self, call: impl Future<Output = T>) -> T {
        // Only a closed semaphore refuses, and nothing closes this one.
        let _permit = self.permits.acquire().await;
        call.await
    }
}
