//! Answers of a key value store, and results of `async` functions, that are used before they are there. A promise is always truthy,
//! so `if (store.exists(key))` lets everybody in, or nobody.

use super::Subject;
use crate::facts::{BindingId, BindingKind, Expression, ExpressionId, Kind, Role};
use crate::meaning::Meaning;
use crate::{Code, Finding};
use alloc::{format, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    for (id, expression) in facts.each() {
        let Kind::Call { callee, .. } = &expression.kind else { continue };
        let name = match facts.kind(*callee) {
            Kind::Member { name, .. } if subject.meanings.get(id) == Meaning::Promise => name,
            Kind::Name { name, binding: Some(binding) } if is_async(subject, *binding) => {
                // Nobody has to wait for what gives nothing.
                if expression.role == Role::Discarded {
                    continue;
                }
                name
            }
            _ => continue,
        };
        let Some(used) = misused(subject, id, expression) else { continue };
        let mut finding = Finding::new(
            Code::NotAwaited,
            format!("`{name}` gives a promise, which is not awaited here"),
            expression.span.clone(),
        )
        .help(match name.as_str() {
            "get" | "meta" => "write `await` before it",
            _ => "write `await` before it: a promise is always true",
        });
        if used != id {
            finding = finding.related("used here as if it were the value", facts.span(used));
        }
        findings.push(finding);
    }
}

fn is_async(subject: &Subject<'_>, binding: BindingId) -> bool {
    let function = subject.facts.function_of(binding).and_then(|id| subject.facts.function(id));
    function.is_some_and(|function| function.is_async)
}

/// The place where a promise is surely taken for its value.
fn misused(subject: &Subject<'_>, id: ExpressionId, expression: &Expression) -> Option<ExpressionId> {
    let facts = subject.facts;
    if expression.role == Role::Discarded {
        return Some(id);
    }
    if is_value_use(subject, id) {
        return Some(id);
    }
    // `const found = store.exists(key); if (found) …`
    let binding = facts.bindings.iter().find(|binding| {
        binding.value == Some(id)
            && binding.is_constant()
            && matches!(binding.kind, BindingKind::Var | BindingKind::Let | BindingKind::Const)
    })?;
    binding.reads.iter().copied().find(|read| is_value_use(subject, *read))
}

/// Whether something stands where a promise makes no sense.
fn is_value_use(subject: &Subject<'_>, id: ExpressionId) -> bool {
    let facts = subject.facts;
    let expression = facts.expression(id);
    if expression.role == Role::Test {
        return true;
    }
    let Some(parent) = expression.parent else { return false };
    match facts.kind(parent) {
        Kind::Not(_) | Kind::Template { .. } | Kind::Binary { .. } | Kind::Index { .. } => true,
        // What `&&` gives is judged by its own place; its left side is always a question.
        Kind::Logical { left, .. } => *left == id || is_value_use(subject, parent),
        Kind::Conditional { test, .. } => *test == id,
        Kind::Member { name, .. } => !matches!(name.as_str(), "then" | "catch" | "finally"),
        Kind::Call { callee, arguments, .. } => {
            let Kind::Member { object, name, .. } = facts.kind(*callee) else { return false };
            let json = matches!(facts.kind(*object), Kind::Name { name, binding: None } if name == "JSON");
            json && name == "parse" && arguments.first() == Some(&id)
        }
        _ => false,
    }
}
