//! What a live examination needs beside calls: time, and a word when it is to stop.

use super::Prober;
use connfn_doctor::{Answer, Call, Caller, Patience};
use std::{fmt, time::Duration};
use tokio::sync::watch;

/// A prober that waits, and stops when it is told to.
pub struct PatientProber {
    prober: Prober,
    stopped: watch::Receiver<bool>,
    on_begin: Box<dyn FnMut(&str)>,
}

impl fmt::Debug for PatientProber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PatientProber").field("prober", &self.prober).finish_non_exhaustive()
    }
}

impl PatientProber {
    /// `stopped` becomes true when nothing more is to be begun; `on_begin` is told what is done next.
    pub fn new(prober: Prober, stopped: watch::Receiver<bool>, on_begin: impl FnMut(&str) + 'static) -> Self {
        Self { prober, stopped, on_begin: Box::new(on_begin) }
    }
}

impl Caller for PatientProber {
    async fn call(&mut self, call: Call) -> Answer {
        self.prober.call(call).await
    }
}

impl Patience for PatientProber {
    async fn pause(&mut self, ms: u64) {
        // Once it is to stop, what still waits is the deletion, which gets its pauses whole.
        let was_stopped = *self.stopped.borrow();
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(ms)) => {}
            Ok(_) = self.stopped.wait_for(|stopped| *stopped), if !was_stopped => {}
        }
    }

    fn is_to_stop(&self) -> bool {
        *self.stopped.borrow()
    }

    fn begin(&mut self, what: &str) {
        (self.on_begin)(what);
    }
}
