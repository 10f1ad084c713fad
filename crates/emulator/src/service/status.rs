//! What the passing of time makes of a status. Nothing is written: each is computed when asked for,
//! so it goes on across restarts.

use super::context::Cx;
use super::stage::Stage;
use crate::state::{Distribution, Function, Store};

pub(super) const READY: &str = "READY";

pub(super) fn of_function(cx: &Cx<'_>, function: &Function, stage: Stage) -> &'static str {
    let Some(live) = &function.live else {
        return "UNPUBLISHED";
    };
    let assumptions = cx.assumptions;
    let is_updated = || function.development.modified_ms > live.published_ms;
    let is_untold = !assumptions.development_tells_publication()
        || (assumptions.update_resets_development_status() && is_updated());
    if stage == Stage::Development && is_untold {
        return "UNPUBLISHED";
    }
    let takes = live.publishing_ms.unwrap_or(cx.settings.publishing_ms);
    let published = live.published_ms.saturating_add(takes);
    if cx.now_ms < published {
        return "PUBLISHING";
    }
    let associated = cx
        .state
        .distributions
        .values()
        .filter(|distribution| distribution.function.as_ref() == Some(&function.id))
        .map(|distribution| distribution.associated_ms)
        .max();
    match associated {
        None => "UNASSOCIATED",
        Some(since) => {
            let deployed = published.max(since).saturating_add(cx.settings.deploying_ms);
            if cx.now_ms < deployed { "IN_PROGRESS" } else { "DEPLOYED" }
        }
    }
}

pub(super) fn of_store(cx: &Cx<'_>, store: &Store) -> &'static str {
    if cx.now_ms < store.created_ms.saturating_add(cx.settings.provisioning_ms) { "PROVISIONING" } else { READY }
}

pub(super) fn of_distribution(cx: &Cx<'_>, distribution: &Distribution) -> &'static str {
    if cx.now_ms < distribution.modified_ms.saturating_add(cx.settings.deploying_ms) {
        "InProgress"
    } else {
        "Deployed"
    }
}
