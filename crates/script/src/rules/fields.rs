//! Fields and methods that the connection, a certificate, a store or the module `cloudfront` do not have.

use super::Subject;
use crate::facts::{ExpressionId, Kind};
use crate::meaning::Meaning;
use crate::{Alike, Code, Finding};
use alloc::{format, string::String, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let assigned = assigned(subject);
    for (id, expression) in facts.each() {
        let Kind::Member { object, name, name_span } = &expression.kind else { continue };
        let meaning = subject.meanings.get(*object);
        if meaning == Meaning::San {
            san(subject, id, name, findings);
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
        let Kind::Index { object, index } = &expression.kind else { continue };
        if subject.meanings.get(*object) == Meaning::San {
            findings.push(not_a_list(facts.span(*index)));
        }
    }
}

fn not_a_list(span: crate::Span) -> Finding {
    Finding::new(Code::SanNotAList, "`san` is one text, not a list", span)
        .help("it reads `DNS:a.example,DNS:b.example`: use `san.split(',')` first")
}

/// Methods that only a list has.
const OF_LISTS: &[&str] =
    &["some", "every", "find", "filter", "map", "forEach", "join", "reduce", "findIndex", "push", "entries", "sort"];

fn san(subject: &Subject<'_>, id: ExpressionId, name: &str, findings: &mut Vec<Finding>) {
    if let Kind::Member { name_span, .. } = subject.facts.kind(id)
        && OF_LISTS.contains(&name)
    {
        findings.push(not_a_list(name_span.clone()));
    }
}

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
