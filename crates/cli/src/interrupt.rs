//! Ctrl-C while a run goes on: the first asks the run to begin nothing more, the second ends the process. Outside a run
//! nothing is under way that could be lost, and one is enough.

use crate::{exit::Exit, progress::Lines};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
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
    /// `ending` says what is still done after the first Ctrl-C.
    pub(crate) fn watch(lines: Lines, ending: &'static str) -> io::Result<Self> {
        let mut signals = Signals::listen()?;
        let interrupts = Self::default();
        let watcher = interrupts.clone();
        tokio::spawn(async move {
            signals.next().await;
            if watcher.over.load(Ordering::Relaxed) {
                end();
            }
            watcher.came.store(true, Ordering::Relaxed);
            lines.say(&format!("\nInterrupted: {ending}. Once more to end at once."));
            watcher.asked.notify_one();
            signals.next().await;
            end();
        });
        Ok(interrupts)
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

/// The wishes that the process end: Ctrl-C, or what whoever runs a CI job sends.
#[derive(Debug)]
pub(crate) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Signals {
    /// Listens from now on, not only from the first wait on.
    #[cfg(unix)]
    pub(crate) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    #[cfg(windows)]
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    /// Completes at the next signal.
    pub(crate) async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}

#[allow(clippy::exit, reason = "whoever interrupts twice wants the process to end, whatever it waits for")]
fn end() -> ! {
    std::process::exit(Exit::Interrupted.code().into())
}
