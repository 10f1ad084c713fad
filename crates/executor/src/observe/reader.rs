//! What every read shares: the client, the scope, and the limit on calls in flight.

use super::ObserveError;
use crate::failure::Failure;
use aws_sdk_cloudfront::Client;
use connfn_core::scope::Scope;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use tokio::sync::Semaphore;

/// Pauses before an answer that could not be read is asked for again. What the SDK repeats, it has repeated before.
const PAUSES: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(250)];

pub(super) struct Reader<'a> {
    pub(super) client: &'a Client,
    pub(super) scope: &'a Scope,
    permits: &'a Semaphore,
    asked: AtomicUsize,
}

impl<'a> Reader<'a> {
    /// Readers that share `permits` make together at most as many calls at a time.
    pub(super) fn new(client: &'a Client, scope: &'a Scope, permits: &'a Semaphore) -> Self {
        Self { client, scope, permits, asked: AtomicUsize::new(0) }
    }

    /// How many questions were asked so far.
    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// Makes a call as soon as there is room for it.
    pub(super) async fn call<T, F>(&self, operation: &'static str, call: impl Fn() -> F) -> Result<T, ObserveError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        self.when_free(call).await.map_err(|failure| ObserveError::of(operation, failure))
    }

    /// As [`call`](Self::call), with nothing for what has been deleted since it was listed.
    pub(super) async fn call_if_exists<T, F>(
        &self,
        operation: &'static str,
        call: impl Fn() -> F,
    ) -> Result<Option<T>, ObserveError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        match self.when_free(call).await {
            Ok(answer) => Ok(Some(answer)),
            Err(failure) if failure.is_not_found() => Ok(None),
            Err(failure) => Err(ObserveError::of(operation, failure)),
        }
    }

    async fn when_free<T, F>(&self, call: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        // Only a closed semaphore refuses, and nothing closes this one.
        let _permit = self.permits.acquire().await;
        self.asked.fetch_add(1, Ordering::Relaxed);
        for pause in PAUSES {
            match call().await {
                Err(Failure::Unreadable { .. }) => tokio::time::sleep(pause).await,
                answer => return answer,
            }
        }
        call().await
    }
}
