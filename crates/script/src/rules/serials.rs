//! Serial numbers: AWS writes them in lower case with colons, `00:9e:2a`. Compared with another notation they are never equal.

use crate::codes::Code;
use crate::facts::{BindingKind, ExpressionId, Kind, Span};
use crate::finding::Finding;
use crate::meaning::Meaning;
use crate::subject::Subject;
use alloc::{string::String, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    for (_, expression) in facts.each() {
        match &expression.kind {
            Kind::Binary { operator: "==" | "===" | "!=" | "!==", left, right } => {
                compare(subject, *left, *right, findings);
                compare(subject, *right, *left, findings);
            }
            // `serial in { '009E2A': true }`
            Kind::Binary { operator: "in", left, right } => keys(subject, *right, *left, findings),
            Kind::Index { object, index } => keys(subject, *object, *index, findings),
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { object, name, .. } = facts.kind(*callee) else { continue };
                let Some(argument) = arguments.first() else { continue };
                match (subject.meanings.get(*object), name.as_str()) {
                    (Meaning::Store, "get" | "exists") if has_colons(subject, *argument) => {
                        findings.push(
                            Finding::new(
                                Code::KeyWithColons,
                                "a serial number with its colons is the key of a store",
                                facts.span(*argument),
                            )
                            .help("the store's keys must have them too; or take them out: `serialNumber.replace(/:/g, '')`"),
                        );
                    }
                    (_, "hasOwnProperty") => keys(subject, *object, *argument, findings),
                    (_, "includes" | "indexOf" | "startsWith" | "endsWith") => {
                        // A part of a serial number, or `['9E2A', …].includes(serial)`.
                        compare(subject, *object, *argument, findings);
                        if let Some(notation) = notation(subject, *argument) {
                            elements(subject, *object, notation, findings);
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    for (serial, case) in &facts.cases {
        compare(subject, *serial, *case, findings);
    }
}

/// Whether a key holds a serial number as AWS gives it.
fn has_colons(subject: &Subject<'_>, key: ExpressionId) -> bool {
    let as_given = |id: &ExpressionId| notation(subject, *id) == Some(Notation::AsGiven);
    as_given(&key)
        || match subject.facts.kind(subject.facts.behind(key)) {
            Kind::Template { parts, .. } => parts.iter().any(as_given),
            Kind::Binary { operator: "+", left, right } => as_given(left) || as_given(right),
            _ => false,
        }
}

/// How the text of an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    /// As AWS gives it.
    AsGiven,
    Upper,
    WithoutColons,
    /// Of both, or of others.
    Other,
}

fn notation(subject: &Subject<'_>, id: ExpressionId) -> Option<Notation> {
    let facts = subject.facts;
    if subject.meanings.get(id) == Meaning::Serial {
        return Some(Notation::AsGiven);
    }
    match facts.kind(id) {
        Kind::Name { binding: Some(binding), .. } => {
            let binding = facts.binding(*binding).filter(|binding| binding.is_constant())?;
            // A value stands before what uses it, or else it is not followed: so this ends.
            binding.value.filter(|value| *value < id).and_then(|value| notation(subject, value))
        }
        Kind::Call { callee, arguments, .. } => {
            let Kind::Member { object, name, .. } = facts.kind(*callee) else { return None };
            if let Some(joined) = split_at_colons(subject, *object).filter(|_| name == "join") {
                let nothing = arguments.first().and_then(|argument| facts.text(*argument)) == Some("");
                return Some(if nothing && notation(subject, joined)? == Notation::AsGiven {
                    Notation::WithoutColons
                } else {
                    Notation::Other
                });
            }
            let before = notation(subject, *object)?;
            Some(match (name.as_str(), before) {
                ("toLowerCase" | "trim" | "toString", Notation::AsGiven) => Notation::AsGiven,
                ("toUpperCase", Notation::AsGiven | Notation::Upper) => Notation::Upper,
                ("replace" | "replaceAll", Notation::AsGiven) if removes_colons(subject, name, arguments) => {
                    Notation::WithoutColons
                }
                ("toLowerCase", Notation::WithoutColons) => Notation::WithoutColons,
                _ => Notation::Other,
            })
        }
        _ => None,
    }
}

/// `replaceAll(':', '')`, or the same with a regular expression.
fn removes_colons(subject: &Subject<'_>, method: &str, arguments: &[ExpressionId]) -> bool {
    let facts = subject.facts;
    let [what, with, ..] = arguments else { return false };
    let pattern = facts.patterns.iter().find(|(id, _)| *id == facts.behind(*what)).map(|(_, pattern)| pattern.as_str());
    let all = matches!(pattern, Some("/:/g" | "/:+/g" | "/[:]/g" | "/\\:/g"));
    facts.text(*with) == Some("") && (all || (method == "replaceAll" && facts.text(*what) == Some(":")))
}

/// What `split(':')` takes apart.
fn split_at_colons(subject: &Subject<'_>, id: ExpressionId) -> Option<ExpressionId> {
    let facts = subject.facts;
    let Kind::Call { callee, arguments, .. } = facts.kind(id) else { return None };
    let Kind::Member { object, name, .. } = facts.kind(*callee) else { return None };
    let at = arguments.first().and_then(|argument| facts.text(*argument));
    (name == "split" && at == Some(":")).then_some(*object)
}

fn compare(subject: &Subject<'_>, serial: ExpressionId, other: ExpressionId, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let Some(notation) = notation(subject, serial) else { return };
    if let Some(text) = facts.text(other) {
        return tell(notation, text, facts.span(other), findings);
    }
    match facts.kind(other) {
        Kind::Number(_) => findings.push(
            Finding::new(Code::SerialNotation, "the serial number is a text, and this is a number", facts.span(other))
                .help(AS_AWS_WRITES),
        ),
        // `list.some((known) => known === serial)`
        Kind::Name { binding: Some(binding), .. } => {
            let kind = facts.binding(*binding).filter(|binding| binding.is_constant()).map(|binding| binding.kind);
            let Some(BindingKind::Parameter(function, position)) = kind else { return };
            let position = usize::try_from(position).unwrap_or(usize::MAX);
            if let Some(list) = subject.meanings.list_of(facts, function, position) {
                elements(subject, list, notation, findings);
            }
        }
        _ => {}
    }
}

fn tell(notation: Notation, text: &str, span: Span, findings: &mut Vec<Finding>) {
    if let Some((wrong, help)) = differs(notation, text) {
        findings.push(Finding::new(Code::SerialNotation, wrong, span).help(help));
    }
}

/// The texts of a list that is written out, or of a text that is split into one.
fn elements(subject: &Subject<'_>, list: ExpressionId, notation: Notation, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let list = facts.behind(list);
    match facts.kind(list) {
        Kind::Other(parts) if !facts.keys.iter().any(|(object, ..)| *object == list) => {
            for part in parts {
                if let Some(text) = facts.text(*part) {
                    tell(notation, text, facts.span(*part), findings);
                }
            }
        }
        Kind::Call { callee, arguments, .. } => {
            let Kind::Member { object, name, .. } = facts.kind(*callee) else { return };
            let at = arguments.first().and_then(|argument| facts.text(*argument));
            if let (Some(text), Some(at), "split") = (facts.text(*object), at, name.as_str()) {
                let wrong = text.split(at).find(|piece| differs(notation, piece).is_some());
                tell(notation, wrong.unwrap_or_default(), facts.span(*object), findings);
            }
        }
        _ => {}
    }
}

/// The keys of an object that serial numbers are looked up in.
fn keys(subject: &Subject<'_>, object: ExpressionId, serial: ExpressionId, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let Some(notation) = notation(subject, serial) else { return };
    let object = facts.behind(object);
    for (_, key, span) in facts.keys.iter().filter(|(of, ..)| *of == object) {
        tell(notation, key, span.clone(), findings);
    }
}

const AS_AWS_WRITES: &str = "write it as AWS does: lower case, two digits between colons, such as `00:9e:2a`";

/// Why a text can never be equal to a serial number of a notation.
fn differs(notation: Notation, text: &str) -> Option<(String, &'static str)> {
    // `0x9e2a`, `00-9e-2a`, `00 9e 2a`
    let bare = text.trim_start_matches("0x").replace(['-', ' '], "");
    if notation != Notation::Other
        && bare.len() < text.len()
        && bare.len() > 3
        && bare.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        let help = if notation == Notation::WithoutColons { "write its digits alone" } else { AS_AWS_WRITES };
        return Some(("the serial number is never written so".into(), help));
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    if !digits {
        return None;
    }
    let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
    let lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let colons = text.contains(':');
    let long = text.len() > 2;
    let (wrong, help) = match notation {
        Notation::AsGiven if upper => ("the serial number is in lower case, and this is not", AS_AWS_WRITES),
        Notation::AsGiven if !colons && long => ("the serial number has colons, and this has none", AS_AWS_WRITES),
        Notation::Upper if lower => {
            ("the serial number was made upper case, and this is not", "write it in upper case")
        }
        Notation::Upper if !colons && long => ("the serial number has colons, and this has none", "write the colons"),
        Notation::WithoutColons if colons => {
            ("the colons of the serial number were taken out, and this has them", "write it without")
        }
        Notation::WithoutColons if upper => {
            ("the serial number is in lower case, and this is not", "write it in lower case")
        }
        _ => return None,
    };
    Some((wrong.into(), help))
}
