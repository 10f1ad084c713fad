//! What became of the tests of all functions of a plan, in a line.

use crate::plan::{Plan, TestCounts};
use alloc::{format, string::String, vec::Vec};

/// `3 passed, 1 failed`. `None` if no function of the plan has tests.
pub(super) fn line(plan: &Plan) -> Option<String> {
    let counts = plan.report.tests.values();
    let sum = |of: fn(&TestCounts) -> u32| counts.clone().map(of).fold(0, u32::saturating_add);
    let all = [(sum(|of| of.passed), "passed"), (sum(|of| of.failed), "failed"), (sum(|of| of.not_run), "not run")];
    let told: Vec<String> =
        all.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    (!told.is_empty()).then(|| told.join(", "))
}
