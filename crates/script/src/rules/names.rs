//! Names that nothing declares, and variables that cannot be assigned to.

use crate::codes::Code;
use crate::facts::{BindingKind, ExpressionId, Kind};
use crate::features::{FEATURES, GLOBALS, Place};
use crate::finding::{Alike, Finding};
use crate::subject::Subject;
use alloc::{format, vec, vec::Vec};

/// How many unknown names are told. Code that has more was written for something else.
const MOST: usize = 25;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let mut told: Vec<(&str, Option<&str>)> = Vec::new();
    let mut is_target = vec![false; facts.expressions.len()];
    for (_, expression) in facts.each() {
        if let Kind::Assign { target, .. } = &expression.kind
            && let Some(found) = is_target.get_mut(target.index())
        {
            *found = true;
        }
    }
    let is_target = |id: ExpressionId| is_target.get(id.index()) == Some(&true);
    for (id, expression) in facts.each() {
        let Kind::Name { name, binding: None } = &expression.kind else { continue };
        if is_known(name) || subject.is_asked(name, id) {
            continue;
        }
        let near = match told.iter().find(|(other, _)| other == name) {
            Some((_, near)) => *near,
            None if told.len() == MOST => continue,
            None => {
                let near = nearest(subject, name);
                told.push((name, near));
                near
            }
        };
        let span = expression.span.clone();
        findings.push(if is_target(id) {
            Finding::new(Code::InvalidAssignment, format!("`{name}` is assigned to, but never declared"), span)
                .help("the runtime is always strict: declare it first")
                .alike(Alike::First)
        } else {
            let finding = Finding::new(
                Code::UnknownName,
                format!("`{name}` is not declared, and the runtime does not have it"),
                span,
            )
            .alike(Alike::First);
            match (near, way_to(name)) {
                (_, Some(way)) => finding.help(way),
                (Some(near), None) => finding.help(format!("did you mean `{near}`?")),
                (None, None) => finding,
            }
        });
    }
    for binding in &facts.bindings {
        let what = match binding.kind {
            BindingKind::Const => "a constant",
            BindingKind::Import(_) => "an import",
            _ => continue,
        };
        for write in &binding.writes {
            if is_target(*write) {
                let message = format!("`{}` is {what} and cannot be assigned to", binding.name);
                findings.push(
                    Finding::new(Code::InvalidAssignment, message, facts.span(*write))
                        .related("declared here", binding.span.clone()),
                );
            }
        }
    }
}

/// How one comes by what has a well-known name.
fn way_to(name: &str) -> Option<&'static str> {
    Some(match name {
        "cf" => "write `import cf from 'cloudfront'` at the top",
        "kvs" => "write `import cf from 'cloudfront'` at the top, and `const kvs = cf.kvs()`",
        "crypto" => "write `const crypto = require('crypto')`",
        "querystring" => "write `const querystring = require('querystring')`",
        "exports" | "module" => "leave it away: the runtime finds `connectionHandler` by its name",
        _ => return None,
    })
}

fn is_known(name: &str) -> bool {
    GLOBALS.contains(&name)
        || FEATURES.iter().any(|row| matches!(row.place, Place::Global(names) if names.contains(&name)))
}

/// A declared name or a global that differs in one letter, in order or in case.
fn nearest<'a>(subject: &'a Subject<'_>, name: &str) -> Option<&'a str> {
    let declared = subject.facts.bindings.iter().map(|binding| binding.name.as_str());
    declared.chain(GLOBALS.iter().copied()).find(|known| is_near(known, name))
}

pub(super) fn is_near(known: &str, name: &str) -> bool {
    if known.eq_ignore_ascii_case(name) {
        return true;
    }
    let (known, name) = (known.as_bytes(), name.as_bytes());
    if known.len().abs_diff(name.len()) > 1 || known.len().min(name.len()) < 4 {
        return false;
    }
    // The same letters in front and behind leave at most two in the middle.
    let front = known.iter().zip(name).take_while(|(a, b)| a == b).count();
    let most = known.len().min(name.len()) - front;
    let behind = known.iter().rev().zip(name.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let middle =
        |word: &[u8]| word.get(front..word.len().saturating_sub(behind)).map(<[u8]>::to_vec).unwrap_or_default();
    match (middle(known).as_slice(), middle(name).as_slice()) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
