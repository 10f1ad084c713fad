//! Code that is no JavaScript, or that is nested too deeply to be looked at.

use crate::codes::Code;
use crate::facts::Facts;
use crate::finding::Finding;
use alloc::vec::Vec;

pub(super) fn check(facts: &Facts, findings: &mut Vec<Finding>) {
    for error in &facts.errors {
        let code = if error.too_deep { Code::ScriptTooDeep } else { Code::ScriptSyntax };
        let mut finding = Finding::new(code, error.message.clone(), error.span.clone());
        finding.help = error.help.map(Into::into);
        if let Some((message, span)) = &error.related {
            finding = finding.related(*message, span.clone());
        }
        findings.push(finding);
    }
}
