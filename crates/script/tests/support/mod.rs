//! Code in which `«` and `»` mark what is found, and what is found in it.

#![allow(dead_code, reason = "each test uses a part of it")]

use connfn_script::{Context, Finding, Severity, check};

/// The code without marks, and the places between them.
pub(crate) fn marked(text: &str) -> (String, Vec<(u32, u32)>) {
    let (mut code, mut open, mut places) = (String::new(), Vec::new(), Vec::new());
    for character in text.chars() {
        let here = u32::try_from(code.len()).unwrap();
        match character {
            '«' => open.push(here),
            '»' => places.push((open.pop().expect("a mark is opened"), here)),
            _ => code.push(character),
        }
    }
    places.sort_unstable();
    (code, places)
}

/// Errors and warnings, and what is found of a code.
pub(crate) fn found(code: &str, context: &Context, also: &str) -> Vec<Finding> {
    let mut findings = check(code, context);
    findings.retain(|finding| finding.severity != Severity::Info || finding.code.as_str() == also);
    findings
}

/// A finding in a line: code, text and message.
pub(crate) fn line(code: &str, finding: &Finding) -> String {
    let text = &code[finding.span.start as usize..finding.span.end as usize];
    format!("{} `{text}` {}", finding.code, finding.message)
}

pub(crate) fn lines(code: &str, findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| line(code, finding)).collect()
}
