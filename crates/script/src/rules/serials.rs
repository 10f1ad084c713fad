//! Serial numbers: AWS writes them in lower case with colons, `00:9e:2a`. Compared with another notation they are never equal.

use super::Subject;
use crate::facts::{ExpressionId, Kind};
use crate::meaning::Meaning;
use crate::{Code, Finding};
use alloc::{string::String, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    for (_, expression) in facts.each() {
        match &expression.kind {
            Kind::Binary { operator: "==" | "===" | "!=" | "!==", left, right } => {
                compare(subject, *left, *right, findings);
                compare(subject, *right, *left, findings);
            }
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { object, name, .. } = facts.kind(*callee) else { continue };
                let Some(argument) = arguments.first() else { continue };
                match (subject.meanings.get(*object), name.as_str()) {
                    (Meaning::Store, "get" | "exists") if notation(subject, *argument) == Some(Notation::AsGiven) => {
                        findings.push(
                            Finding::new(
                                Code::KeyWithColons,
                                "a serial number with its colons is the key of a store",
                                facts.span(*argument),
                            )
                            .help("the store's keys must have them too; or take them out: `serialNumber.replace(/:/g, '')`"),
                        );
                    }
                    // `['9E2A', …].includes(serial)`
                    (_, "includes" | "indexOf") => list(subject, *object, *argument, findings),
                    _ => {}
                }
            }
            _ => {}
        }
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
            let before = notation(subject, *object)?;
            Some(match (name.as_str(), before) {
                ("toLowerCase" | "trim" | "toString", Notation::AsGiven) => Notation::AsGiven,
                ("toUpperCase", Notation::AsGiven | Notation::Upper) => Notation::Upper,
                ("replaceAll", Notation::AsGiven) if removes_colons(subject, arguments) => Notation::WithoutColons,
                ("toLowerCase", Notation::WithoutColons) => Notation::WithoutColons,
                _ => Notation::Other,
            })
        }
        _ => None,
    }
}

fn removes_colons(subject: &Subject<'_>, arguments: &[ExpressionId]) -> bool {
    let text = |position: usize| arguments.get(position).and_then(|argument| subject.facts.text(*argument));
    text(0) == Some(":") && text(1) == Some("")
}

fn compare(subject: &Subject<'_>, serial: ExpressionId, other: ExpressionId, findings: &mut Vec<Finding>) {
    let (Some(notation), Some(text)) = (notation(subject, serial), subject.facts.text(other)) else { return };
    if let Some((wrong, help)) = differs(notation, text) {
        findings.push(Finding::new(Code::SerialNotation, wrong, subject.facts.span(other)).help(help));
    }
}

fn list(subject: &Subject<'_>, list: ExpressionId, serial: ExpressionId, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let list = match facts.kind(list) {
        Kind::Name { binding: Some(binding), .. } => {
            match facts.binding(*binding).filter(|binding| binding.is_constant()).and_then(|binding| binding.value) {
                Some(value) => value,
                None => return,
            }
        }
        _ => list,
    };
    if let Kind::Other(parts) = facts.kind(list) {
        for part in parts {
            compare(subject, serial, *part, findings);
        }
    }
}

/// Why a text can never be equal to a serial number of a notation.
fn differs(notation: Notation, text: &str) -> Option<(String, &'static str)> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    if !digits {
        return None;
    }
    let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
    let lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let colons = text.contains(':');
    let long = text.len() > 2;
    let (wrong, help) = match notation {
        Notation::AsGiven if upper => (
            "the serial number is in lower case, and this is not",
            "write it as AWS does: lower case, two digits between colons, such as `00:9e:2a`",
        ),
        Notation::AsGiven if !colons && long => (
            "the serial number has colons, and this has none",
            "write it as AWS does: lower case, two digits between colons, such as `00:9e:2a`",
        ),
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
