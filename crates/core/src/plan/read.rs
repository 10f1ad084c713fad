//! Reads a plan from a file, which may come from anywhere: it must be whole, of this version, unedited, and agree with
//! itself, or it is refused with one clear reason.

use super::document::{CodeInput, FORMAT_VERSION, Plan, Step, StepId};
use crate::{
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    observed,
    operation::Operation,
};
use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString},
};
use serde::Deserialize;

/// The largest plan file that is read. A thousand functions of the largest size, each with its old and its LIVE code, fit.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// A plan's version, whatever else it holds.
#[derive(Deserialize)]
struct Versioned {
    format_version: u64,
}

/// Reads a plan that [`Plan`]'s JSON form was saved as.
pub fn read(text: &str) -> Result<Plan, Diagnostic> {
    if text.len() > MAX_BYTES {
        return Err(Diagnostic::new(Code::PlanInvalid, format!("the plan file is larger than {MAX_BYTES} bytes")));
    }
    let version = serde_json::from_str::<Versioned>(text).map_err(|error| not_a_plan(&error))?.format_version;
    if version != u64::from(FORMAT_VERSION) {
        let (problem, help) = if version > u64::from(FORMAT_VERSION) {
            ("newer", "use the connfn that made it, or a newer one")
        } else {
            ("older", "make a new plan with this connfn")
        };
        return Err(Diagnostic::new(
            Code::PlanVersion,
            format!("the plan file has format version {version}, which is {problem} than {FORMAT_VERSION}"),
        )
        .help(help));
    }
    let plan: Plan = serde_json::from_str(text).map_err(|error| not_a_plan(&error))?;
    if plan.body_digest() != plan.digest {
        return Err(Diagnostic::new(Code::PlanEdited, "the plan file was changed after it was made")
            .help("make a new plan; a plan is applied as it was reviewed or not at all"));
    }
    check(&plan).map_err(|problem| Diagnostic::new(Code::PlanInvalid, problem).help("make a new plan"))?;
    Ok(plan)
}

fn not_a_plan(error: &serde_json::Error) -> Diagnostic {
    let problem = if error.is_eof() { "is cut short" } else { "is not a plan that this connfn can read" };
    Diagnostic::new(Code::PlanSyntax, format!("the plan file {problem}: {error}"))
        .help("make the plan again with `connfn plan --out FILE`")
}

/// What must hold of any plan, also of one whose digest agrees.
fn check(plan: &Plan) -> Result<(), String> {
    if !plan.report.blocked.is_empty() && !plan.steps.is_empty() {
        return Err("a blocked plan has steps".to_string());
    }
    for (digest, code) in &plan.code {
        if let observed::Code::Text(text) = code
            && Digest::of(text.as_bytes()) != *digest
        {
            return Err(format!("the code held under `{digest}` has another digest"));
        }
    }
    let mut before: BTreeSet<&StepId> = BTreeSet::new();
    for step in &plan.steps {
        check_step(plan, step, &before)?;
        if !before.insert(&step.id) {
            return Err(format!("two steps have the id `{}`", step.id));
        }
    }
    Ok(())
}

fn check_step(plan: &Plan, step: &Step, before: &BTreeSet<&StepId>) -> Result<(), String> {
    for id in &step.after {
        if !before.contains(id) {
            return Err(format!("step `{}` waits for `{id}`, which does not come before it", step.id));
        }
    }
    for output in step.outputs_used() {
        if !step.after.contains(&output.step) {
            return Err(format!("step `{}` uses an output of `{}` without waiting for it", step.id, output.step));
        }
    }
    let code = match &step.operation {
        Operation::CreateConnectionFunction(input) => Some(&input.connection_function_code),
        Operation::UpdateConnectionFunction(input) => Some(&input.connection_function_code),
        _ => None,
    };
    if let Some(CodeInput::Held { code }) = code
        && plan.code.get(code).and_then(observed::Code::as_text).is_none()
    {
        return Err(format!("step `{}` needs code `{code}`, which the plan does not hold", step.id));
    }
    if step.precondition.is_none() && needs_precondition(&step.operation) {
        return Err(format!("step `{}` changes something without a precondition", step.id));
    }
    Ok(())
}

/// Tags have no version; everything else that changes something does.
fn needs_precondition<V, C>(operation: &Operation<V, C>) -> bool {
    operation.mutates() && !matches!(operation, Operation::TagResource(_) | Operation::UntagResource(_))
}
