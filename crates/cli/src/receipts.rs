//! The receipt of a run, as a file that is kept while the run goes on: it is there, as unfinished, before the first call. It
//! is for people, later questions and undoing the run, which does not stop if it cannot be written.

use crate::{own_folder, wholly};
use connfn::{Plan, Receipt};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use time::UtcDateTime;

const FOLDER: &str = "receipts";
/// Writing may take this share of a run's time, so that the receipt of a thousand steps does not slow them down.
const SHARE: u32 = 10;

#[derive(Debug)]
pub(crate) struct ReceiptFile {
    pub(crate) path: PathBuf,
    not_before: Instant,
    /// When work on what is written began.
    started: Instant,
    /// The last failure to write.
    pub(crate) problem: Option<io::Error>,
}

impl ReceiptFile {
    /// A file for a run of this plan that begins now. `folder` is the configuration's.
    pub(crate) fn create(folder: &Path, plan: &Plan, unfinished: &Receipt) -> Self {
        let name = format!("{}-{}.json", timestamp(UtcDateTime::now()), plan.digest.short());
        let path = own_folder::path(folder, FOLDER).join(name);
        let mut file = Self { path, not_before: Instant::now(), started: Instant::now(), problem: None };
        let made = own_folder::make(folder).and_then(|()| fs::create_dir_all(own_folder::path(folder, FOLDER)));
        match made {
            Ok(()) => file.write(unfinished),
            Err(error) => file.problem = Some(error),
        }
        file
    }

    /// Whether it is time to write the receipt as it then stands.
    pub(crate) fn is_due(&mut self) -> bool {
        self.started = Instant::now();
        self.problem.is_none() && self.started >= self.not_before
    }

    /// Takes the receipt as it now stands, when that is due.
    pub(crate) fn progress(&mut self, receipt: &Receipt) {
        self.write(receipt);
    }

    /// Takes the receipt as it stays.
    pub(crate) fn finish(&mut self, receipt: &Receipt) {
        if self.problem.is_none() {
            self.write(receipt);
        }
    }

    fn write(&mut self, receipt: &Receipt) {
        self.problem = wholly::write(&self.path, &connfn::receipt_to_json(receipt)).err();
        self.not_before = Instant::now() + self.started.elapsed().checked_mul(SHARE).unwrap_or(Duration::ZERO);
    }
}

/// Sorts as time goes, and is a file's name everywhere: `20261124T064131.250Z`.
fn timestamp(now: UtcDateTime) -> String {
    let (year, month, day) = (now.year(), u8::from(now.month()), now.day());
    let (hour, minute, second, millisecond) = now.as_hms_milli();
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}.{millisecond:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_sort() {
        let at = UtcDateTime::from_unix_timestamp(1_795_502_491).unwrap();
        assert_eq!(timestamp(at), "20261124T064131.000Z");
    }
}
