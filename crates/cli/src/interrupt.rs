//! Ctrl-C while a run goes on: the first asks the run to begin nothing more, the second ends the process. Outside a run
//! nothing is under way that could be lost, and one is enough.

use crate::{exit::Exit, progress::Lines};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::Notify;

/// Watches for Ctrl-C from its making to the end of the process: a signal that was once listened for never ends a process
/// by itself again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupts {
    asked: Arc<Notify>,
    came: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

impl Interrupts {
    pub(crate) fn watch(lines: Lines) -> Self {
        let interrupts = Self::default();
        let watcher = interrupts.clone();
        tokio::spawn(async move {
            signal().await;
            if watcher.over.load(Ordering::Relaxed) {
                end();
            }
            watcher.came.store(true, Ordering::Relaxed);
            lines.say("\nInterrupted: finishing the calls in flight, beginning no other. Once more to end at once.");
            watcher.asked.notify_one();
            signal().await;
            end();
        });
        interrupts
    }

    /// Completes at the first Ctrl-C.
    pub(crate) async fn first(&self) {
        self.asked.notified().await;
    }

    pub(crate) fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed)
    }

    /// The run is over: from now on one Ctrl-C is enough.
    pub(crate) fn over(&self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Completes when the process is asked to end: by Ctrl-C, or by whoever runs a CI job.
#[cfg(unix)]
pub(crate) async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        // Then a signal ends the process as ever.
        _ => std::future::pending().await,
    }
}

#[cfg(not(unix))]
pub(crate) async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Then Ctrl-C ends the process as ever.
        std::future::pending().await
    }
}

#[allow(clippy::exit, reason = "whoever interrupts twice wants the process to end, whatever it waits for")]
fn end() -> ! {
    std::process::exit(Exit::Interrupted.code().into())
}
