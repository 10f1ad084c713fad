//! Answers of a key value store, and results of `async` functions, that are used before they are there. A promise is always truthy,
//! so `if (store.exists(key))` lets everybody in, or nobody.

use crate::codes::Code;
use crate::facts::{Binding, BindingKind, Expression, ExpressionId, Kind, Role};
use crate::finding::Finding;
use crate::meaning::Meaning;
use crate::subject::Subject;
use alloc::{format, vec, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    let gives = promising(subject);
    for (id, expression) in facts.each() {
        let Kind::Call { callee, arguments, .. } = &expression.kind else { continue };
        let name = match facts.kind(*callee) {
            Kind::Member { name, .. } if subject.meanings.get(id) == Meaning::Promise => name,
            Kind::Member { name, .. } => {
                findings.extend(arguments.first().and_then(|argument| judged(subject, name, *argument)));
                continue;
            }
            Kind::Name { name, .. } if is_promise(subject, &gives, id) => {
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

/// For each function, whether all that it returns is promises.
fn promising(subject: &Subject<'_>) -> Vec<bool> {
    let facts = subject.facts;
    let mut gives: Vec<bool> = facts.functions.iter().map(|function| function.is_async).collect();
    // A promise is seldom handed on by more than one function.
    for _ in 0..3 {
        let mut returned: Vec<Option<bool>> = vec![None; gives.len()];
        for (id, expression) in facts.each().filter(|(_, expression)| expression.role == Role::Returned) {
            if let Some(slot) = returned.get_mut(expression.function.index()) {
                *slot = Some(slot.unwrap_or(true) && is_promise(subject, &gives, id));
            }
        }
        for (slot, returned) in gives.iter_mut().zip(returned) {
            *slot |= returned == Some(true);
        }
    }
    gives
}

fn is_promise(subject: &Subject<'_>, gives: &[bool], id: ExpressionId) -> bool {
    let facts = subject.facts;
    if subject.meanings.get(id) == Meaning::Promise {
        return true;
    }
    let Kind::Call { callee, is_new: false, .. } = facts.kind(id) else { return false };
    let Kind::Name { binding: Some(binding), .. } = facts.kind(*callee) else { return false };
    facts.function_of(*binding).is_some_and(|function| gives.get(function.index()) == Some(&true))
}

/// A method of lists that takes the promise of an `async` function for its answer.
fn judged(subject: &Subject<'_>, method: &str, argument: ExpressionId) -> Option<Finding> {
    let facts = subject.facts;
    let Kind::Function(function) = facts.kind(argument) else { return None };
    let judges = matches!(method, "filter" | "some" | "every" | "find" | "findIndex");
    if !judges || !facts.function(*function)?.is_async || facts.made.iter().any(|made| made == method) {
        return None;
    }
    let message = format!("`{method}` takes a promise for its value: this function is `async`");
    Some(
        Finding::new(Code::NotAwaited, message, facts.span(argument))
            .help("await each value in a loop: a promise is always true"),
    )
}

/// The place where a promise is surely taken for its value.
fn misused(subject: &Subject<'_>, id: ExpressionId, expression: &Expression) -> Option<ExpressionId> {
    let facts = subject.facts;
    if expression.role == Role::Discarded || is_value_use(subject, id) {
        return Some(id);
    }
    // `const found = store.exists(key); if (found) …`
    let declared = facts.bindings.iter().find(|binding| {
        binding.value == Some(id)
            && binding.is_constant()
            && matches!(binding.kind, BindingKind::Var | BindingKind::Let | BindingKind::Const)
    });
    if let Some(binding) = declared {
        return binding.reads.iter().copied().find(|read| is_value_use(subject, *read));
    }
    // `let found = false; try { found = store.exists(key); } catch (e) { … }`
    let Kind::Assign { operator: "=", target, .. } = facts.kind(expression.parent?) else { return None };
    let Kind::Name { binding: Some(binding), .. } = facts.kind(*target) else { return None };
    let binding = facts.binding(*binding).filter(|binding| is_settled(subject, binding, id))?;
    let after = |read: &ExpressionId| facts.span(*read).start > expression.span.end;
    binding.reads.iter().copied().filter(after).find(|read| is_value_use(subject, *read))
}

/// Whether a variable holds this promise or constants, and is never awaited itself.
fn is_settled(subject: &Subject<'_>, binding: &Binding, promise: ExpressionId) -> bool {
    let facts = subject.facts;
    let parent = |id: ExpressionId| facts.expression(id).parent.map(|parent| facts.kind(parent));
    let fits = |value: ExpressionId| {
        value == promise
            || matches!(facts.kind(value), Kind::Boolean(_) | Kind::Text(_) | Kind::Number(_) | Kind::Null)
            || matches!(facts.kind(value), Kind::Name { name, binding: None } if name == "undefined")
    };
    binding.value.is_none_or(fits)
        && binding.writes.iter().all(|write| {
            matches!(parent(*write), Some(Kind::Assign { operator: "=", value: Some(value), .. }) if fits(*value))
        })
        && binding.reads.iter().all(|read| !matches!(parent(*read), Some(Kind::Await(_))))
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
        Kind::Call { callee, arguments, is_new: false } if arguments.first() == Some(&id) => {
            match facts.kind(*callee) {
                Kind::Name { name, binding: None } => {
                    matches!(name.as_str(), "Boolean" | "Number" | "String" | "parseInt" | "parseFloat" | "isNaN")
                }
                Kind::Member { object, name, .. } => match name.as_str() {
                    "parse" => matches!(facts.kind(*object), Kind::Name { name, binding: None } if name == "JSON"),
                    "logCustomData" => subject.meanings.get(*object) == Meaning::Connection,
                    "includes" | "indexOf" | "startsWith" | "endsWith" => true,
                    _ => false,
                },
                _ => false,
            }
        }
        _ => false,
    }
}
