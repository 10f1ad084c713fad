//! Both clocks when an answer came: this machine's, and the one that the answer's `Date` tells.

use aws_sdk_cloudfront::{
    config::{ConfigBag, Intercept, RuntimeComponents, interceptors::BeforeDeserializationInterceptorContextRef},
    error::BoxError,
    primitives::{DateTime, DateTimeFormat},
};
use connfn_doctor::Clocks;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// Of the last answer that told its time. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Stamp(Arc<Mutex<Option<Clocks>>>);

impl Stamp {
    pub(super) fn clocks(&self) -> Option<Clocks> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for Stamp {
    fn name(&self) -> &'static str {
        "connfn stamp"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(clocks) = context.response().headers().get("date").and_then(clocks) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(clocks);
        }
        Ok(())
    }
}

fn clocks(date: &str) -> Option<Clocks> {
    let theirs_ms = DateTime::from_str(date, DateTimeFormat::HttpDate).ok()?.to_millis().ok()?;
    let ours_ms = DateTime::from(SystemTime::now()).to_millis().ok()?;
    Some(Clocks { theirs_ms, ours_ms })
}
