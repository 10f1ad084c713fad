//! Reads a plan from a file, which may come from anywhere: it must be whole, of this version, unedited, and agree with
//! itself, or it is refused with one clear reason.

use super::{
    check::check,
    document::{FORMAT_VERSION, Plan},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    json::{self, Tree},
};
use alloc::format;

/// The largest plan file that is read. A thousand functions of the largest size, each with its old and its LIVE code, fit.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Reads a plan that [`Plan`]'s JSON form was saved as.
pub fn read(text: &str) -> Result<Plan, Diagnostic> {
    if text.len() > MAX_BYTES {
        return Err(Diagnostic::new(Code::PlanInvalid, format!("the plan file is larger than {MAX_BYTES} bytes")));
    }
    let tree = Tree::parse(text).map_err(|error| not_a_plan(&error))?;
    let version =
        tree.member("format_version").and_then(Tree::as_unsigned).unwrap_or_else(|| u64::from(FORMAT_VERSION));
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
    let mut plan: Plan = tree.read().map_err(|error| not_a_plan(&error))?;
    if plan.seal() != plan.digest || !holds_all(&plan, &tree) {
        return Err(Diagnostic::new(Code::PlanEdited, "the plan file was changed after it was made")
            .help("make a new plan; a plan is applied as it was reviewed or not at all"));
    }
    check(&plan).map_err(|problem| Diagnostic::new(Code::PlanInvalid, problem).help("make a new plan"))?;
    Ok(plan)
}

/// Whether the plan holds all that the file does. What it does not would be shown to nobody, so it counts as an edit too.
fn holds_all(plan: &Plan, file: &Tree<'_>) -> bool {
    Tree::parse(&json::compact(plan)).is_ok_and(|written| written == *file)
}

fn not_a_plan(error: &json::Error) -> Diagnostic {
    let problem = if error.is_cut_short() { "is cut short" } else { "is not a plan that this connfn can read" };
    Diagnostic::new(Code::PlanSyntax, format!("the plan file {problem}: {error}"))
        .help("make the plan again with `connfn plan --out FILE`")
}
