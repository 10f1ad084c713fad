//! Runs the tests of a configuration, for `test` and for whatever publishes functions: each in a process that can be ended.

use crate::simulating::Workers;
use connfn::{CheckResponse, testing::TestReport};
use connfn_testing::Selection;

pub(crate) fn run(checked: &CheckResponse, selection: &Selection) -> TestReport {
    connfn_testing::run(&checked.desired, &checked.tests, &checked.checks, selection, &Workers::default())
}
