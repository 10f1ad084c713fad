//! The Test Anything Protocol, version 14.

use super::{
    Counts,
    human::{details, notes},
    place,
};
use connfn_core::{
    address::Address,
    json::compact,
    testing::{TestCaseReport, TestReport},
};

pub fn tap(report: &TestReport) -> String {
    let mut out = format!("TAP version 14\n1..{}\n", Counts::of(report).all());
    let mut number = 0;
    for (address, function) in &report.functions {
        for case in &function.cases {
            number += 1;
            of_case(number, address, case, &mut out);
        }
    }
    out
}

fn of_case(number: usize, address: &Address, case: &TestCaseReport, out: &mut String) {
    let result = if case.passed() { "ok" } else { "not ok" };
    out.push_str(&format!("{result} {number} - {}\n", description(&format!("{}: {}", address.label(), case.name))));
    if case.passed() {
        out.extend(notes(case).map(|note| format!("# {}\n", description(&note))));
        return;
    }
    // A string of JSON is one of YAML.
    out.push_str("  ---\n");
    let mut member = |name: &str, value: &str| out.push_str(&format!("  {name}: {value}\n"));
    member("message", &compact(&details(case).join("\n")));
    member("expected", case.expected.as_str());
    member("actual", case.decision.as_str());
    if let Some(location) = &case.location {
        member("at", &compact(&place(location)));
    }
    out.push_str("  ...\n");
}

/// A description, in which `#` would begin a directive.
pub(super) fn description(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '#' => out.extend(['\\', c]),
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}
