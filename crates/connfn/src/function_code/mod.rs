//! What is said of the code of functions, of those of a configuration or of one alone: the findings of `connfn-script`, at their
//! places in the user's own files. It judges no code itself.

mod lines;
mod overrides;

pub use lines::code_lines;

use alloc::{format, string::String, vec::Vec};
use connfn_config::{CodeOrigin, Reading, Sources};
use connfn_core::{
    checks::Checks,
    desired::DesiredFunction,
    diagnostic::{self, Code, Diagnostic, LineIndex, Location, Severity},
    function_code, limits,
    ordered::{Map, Set},
};
use connfn_script::{Context, Finding, Runtime, Span};
use core::ops::Range;
use overrides::overrides;
use serde::{Deserialize, Serialize};

/// What the code of one function is called where its places are told, unless the caller says otherwise.
const FILE: &str = "function.js";

/// A function's code to check, without a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckFunctionRequest {
    pub code: String,
    /// What diagnostics call the file that holds the code: `function.js` unless it is given.
    #[serde(default)]
    pub file: Option<String>,
    /// `cloudfront-js-2.0` unless it is given.
    #[serde(default)]
    pub runtime: Option<limits::Runtime>,
    /// Whether a key value store is associated with the function. Nothing is said that depends on it unless it is given.
    #[serde(default)]
    pub store_associated: Option<bool>,
    /// What else is known that connfn does not know.
    #[serde(default)]
    pub checks: Checks,
}

/// What is wrong with a function's code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckFunctionResponse {
    /// Every problem, in the order of lines.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks the code of one function.
pub fn check_function(request: &CheckFunctionRequest) -> CheckFunctionResponse {
    let code = request.code.as_str();
    let file = request.file.as_deref().unwrap_or(FILE);
    let lines = LineIndex::new(code);
    let location = |range| Location { file: file.into(), span: lines.span(range) };
    let version = request.runtime.unwrap_or(limits::Runtime::Js2);
    let mut diagnostics = Vec::new();
    let context = Context {
        runtime: runtime(version),
        store_associated: request.store_associated,
        optional_mtls: request.checks.optional_mtls,
        overrides: overrides(&request.checks, &|_| None, &mut diagnostics),
    };
    let of_all = [function_code::of_size(code.len()), function_code::of_runtime(version)];
    diagnostics.extend(of_all.into_iter().flatten().map(|diagnostic| diagnostic.at(location(0..0))));
    // Nothing more is to be said of no code.
    if !code.is_empty() {
        let findings = connfn_script::check(code, &context);
        diagnostics.extend(findings.iter().map(|finding| placed(finding, &location)));
    }
    diagnostic::sort(&mut diagnostics);
    CheckFunctionResponse { diagnostics }
}

/// Checks the code of each desired function that is known. What several functions have at one place is told of the first.
pub(crate) fn check_functions(sources: &Sources, reading: &Reading) -> Vec<Diagnostic> {
    let Reading { desired, code_origins: origins, checks, feature_places, .. } = reading;
    let mut diagnostics = Vec::new();
    let overrides = overrides(checks, &|id| feature_places.get(id).cloned(), &mut diagnostics);
    let known = || {
        let functions = desired.functions.iter();
        functions.filter_map(|(address, function)| Some((address, Variant::of(function)?, origins.get(address)?)))
    };
    let mut checked: Map<Variant<'_>, Vec<Finding>> = Map::new();
    for (_, variant, _) in known() {
        checked.entry(variant).or_insert_with(|| {
            let context = Context {
                runtime: runtime(variant.runtime),
                store_associated: Some(variant.has_store),
                optional_mtls: checks.optional_mtls,
                overrides: overrides.clone(),
            };
            connfn_script::check(variant.code, &context)
        });
    }
    let mut told = Set::new();
    for (address, variant, origin) in known() {
        let findings = checked.get(&variant).into_iter().flatten();
        let mut findings = findings.filter(|finding| holds_for_all(finding, &variant, &checked)).peekable();
        if findings.peek().is_none() {
            continue;
        }
        let places = origin.places(variant.code, sources);
        for finding in findings {
            let diagnostic = match &places {
                Some(places) => placed(finding, &|range| places.location(range)),
                None => described(finding, origin, variant.code, sources),
            };
            // What has no place of its own is told of each function.
            let of = diagnostic.location.is_none().then_some(address);
            if told.insert((diagnostic.code, of, diagnostic.location.clone(), diagnostic.message.clone())) {
                diagnostics.push(diagnostic.about(address));
            }
        }
    }
    diagnostics
}

/// Code, and what is known of the function that it is the code of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Variant<'d> {
    code: &'d str,
    runtime: limits::Runtime,
    has_store: bool,
}

impl<'d> Variant<'d> {
    fn of(function: &'d DesiredFunction) -> Option<Self> {
        let code = function.code.known()?;
        Some(Self { code, runtime: function.runtime, has_store: function.store_arn.is_some() })
    }
}

/// Whether a finding is told. That a comment silences nothing is so only if it does for no function of this code.
fn holds_for_all(finding: &Finding, variant: &Variant<'_>, checked: &Map<Variant<'_>, Vec<Finding>>) -> bool {
    finding.code != connfn_script::Code::IgnoreUnused
        || checked.iter().all(|(other, findings)| other.code != variant.code || findings.contains(finding))
}

const fn runtime(runtime: limits::Runtime) -> Runtime {
    match runtime {
        limits::Runtime::Js1 => Runtime::V1,
        limits::Runtime::Js2 => Runtime::V2,
    }
}

/// A finding in the file that holds the code.
fn placed(finding: &Finding, location: &dyn Fn(Range<usize>) -> Location) -> Diagnostic {
    let mut diagnostic = plain(finding, finding.message.clone()).at(location(range(&finding.span)));
    for related in &finding.related {
        diagnostic = diagnostic.related(related.message.clone(), location(range(&related.span)));
    }
    diagnostic
}

/// A finding in code that no file holds as it is: the place within the code is told in words.
fn described(finding: &Finding, origin: &CodeOrigin, code: &str, sources: &Sources) -> Diagnostic {
    let lines = LineIndex::new(code);
    let place = |span: &Span| {
        let start = lines.position(range(span).start);
        format!("line {}, column {} of the code", start.line, start.column_utf16)
    };
    // What is said of the code as a whole has no place in it.
    let mut message = finding.message.clone();
    if !finding.span.is_empty() {
        message.push_str(&format!(" ({})", place(&finding.span)));
    }
    for related in &finding.related {
        message.push_str(&format!("; {}: {}", related.message, place(&related.span)));
    }
    let location = match origin {
        CodeOrigin::Computed(location) => location.clone(),
        CodeOrigin::Literal { file, written } => sources
            .files
            .get(file)
            .map(|text| Location { file: file.clone(), span: LineIndex::new(text).span(written.clone()) }),
        CodeOrigin::File(_) => None,
    };
    plain(finding, message).at(location)
}

fn plain(finding: &Finding, message: String) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(code(finding.code), message);
    diagnostic.severity = match finding.severity {
        connfn_script::Severity::Error => Severity::Error,
        connfn_script::Severity::Warning => Severity::Warning,
        connfn_script::Severity::Info => Severity::Info,
    };
    diagnostic.help.clone_from(&finding.help);
    diagnostic
}

/// The code of the same number; a test holds that there is one.
fn code(code: connfn_script::Code) -> Code {
    Code::from_number(code.as_str()).unwrap_or(Code::ScriptSyntax)
}

fn range(span: &Span) -> Range<usize> {
    let offset = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    offset(span.start)..offset(span.end)
}

#[cfg(test)]
mod tests;
