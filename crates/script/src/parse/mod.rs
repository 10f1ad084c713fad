//! Function code to facts. This is the one place that knows the parser (oxc): its tree, its messages and its spans end here.

mod depth;
mod early;
mod errors;
mod expressions;
mod functions;
mod literals;
mod patterns;
mod regular;
mod scopes;
mod statements;

use crate::facts::{Comment, Facts, Span, SyntaxError};
use alloc::{string::ToString, vec::Vec};
use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_span::SourceType;

/// The size in bytes above which code is not looked at: the API refuses it.
pub const LARGEST: usize = 40_960;

/// Reads a program. AWS's runtime is always strict, and so the code is read as a module.
pub(crate) fn parse(code: &str) -> Facts {
    if let Some(span) = depth::too_deep(code) {
        return Facts { errors: Vec::from([too_deep(span)]), ..Facts::default() };
    }
    let allocator = Allocator::default();
    let options = ParseOptions { preserve_parens: false, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, code, SourceType::mjs()).with_options(options).parse();
    let errors = errors::worded(code, &parsed.diagnostics);
    if !errors.is_empty() || parsed.panicked {
        return Facts { errors, ..Facts::default() };
    }
    let mut facts = scopes::Lowering::new(code).program(&parsed.program);
    if !facts.errors.is_empty() {
        return Facts { errors: facts.errors, ..Facts::default() };
    }
    facts.comments = parsed
        .program
        .comments
        .iter()
        .map(|comment| {
            let span = comment.span.start..comment.span.end;
            let text = code.get(span.start as usize..span.end as usize).unwrap_or_default();
            Comment { text: text.to_string(), span }
        })
        .collect();
    facts
}

fn too_deep(span: Span) -> SyntaxError {
    SyntaxError {
        message: "the code is nested too deeply to be checked".into(),
        help: Some("split it into smaller functions and statements"),
        span,
        related: None,
        too_deep: true,
    }
}
