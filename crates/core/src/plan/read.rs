//! Reads a plan from a file, which may come from anywhere: it must be whole, of this version, unedited, and agree with
//! itself, or it is refused with one clear reason.

use super::{
    check::check,
    document::{FORMAT_VERSION, Plan},
};
use crate::diagnostic::{Code, Diagnostic};
use alloc::format;
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
    // What is in the file and not in the plan would be shown to nobody, so it counts as an edit too.
    let all: serde_json::Value = serde_json::from_str(text).map_err(|error| not_a_plan(&error))?;
    if plan.body_digest() != plan.digest || serde_json::to_value(&plan).ok() != Some(all) {
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
