//! Ways through the entry point on which nobody decides, or on which both is decided; and a certificate that is read where there is
//! none. All of it comes from one walk through the function (`flow`).

use crate::codes::Code;
use crate::facts::{Kind, Role, Span};
use crate::finding::Finding;
use crate::flow::{self, Decision, Event, Site};
use crate::meaning::Meaning;
use crate::subject::Subject;
use alloc::{format, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (id, expression) in subject.facts.each() {
        let Kind::Member { object, name, .. } = &expression.kind else { continue };
        let decides = matches!(name.as_str(), "allow" | "deny") && subject.meanings.get(*object) == Meaning::Connection;
        if decides && expression.role == Role::Discarded {
            let message = format!("`{name}` is named here, but not called");
            findings.push(
                Finding::new(Code::NoDecision, message, subject.facts.span(id)).help(format!("write `{name}()`")),
            );
        }
    }
    // What is read behind `?.` is not followed, and is an error anyway.
    if subject.facts.uses.iter().any(|used| used.feature == "optional_chaining") {
        return;
    }
    let Some(entry) = subject.entry.and_then(|entry| subject.facts.function(entry)) else { return };
    let name = entry_name(subject).unwrap_or_else(|| entry.head.clone());
    let mut denials: Vec<Span> = Vec::new();
    let mut bottom = false;
    for event in flow::events(subject) {
        match event {
            Event::Undecided { leaves, passed } => {
                if leaves.is_none() && core::mem::replace(&mut bottom, true) {
                    continue;
                }
                let finding = match leaves {
                    Some(span) => {
                        Finding::new(Code::NoDecision, "this leaves before `allow()` or `deny()` was called", span)
                    }
                    None => Finding::new(
                        Code::NoDecision,
                        "a way through the function calls neither `allow()` nor `deny()`",
                        name.clone(),
                    ),
                };
                let finding =
                    finding.help("AWS denies a connection that nobody allows; call `connection.deny()` to say so");
                findings.push(match passed {
                    Some(test) => finding.related("this test leads past the decision", test),
                    None => finding,
                });
            }
            Event::Throws { span } => findings.push(
                Finding::new(Code::ThrowsUndecided, "this throws before `allow()` or `deny()` was called", span)
                    .help("AWS does not say what becomes of the connection: call `connection.deny()` and return"),
            ),
            Event::Again { first: Decision::Deny, made, span } => {
                goes_on(&mut denials, made, "`allow()` is called after it", span, findings);
            }
            Event::Again { first: Decision::Allow, made, span } => {
                if findings.iter().any(|finding| finding.code == Code::TwoDecisions && finding.span == span) {
                    continue;
                }
                findings.push(
                    Finding::new(Code::TwoDecisions, "`deny()` is called after `allow()`", span)
                        .help("AWS does not say which of the two counts: return after the first")
                        .related("allowed here", made.span),
                );
            }
            Event::Unguarded { span, denied: Some(deny), .. } => {
                goes_on(&mut denials, deny, "the certificate that is not there is read after it", span, findings);
            }
            Event::Unguarded { span, surely, denied: None } => {
                let finding = if surely {
                    Finding::new(Code::UnguardedCertificate, "`clientCertificate` is read where there is none", span)
                } else {
                    Finding::new(Code::UnguardedCertificate, "`clientCertificate` may be missing here", span)
                };
                findings.push(finding.help(if surely {
                    "return before this, or move it to where there is a certificate"
                } else {
                    "with optional mutual TLS a viewer may come without a certificate: test `connection.clientCertificate` first"
                }));
            }
        }
    }
}

fn goes_on(denials: &mut Vec<Span>, deny: Site, what: &str, span: Span, findings: &mut Vec<Finding>) {
    // A `return` in the function that denies would end only that one.
    let (place, message, help) = match &deny.call {
        Some(call) => {
            (call, "this call may deny, and does not end the function", "return after this call if it denied")
        }
        None => (&deny.span, "`deny()` does not end the function", "write `return` after it"),
    };
    if denials.contains(place) {
        return;
    }
    denials.push(place.clone());
    let mut finding = Finding::new(Code::GoesOnAfterDeny, message, place.clone()).help(help).related(what, span);
    if deny.call.is_some() {
        finding = finding.related("denied here", deny.span);
    }
    findings.push(finding);
}

fn entry_name(subject: &Subject<'_>) -> Option<Span> {
    subject.facts.module_binding(crate::meaning::ENTRY).map(|(_, binding)| binding.span.clone())
}
