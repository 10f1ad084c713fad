//! How far an observation is.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How far reading is: resources read, of those that the listings have named so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
}

/// Counts resources and reports each.
pub(super) struct Counter<'a> {
    done: AtomicUsize,
    total: AtomicUsize,
    report: &'a (dyn Fn(Progress) + Send + Sync),
}

impl<'a> Counter<'a> {
    pub(super) fn new(report: &'a (dyn Fn(Progress) + Send + Sync)) -> Self {
        Self { done: AtomicUsize::new(0), total: AtomicUsize::new(0), report }
    }

    /// So many more are to be read.
    pub(super) fn expect(&self, more: usize) {
        if more == 0 {
            return;
        }
        let total = self.total.fetch_add(more, Ordering::Relaxed) + more;
        (self.report)(Progress { done: self.done.load(Ordering::Relaxed), total });
    }

    /// One more is read.
    pub(super) fn count(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.report)(Progress { done, total: self.total.load(Ordering::Relaxed) });
    }
}
