//! Why a live examination is not to begin, by what a look has found. It judges nothing anew.

use super::{Area, Finding, Report, Verdict};
use crate::live::{Live, Prefix};
use alloc::{format, string::String, vec::Vec};

/// The id of the finding that a live examination was not begun.
const NOT_BEGUN: &str = "not-begun";

/// Without one of these, what is made could not be found or deleted again.
const TO_CLEAN_UP: [&str; 7] = [
    "cloudfront:ListConnectionFunctions",
    "cloudfront:ListKeyValueStores",
    "cloudfront:DescribeConnectionFunction",
    "cloudfront:DescribeKeyValueStore",
    "cloudfront:ListTagsForResource",
    "cloudfront:DeleteConnectionFunction",
    "cloudfront:DeleteKeyValueStore",
];

/// The names of what an account holds, and how much of it there may be, as far as that is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    pub(crate) functions: Option<Amount>,
    pub(crate) stores: Option<Amount>,
}

#[derive(Clone, Debug)]
pub(crate) struct Amount {
    pub(crate) names: Vec<String>,
    pub(crate) quota: usize,
}

impl Report {
    /// Why nothing is to be made in this account under this prefix, if there is a reason.
    pub fn hindrance(&self, prefix: &Prefix) -> Option<String> {
        self.no_cleanup().or_else(|| self.no_room(prefix))
    }

    /// The report of a live examination that was not begun.
    #[must_use]
    pub fn not_begun(mut self, why: &str) -> Self {
        let message = format!("nothing was made: {why}");
        self.findings.push(Finding::new(Area::Cleanup, NOT_BEGUN, Verdict::Wrong, message));
        self.judged()
    }

    fn no_cleanup(&self) -> Option<String> {
        let is_missing = |action: &&&str| {
            self.findings.iter().any(|finding| finding.id == **action && finding.verdict == Verdict::Wrong)
        };
        let missing: Vec<String> = TO_CLEAN_UP.iter().filter(is_missing).map(|action| format!("`{action}`")).collect();
        (!missing.is_empty())
            .then(|| format!("it could not be deleted again, since permissions are missing: {}", missing.join(", ")))
    }

    fn no_room(&self, prefix: &Prefix) -> Option<String> {
        let kinds = [(&self.held.functions, Live::FUNCTIONS, "functions"), (&self.held.stores, Live::STORES, "stores")];
        kinds.into_iter().find_map(|(amount, needed, kind)| {
            let Amount { names, quota } = amount.as_ref()?;
            // What an earlier run has left is deleted first.
            let used = names.iter().filter(|name| !prefix.gives(name)).count();
            let is_enough = used > *quota || quota - used >= needed;
            (!is_enough).then(|| format!("it takes {needed} {kind}, and {used} of {quota} are there"))
        })
    }
}
