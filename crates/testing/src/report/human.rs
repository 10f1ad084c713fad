//! For people: what failed and why, and in a line how all went. Text of others is shown with control characters made visible.

use super::{Counts, coverage, place};
use connfn_core::{
    render::{Ink, Palette, visible},
    testing::{FunctionTestReport, TestCaseReport, TestReport},
};

/// A report for people. With `with_coverage` it says which lines of each function its tests went through.
pub fn human(report: &TestReport, palette: Palette, with_coverage: bool) -> String {
    let mut out = String::new();
    for (address, function) in &report.functions {
        out.push_str(&palette.paint(Ink::Strong, address.as_str()));
        out.push('\n');
        of_function(function, palette, with_coverage, &mut out);
        out.push('\n');
    }
    out.push_str(&conclusion(Counts::of(report), palette));
    out.push('\n');
    out
}

fn of_function(function: &FunctionTestReport, palette: Palette, with_coverage: bool, out: &mut String) {
    for case in &function.cases {
        let (word, ink) = if case.passed() { ("passed", Ink::Add) } else { ("FAILED", Ink::Remove) };
        out.push_str(&format!("  {}  {}\n", palette.paint(ink, word), visible(&case.name)));
        if case.passed() {
            for note in notes(case) {
                out.push_str(&format!("          {}\n", visible(&note)));
            }
        } else {
            failure(case, palette, out);
        }
    }
    if let Some(summary) = coverage::summary(&function.coverage).filter(|_| with_coverage) {
        out.push_str(&format!("  {}\n", palette.paint(Ink::Faint, &summary)));
    }
}

fn failure(case: &TestCaseReport, palette: Palette, out: &mut String) {
    for line in details(case) {
        out.push_str(&format!("          {}\n", visible(&line)));
    }
    if let Some(location) = &case.location {
        out.push_str(&format!(
            "          {}\n",
            palette.paint(Ink::Faint, &format!("at {}", visible(&place(location))))
        ));
    }
}

/// What is said of a test that failed, line for line.
pub(super) fn details(case: &TestCaseReport) -> Vec<String> {
    let mut lines: Vec<String> = case.problems.clone();
    lines.extend(notes(case));
    lines.extend(case.custom_data.iter().map(|data| format!("its custom data: {data}")));
    if !case.logs.is_empty() {
        lines.push("it logged:".to_owned());
        lines.extend(case.logs.iter().flat_map(|log| log.split('\n')).map(|line| format!("  {line}")));
    }
    lines
}

/// What is worth knowing of a test, passed or not.
pub(super) fn notes(case: &TestCaseReport) -> impl Iterator<Item = String> {
    case.notes.iter().map(|note| format!("note: {note}"))
}

fn conclusion(counts: Counts, palette: Palette) -> String {
    let Counts { functions, passed, failed } = counts;
    let of = if functions == 1 { "1 function".to_owned() } else { format!("{functions} functions") };
    let tests = |count| if count == 1 { "1 test".to_owned() } else { format!("{count} tests") };
    if failed == 0 {
        let line = format!("{} of {of} passed.", tests(passed));
        return palette.paint(Ink::Add, &line);
    }
    let which = if passed == 0 { tests(failed) } else { format!("{failed} of {}", tests(passed + failed)) };
    palette.paint(Ink::Remove, &format!("{which} of {of} failed."))
}
