//! The XML of JUnit, as build servers read it: a suite a function. It has no times, since nothing here knows any.

use super::{Counts, coverage, human::details, place};
use connfn_core::testing::{TestCaseReport, TestReport};

pub fn junit(report: &TestReport) -> String {
    let counts = Counts::of(report);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!(
        "<testsuites name=\"connfn\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
        counts.all(),
        counts.failed
    ));
    for (address, function) in &report.functions {
        let name = escaped(address.as_str());
        let failed = function.failures().count();
        out.push_str(&format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n",
            function.cases.len()
        ));
        for case in &function.cases {
            of_case(case, &name, &mut out);
        }
        if let Some(summary) = coverage::summary(&function.coverage) {
            out.push_str(&format!("    <system-out>{}</system-out>\n", escaped(&summary)));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn of_case(case: &TestCaseReport, class: &str, out: &mut String) {
    out.push_str(&format!("    <testcase name=\"{}\" classname=\"{class}\"", escaped(&case.name)));
    if case.passed() {
        out.push_str("/>\n");
        return;
    }
    let first = case.problems.first().map(String::as_str).unwrap_or_default();
    let mut text = details(case);
    text.extend(case.location.as_ref().map(|location| format!("at {}", place(location))));
    out.push_str(&format!(
        ">\n      <failure message=\"{}\" type=\"failure\">{}</failure>\n    </testcase>\n",
        escaped(first),
        escaped(&text.join("\n"))
    ));
}

/// Text within an element or an attribute. XML cannot hold most control characters at all.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
