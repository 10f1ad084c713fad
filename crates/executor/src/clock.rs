//! The clock of a run: milliseconds since 1970 that never go back, whatever becomes of the machine's own clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::Instant;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    started_ms: u64,
    started: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { started_ms: milliseconds(since_epoch), started: Instant::now() }
    }

    pub(crate) fn now_ms(&self) -> u64 {
        self.started_ms.saturating_add(milliseconds(self.started.elapsed()))
    }

    pub(crate) async fn sleep_until(&self, at_ms: u64) {
        tokio::time::sleep_until(self.started + Duration::from_millis(at_ms.saturating_sub(self.started_ms))).await;
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn sleeps_until_its_own_time() {
        let clock = Clock::start();
        let (start, at) = (clock.now_ms(), clock.now_ms() + 1500);
        clock.sleep_until(at).await;
        assert!((at..at + 10).contains(&clock.now_ms()));
        clock.sleep_until(start).await;
        assert!(clock.now_ms() < at + 10);
    }
}
