//! The function that AWS calls: `connectionHandler(connection)`. Warnings, since Terraform's own examples use `handler`, AWS accepts
//! them, and nobody documents what becomes of them; but an `export` weighs what the table of features says of the word.

use super::names::is_near;
use crate::codes::{Code, Severity};
use crate::facts::{Binding, BindingKind, Kind, MODULE, Span};
use crate::features::feature;
use crate::finding::Finding;
use crate::meaning::ENTRY;
use crate::subject::Subject;
use alloc::{format, string::String, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let facts = subject.facts;
    for export in &facts.exports {
        if let Some(name) = export.names.iter().find(|name| *name == ENTRY || *name == "handler") {
            let Some(severity) = weight_of_export(subject) else { continue };
            let mut finding =
                Finding::new(Code::EntryPointExported, format!("`{name}` is exported"), export.span.clone())
                    .help("leave `export` away: the runtime finds the function by its name and refuses the word");
            finding.severity = severity;
            finding.feature = Some("export");
            findings.push(finding);
        }
    }
    let Some((_, binding)) = facts.module_binding(ENTRY) else {
        findings.push(match (facts.module_binding("handler"), near(subject)) {
            (Some((_, handler)), _) => Finding::new(
                Code::OnlyHandler,
                "a connection function's entry point is `connectionHandler`, not `handler`",
                handler.span.clone(),
            )
            .help(
                "call it `connectionHandler(connection)`; AWS does not say what becomes of `handler`, and a connection that nobody \
                 allows is denied",
            ),
            (None, Some((name, span))) => {
                Finding::new(Code::NoEntryPoint, format!("there is no function `connectionHandler`, but one `{name}`"), span)
                    .help("AWS calls `connectionHandler(connection)`; a connection that nobody allows is denied")
            }
            (None, None) => Finding::new(Code::NoEntryPoint, "there is no function `connectionHandler`", 0..0)
                .help("AWS calls `connectionHandler(connection)`; a connection that nobody allows is denied"),
        });
        return;
    };
    let Some(function) = subject.entry.and_then(|id| facts.function(id)) else {
        let is_value = binding.is_constant()
            && binding.value.is_some_and(|value| {
                matches!(facts.kind(value), Kind::Text(_) | Kind::Number(_) | Kind::Boolean(_) | Kind::Null)
            });
        if is_value || matches!(binding.kind, BindingKind::Import(_) | BindingKind::Class) {
            findings.push(
                Finding::new(Code::NoEntryPoint, "`connectionHandler` is not a function", binding.span.clone())
                    .help("AWS calls `connectionHandler(connection)`"),
            );
        }
        return;
    };
    let given = function.parameters.len();
    if given > 1 || (given == 0 && function.rest.is_none() && !function.uses_arguments) {
        let words = if given == 0 { "no parameter" } else { "several parameters" };
        findings.push(
            Finding::new(
                Code::EntryPointParameters,
                format!("`connectionHandler` takes {words}, but is given one, the connection"),
                binding.span.clone(),
            )
            .help("declare it as `connectionHandler(connection)`"),
        );
    }
}

fn weight_of_export(subject: &Subject<'_>) -> Option<Severity> {
    let context = subject.context;
    feature("export").and_then(|row| context.overrides.support(row, context.runtime).severity())
}

/// A function of nearly the right name.
fn near(subject: &Subject<'_>) -> Option<(String, Span)> {
    let facts = subject.facts;
    let is = |binding: &&Binding| binding.function == MODULE && is_near(ENTRY, &binding.name);
    facts.bindings.iter().find(is).map(|binding| (binding.name.clone(), binding.span.clone()))
}
