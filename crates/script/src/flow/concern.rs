//! Which expressions and functions can have to do with a decision, so that the others are passed over.

use crate::facts::Kind;
use crate::meaning::Meaning;
use crate::subject::Subject;
use alloc::{vec, vec::Vec};

/// Expressions that call, wait, assign, or read a member of the certificate, and those around them.
pub(super) fn relevant(subject: &Subject<'_>) -> Vec<bool> {
    let mut relevant: Vec<bool> = Vec::with_capacity(subject.facts.expressions.len());
    for (id, expression) in subject.facts.each() {
        let own = match &expression.kind {
            Kind::Call { .. } | Kind::Await(_) | Kind::Assign { .. } | Kind::Function(_) | Kind::Index { .. } => true,
            Kind::Member { object, name, .. } => {
                matches!(name.as_str(), "allow" | "deny")
                    || matches!(subject.meanings.get(*object), Meaning::ClientCertificate | Meaning::Revocation)
            }
            Kind::Name { .. } => subject.meanings.get(id) == Meaning::Connection,
            _ => false,
        };
        let part = || expression.kind.parts().iter().any(|part| relevant.get(part.index()) == Some(&true));
        let is = own || part();
        relevant.push(is);
    }
    relevant
}

/// Expressions in which a decision may be made, by themselves or in a function that they call.
pub(super) fn deciding(subject: &Subject<'_>) -> Vec<bool> {
    let functions = concerned(subject, false);
    let mut deciding: Vec<bool> = Vec::with_capacity(subject.facts.expressions.len());
    for (_, expression) in subject.facts.each() {
        let own = match &expression.kind {
            Kind::Member { name, .. } => matches!(name.as_str(), "allow" | "deny"),
            Kind::Name { binding: Some(binding), .. } => {
                let function = subject.facts.function_of(*binding);
                function.is_some_and(|function| functions.get(function.index()) == Some(&true))
            }
            Kind::Function(function) => functions.get(function.index()) == Some(&true),
            _ => false,
        };
        let is = own || expression.kind.parts().iter().any(|part| deciding.get(part.index()) == Some(&true));
        deciding.push(is);
    }
    deciding
}

/// Functions that decide, or that have the connection if that counts, or that call such a one.
pub(super) fn concerned(subject: &Subject<'_>, connection_counts: bool) -> Vec<bool> {
    let facts = subject.facts;
    let mut concerned = vec![false; facts.functions.len()];
    for _ in 0..=facts.functions.len().min(16) {
        let before = concerned.clone();
        for (id, expression) in facts.each() {
            let is = match &expression.kind {
                Kind::Member { name, .. } => matches!(name.as_str(), "allow" | "deny"),
                Kind::Name { binding: Some(binding), .. } => {
                    (connection_counts && subject.meanings.get(id) == Meaning::Connection)
                        || facts
                            .function_of(*binding)
                            .is_some_and(|called| concerned.get(called.index()) == Some(&true))
                }
                _ => false,
            };
            if !is {
                continue;
            }
            // A function also does what those in it do.
            let mut function = expression.function;
            while let Some(slot) = concerned.get_mut(function.index()) {
                if *slot || function == crate::facts::MODULE {
                    break;
                }
                *slot = true;
                function = facts.function(function).map_or(crate::facts::MODULE, |function| function.parent);
            }
        }
        if before == concerned {
            break;
        }
    }
    concerned
}
