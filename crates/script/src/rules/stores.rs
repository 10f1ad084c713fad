//! Key value stores: one a function, and associated where it is used.

use crate::codes::Code;
use crate::facts::{BindingId, BindingKind, ExpressionId, Kind, Span};
use crate::finding::Finding;
use crate::meaning::Meaning;
use crate::subject::Subject;
use alloc::vec::Vec;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let mut opened: Vec<(Option<&str>, Span)> = Vec::new();
    for (id, expression) in facts.each() {
        let Kind::Call { arguments, is_new: false, .. } = &expression.kind else { continue };
        if subject.meanings.get(id) != Meaning::Store {
            continue;
        }
        let Some(argument) = arguments.first() else {
            opened.push((None, expression.span.clone()));
            continue;
        };
        match given(subject, *argument) {
            calls if calls.is_empty() => opened.push((facts.text(*argument), expression.span.clone())),
            // `function look(id, key) { return cf.kvs(id).get(key); }`
            calls => opened.extend(calls.into_iter().map(|id| (facts.text(id), facts.span(id)))),
        }
    }
    if let Some((Some(first), place)) = opened.iter().find(|(id, _)| id.is_some()) {
        for (id, span) in &opened {
            if id.is_some_and(|id| id != *first) {
                findings.push(
                    Finding::new(Code::SeveralStores, "a second key value store is opened", span.clone())
                        .help("a function can be associated with one store only")
                        .related("the first", place.clone()),
                );
            }
        }
    }
    match (subject.context.store_associated, opened.first()) {
        (Some(false), Some((_, span))) => findings.push(
            Finding::new(
                Code::StoreNotAssociated,
                "a key value store is used, but none is associated with the function",
                span.clone(),
            )
            .help("add `key_value_store_association` to the function's configuration"),
        ),
        (Some(true), None) if !mentions_cloudfront(subject) => findings.push(
            Finding::new(
                Code::StoreNeverUsed,
                "a key value store is associated with the function, which never opens one",
                0..0,
            )
            .help("use it with `import cf from 'cloudfront'` and `cf.kvs()`, or leave the association away"),
        ),
        _ => {}
    }
}

/// What the calls of a function give to its parameter.
fn given(subject: &Subject<'_>, parameter: ExpressionId) -> Vec<ExpressionId> {
    let facts = subject.facts;
    let Kind::Name { binding: Some(binding), .. } = facts.kind(parameter) else { return Vec::new() };
    let binding = facts.binding(*binding).filter(|binding| binding.is_constant());
    let Some(BindingKind::Parameter(function, position)) = binding.map(|binding| binding.kind) else {
        return Vec::new();
    };
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    let names = (0..).map(BindingId).zip(&facts.bindings).filter(|(id, _)| facts.function_of(*id) == Some(function));
    let calls =
        names.flat_map(|(_, name)| &name.reads).filter_map(|read| match facts.kind(facts.expression(*read).parent?) {
            Kind::Call { callee, arguments, .. } if callee == read => arguments.get(position).copied(),
            _ => None,
        });
    calls.collect()
}

/// Whether the module is there in a form whose use is not followed.
fn mentions_cloudfront(subject: &Subject<'_>) -> bool {
    let facts = subject.facts;
    facts.imports.iter().any(|import| import.source == "cloudfront")
        && facts.each().any(|(id, expression)| match &expression.kind {
            // `cf` that is used for anything but one of its members.
            Kind::Name { binding: Some(_), .. } if subject.meanings.get(id) == Meaning::Cf => {
                !matches!(expression.parent.map(|parent| facts.kind(parent)), Some(Kind::Member { .. }))
            }
            Kind::Member { name, .. } => name == "kvs",
            _ => false,
        })
}
