//! Fields and methods that the connection, a certificate, a store or the module `cloudfront` do not have.

use crate::codes::Code;
use crate::facts::{ExpressionId, Kind, Span};
use crate::finding::{Alike, Finding};
use crate::meaning::Meaning;
use crate::subject::Subject;
use alloc::{format, string::String, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let assigned = assigned(subject);
    for (_, expression) in facts.each() {
        let Kind::Member { object, name, name_span } = &expression.kind else { continue };
        let meaning = subject.meanings.get(*object);
        if meaning.is_text() {
            if !OF_TEXTS.contains(&name.as_str()) && !is_own(name, &assigned) {
                findings.push(text(subject, *object, meaning, name, name_span.clone()));
            }
            continue;
        }
        if meaning.fields().next().is_none() || meaning.field(name).is_some() || is_own(name, &assigned) {
            continue;
        }
        let message = format!("{} has no `{name}`", meaning.noun());
        // One mistake is told once, with the other places where it was made.
        let finding = Finding::new(Code::UnknownField, message, name_span.clone()).alike(Alike::FirstWithPlaces);
        findings.push(finding.help(help(meaning, name)));
    }
    for (_, expression) in facts.each() {
        match &expression.kind {
            Kind::Index { object, index } => {
                let meaning = subject.meanings.get(*object);
                if meaning == Meaning::San {
                    findings.push(not_a_list(facts.span(*index)));
                } else if let Kind::Number(number) = facts.kind(*index)
                    && meaning.fields().next().is_some()
                {
                    let message = format!("{} has no `{number}`", meaning.noun());
                    let finding = Finding::new(Code::UnknownField, message, facts.span(*index));
                    findings.push(finding.help(help(meaning, number)));
                }
            }
            // `Array.isArray(leaf.san)`
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { name, .. } = facts.kind(*callee) else { continue };
                let san = arguments.first().filter(|argument| subject.meanings.get(**argument) == Meaning::San);
                if let (Some(san), "isArray") = (san, name.as_str()) {
                    findings.push(not_a_list(facts.span(*san)));
                }
            }
            _ => {}
        }
    }
}

/// A member that a text does not have.
fn text(subject: &Subject<'_>, object: ExpressionId, meaning: Meaning, name: &str, span: Span) -> Finding {
    if meaning == Meaning::San {
        return not_a_list(span);
    }
    let what = match subject.facts.kind(object) {
        Kind::Member { name, .. } => format!("`{name}`"),
        _ => "this".into(),
    };
    let finding = Finding::new(Code::UnknownField, format!("{what} is a text, which has no `{name}`"), span);
    finding.alike(Alike::FirstWithPlaces).help(if name.starts_with("get") || name == "valueOf" {
        "make a date of it first: `new Date(text)`"
    } else {
        "it is one text, such as `CN=client,O=Example` of a subject: look into it with `includes` or `split`"
    })
}

fn not_a_list(span: Span) -> Finding {
    Finding::new(Code::SanNotAList, "`san` is one text, not a list", span)
        .help("it reads `DNS:a.example,DNS:b.example`: use `san.split(',')` first")
}

/// What a text has beside what every object has, in any engine.
const OF_TEXTS: &[&str] = &[
    "at",
    "charAt",
    "charCodeAt",
    "codePointAt",
    "concat",
    "endsWith",
    "fromBytes",
    "fromUTF8",
    "includes",
    "indexOf",
    "lastIndexOf",
    "length",
    "localeCompare",
    "match",
    "matchAll",
    "normalize",
    "padEnd",
    "padStart",
    "repeat",
    "replace",
    "replaceAll",
    "search",
    "slice",
    "split",
    "startsWith",
    "substr",
    "substring",
    "toBytes",
    "toLocaleLowerCase",
    "toLocaleUpperCase",
    "toLowerCase",
    "toUTF8",
    "toUpperCase",
    "trim",
    "trimEnd",
    "trimStart",
];

/// What every object has.
const EVERYWHERE: &[&str] = &["toString", "hasOwnProperty", "valueOf", "constructor"];

/// The fields that the program writes, on whatever object.
fn assigned<'a>(subject: &Subject<'a>) -> Vec<&'a str> {
    let facts = subject.facts;
    let mut names: Vec<&str> = Vec::new();
    for (_, expression) in facts.each() {
        if let Kind::Assign { target, .. } = &expression.kind
            && let Kind::Member { name, .. } = facts.kind(*target)
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    names
}

/// Somebody who writes a field of his own may read it too.
fn is_own(name: &str, assigned: &[&str]) -> bool {
    EVERYWHERE.contains(&name) || assigned.contains(&name)
}

fn help(meaning: Meaning, name: &str) -> String {
    let known = match (meaning, name) {
        (Meaning::Connection, "clientCertInfo") => {
            "two of AWS's pages show it, but no description of the connection has it: use `clientCertificate.certificates.leaf`"
        }
        (Meaning::Connection, "request" | "viewer" | "response" | "context" | "connection") => {
            "the parameter is the connection itself, not the event of another kind of function"
        }
        (Meaning::ClientCertificate, "leaf") => "it is in `clientCertificate.certificates`",
        (Meaning::ClientCertificate, name) if Meaning::Certificate.field(name).is_some() => {
            return format!("it is a field of each certificate: `clientCertificate.certificates.leaf.{name}`");
        }
        (Meaning::Certificates, name) if Meaning::Certificate.field(name).is_some() => {
            return format!("it is a field of each certificate: `certificates.leaf.{name}`");
        }
        (Meaning::Certificate, "notBefore" | "notAfter") => "it is in `validity`",
        (Meaning::Cf, _) => "that is for functions at the viewer's request; a connection function has `cf.kvs()` only",
        _ => "",
    };
    if !known.is_empty() {
        return known.into();
    }
    if let Some(near) = meaning.fields().find(|field| field.eq_ignore_ascii_case(name)) {
        return format!("did you mean `{near}`?");
    }
    let fields: Vec<String> = meaning.fields().map(|field| format!("`{field}`")).collect();
    format!("it has {}", fields.join(", "))
}
