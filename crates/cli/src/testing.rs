//! Runs the tests of a configuration, for `test` and for whatever publishes functions.

use connfn::{CheckResponse, testing::TestReport};
use connfn_simulator::InProcess;
use connfn_testing::Selection;

pub(crate) fn run(checked: &CheckResponse, selection: &Selection) -> TestReport {
    connfn_testing::run(&checked.desired, &checked.tests, selection, &InProcess)
}
