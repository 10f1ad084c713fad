//! Digests of what a plan was made from, and whether it still holds. A status moves by itself and is no part of it.

use super::{
    document::{Change, Plan},
    words::in_backticks,
};
use crate::ordered::{Map, Set};
use crate::{
    attributes::Attribute,
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    exported,
    observed::{ObservedFunction, ObservedState, ObservedStore},
    ownership::Owner,
};
use alloc::{format, string::String, vec::Vec};

pub(super) fn function_digest(id: &str, function: &ObservedFunction) -> Digest {
    Digest::of_json(&(id, &function.arn, &function.tags, &function.development, &function.live))
}

pub(super) fn store_digest(store: &ObservedStore) -> Digest {
    Digest::of_json(&(&store.id, &store.arn, &store.comment, &store.etag, &store.tags))
}

/// Every way in which reality has overtaken a plan: nothing of the plan may be done if there is one.
pub fn check_current(plan: &Plan, observed: &ObservedState) -> Vec<Diagnostic> {
    let functions: Map<&str, Now<'_>> =
        observed.functions.iter().map(|(id, function)| (function.name.as_str(), Now::function(id, function))).collect();
    let stores: Map<&str, Now<'_>> =
        observed.stores.iter().map(|(name, store)| (name.as_str(), Now::store(name, store))).collect();
    let mut stale = overtaken(plan, "connection function", &plan.basis.functions, &functions);
    stale.extend(overtaken(plan, "key value store", &plan.basis.stores, &stores));
    stale
}

/// A resource as it is now.
struct Now<'o> {
    digest: Digest,
    tags: &'o Map<String, String>,
    attributes: Map<String, Attribute>,
    live: Option<Map<String, Attribute>>,
}

impl<'o> Now<'o> {
    fn function(id: &str, function: &'o ObservedFunction) -> Self {
        Self {
            digest: function_digest(id, function),
            tags: &function.tags,
            attributes: exported::function(id, function),
            live: function.live.as_ref().map(exported::stage),
        }
    }

    fn store(name: &str, store: &'o ObservedStore) -> Self {
        Self { digest: store_digest(store), tags: &store.tags, attributes: exported::store(name, store), live: None }
    }

    /// What is not as the plan's change shows it, in words.
    fn differences(&self, change: &Change) -> String {
        // A status moves by itself; tags and `publish` are shown as the configuration sees them.
        let compared = |name: &&str| !["last_modified_time", "publish", "status", "tags", "tags_all"].contains(name);
        let shown = change.before.iter().flatten();
        let differs =
            shown.filter(|(name, value)| self.attributes.get(*name) != Some(value)).map(|(name, _)| name.as_str());
        let mut differences: Vec<&str> = differs.filter(compared).collect();
        if change.live.as_ref().and_then(|live| live.before.as_ref()) != self.live.as_ref() {
            differences.push("LIVE");
        }
        if differences.is_empty() {
            differences.push("tags");
        }
        in_backticks(differences)
    }
}

fn overtaken(
    plan: &Plan,
    noun: &str,
    basis: &Map<String, Option<Digest>>,
    now: &Map<&str, Now<'_>>,
) -> Vec<Diagnostic> {
    // A plan for some resources does nothing to those that it left out.
    let is_counted = |tags| !plan.is_partial() && matches!(Owner::of(tags, &plan.stack), Owner::ThisStack { .. });
    let owned_now = now.iter().filter(|(_, now)| is_counted(now.tags)).map(|(name, _)| *name);
    let names: Set<&str> = basis.keys().map(String::as_str).chain(owned_now).collect();
    let mut stale = Vec::new();
    for name in names {
        let then = basis.get(name).and_then(Option::as_ref);
        let change = plan.changes.iter().find(|change| names_resource(change.before.as_ref(), name));
        let message = match (then, now.get(name)) {
            (None, Some(_)) => format!("{noun} `{name}` has appeared since the plan was made"),
            (Some(_), None) => format!("{noun} `{name}` has gone since the plan was made"),
            (Some(then), Some(now)) if *then != now.digest => {
                let differences = change.map(|change| format!(", in {}", now.differences(change))).unwrap_or_default();
                format!("{noun} `{name}` has changed since the plan was made{differences}")
            }
            _ => continue,
        };
        let mut diagnostic = Diagnostic::new(Code::PlanStale, message).help("make a new plan; nothing has been done");
        if let Some(change) = change {
            diagnostic = diagnostic.about(&change.address);
        }
        stale.push(diagnostic);
    }
    stale
}

fn names_resource(attributes: Option<&Map<String, Attribute>>, name: &str) -> bool {
    attributes.and_then(|attributes| attributes.get("name")) == Some(&Attribute::string(name))
}
