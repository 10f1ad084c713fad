//! Undoing a run: its receipt and an observed state in, an ordinary plan out.

use crate::planning::PlanResponse;
use alloc::vec::Vec;
use connfn_core::{observed::ObservedState, rollback, run::Receipt, scope::Scope};
use serde::{Deserialize, Serialize};

/// What to undo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RollbackRequest {
    /// The receipt of the run, however it ended.
    pub receipt: Receipt,
    pub observed: ObservedState,
}

/// Computes the plan that brings back what was before a run, as far as CloudFront can: what was changed goes back, what was
/// created goes, what was deleted is created again under a new id, what was adopted leaves the stack. The plan is about these
/// resources alone, and notes what has changed since the run.
pub fn rollback(request: &RollbackRequest) -> PlanResponse {
    let plan = rollback::plan(&request.receipt, &request.observed);
    PlanResponse { diagnostics: plan.report.blocked.clone(), needs: Vec::new(), wants: Vec::new(), plan: Some(plan) }
}

/// What has to be observed before [`rollback()`] can answer.
pub fn scope_of_rollback(receipt: &Receipt) -> Scope {
    Scope::of_receipt(receipt)
}
