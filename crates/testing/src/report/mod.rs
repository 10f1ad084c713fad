//! Reports of tests as text: for people, and in the formats that build servers read. Everything shown stands in the report.

mod coverage;
mod human;
mod junit;
mod lcov;
mod not_run;
mod tap;

pub use human::human;
pub use junit::junit;
pub use lcov::lcov;
pub use not_run::{junit_errors, tap_errors};
pub use tap::tap;

use connfn_core::{
    diagnostic::Location,
    testing::{TestCaseReport, TestReport},
};

/// How many tests there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub functions: usize,
    pub passed: usize,
    pub failed: usize,
}

impl Counts {
    pub fn of(report: &TestReport) -> Self {
        let failed = cases(report).filter(|case| !case.passed()).count();
        Self { functions: report.functions.len(), passed: cases(report).count() - failed, failed }
    }

    pub const fn all(self) -> usize {
        self.passed + self.failed
    }
}

fn cases(report: &TestReport) -> impl Iterator<Item = &TestCaseReport> {
    report.functions.values().flat_map(|function| &function.cases)
}

/// Where a test is written, as `FILE:LINE`.
fn place(location: &Location) -> String {
    format!("{}:{}", location.file, location.span.start.line)
}
