//! What OCSP said of a certificate: AWS documents all the texts that it can be. A test for another one never holds, so that what is
//! revoked passes.

use crate::codes::Code;
use crate::facts::{ExpressionId, Kind};
use crate::finding::Finding;
use crate::subject::Subject;
use alloc::{format, string::String, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    for (_, expression) in facts.each() {
        match &expression.kind {
            Kind::Binary { operator: "==" | "===" | "!=" | "!==", left, right } => {
                compare(subject, *left, *right, findings);
                compare(subject, *right, *left, findings);
            }
            // `['revoked', …].includes(status)`
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { object, name, .. } = facts.kind(*callee) else { continue };
                if let (Some(status), "includes" | "indexOf") = (arguments.first(), name.as_str())
                    && let Kind::Other(items) = facts.kind(facts.behind(*object))
                {
                    for item in items {
                        compare(subject, *status, *item, findings);
                    }
                }
            }
            _ => {}
        }
    }
    for (status, case) in &facts.cases {
        compare(subject, *status, *case, findings);
    }
}

fn compare(subject: &Subject<'_>, status: ExpressionId, other: ExpressionId, findings: &mut Vec<Finding>) {
    let meaning = subject.meanings.get(status);
    let values = meaning.values();
    let Some(text) = subject.facts.text(other).filter(|text| !text.is_empty()) else { return };
    if values.is_empty() || values.contains(&text) {
        return;
    }
    let known: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    let known = format!("AWS documents {}", known.join(", "));
    let help = match values.iter().find(|value| value.eq_ignore_ascii_case(text)) {
        Some(meant) => format!("did you mean `{meant}`? {known}"),
        None => known,
    };
    let message = format!("{} is never `{text}`", meaning.noun());
    findings.push(Finding::new(Code::StatusNeverGiven, message, subject.facts.span(other)).help(help));
}
