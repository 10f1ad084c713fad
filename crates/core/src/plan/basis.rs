//! Digests of what a plan was made from, and whether it still holds. A status moves by itself and is no part of it.

use super::{
    document::{Change, Plan},
    words::in_backticks,
};
use crate::ordered::{Map, Set};
use crate::{
    address::ResourceType,
    attributes::Attribute,
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    exported,
    observed::{ObservedFunction, ObservedState, ObservedStore},
    ownership::Owner,
};
use alloc::{format, string::String, vec, vec::Vec};

pub(super) fn function_digest(id: &str, function: &ObservedFunction) -> Digest {
    Digest::of_json(&(id, &function.arn, &function.tags, &function.development, &function.live))
}

pub(super) fn store_digest(store: &ObservedStore) -> Digest {
    Digest::of_json(&(&store.id, &store.arn, &store.comment, &store.etag, &store.tags))
}

/// Every way in which reality has overtaken a plan, or is not what the plan shows as having been: nothing of the plan may be done
/// if there is one.
///
/// That a digest is still right says nothing of what is shown beside it. Who reads a plan reads the difference between before and
/// after; if before is made up, so is the difference.
pub fn check_current(plan: &Plan, observed: &ObservedState) -> Vec<Diagnostic> {
    let functions: Map<&str, Now<'_>> =
        observed.functions.iter().map(|(id, function)| (function.name.as_str(), Now::function(id, function))).collect();
    let stores: Map<&str, Now<'_>> =
        observed.stores.iter().map(|(name, store)| (name.as_str(), Now::store(name, store))).collect();
    let mut stale = overtaken(plan, ResourceType::ConnectionFunction, &plan.basis.functions, &functions);
    stale.extend(overtaken(plan, ResourceType::KeyValueStore, &plan.basis.stores, &stores));
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

    /// What is not as the plan's change shows it.
    fn differences<'c>(&self, change: &'c Change) -> Vec<&'c str> {
        // A status moves by itself, and `publish` is shown as the configuration sees it.
        let moves = |name: &str| ["last_modified_time", "publish", "status"].contains(&name);
        let shown = change.before.iter().flatten();
        let differs = shown.filter(|(name, value)| !moves(name) && !self.has(name, value));
        let mut differences: Vec<&str> = differs.map(|(name, _)| name.as_str()).collect();
        // Of a function that only stays, or leaves, a change says nothing about LIVE.
        if change.live.as_ref().is_some_and(|live| live.before != self.live) {
            differences.push("LIVE");
        }
        differences
    }

    /// Whether an attribute is as it is shown. Of tags the configuration may see some alone.
    fn has(&self, name: &str, shown: &Attribute) -> bool {
        match (self.attributes.get(name), shown) {
            (Some(Attribute::Map(now)), Attribute::Map(shown)) => {
                shown.iter().all(|(key, value)| now.get(key) == Some(value))
            }
            (now, shown) => now == Some(shown),
        }
    }
}

fn overtaken(
    plan: &Plan,
    kind: ResourceType,
    basis: &Map<String, Option<Digest>>,
    now: &Map<&str, Now<'_>>,
) -> Vec<Diagnostic> {
    let noun = match kind {
        ResourceType::ConnectionFunction => "connection function",
        ResourceType::KeyValueStore => "key value store",
    };
    // A plan for some resources does nothing to those that it left out.
    let is_counted = |tags| !plan.is_partial() && matches!(Owner::of(tags, &plan.stack), Owner::ThisStack { .. });
    let owned_now = now.iter().filter(|(_, now)| is_counted(now.tags)).map(|(name, _)| *name);
    let changes = plan.changes.iter().filter(|change| change.resource_type == kind);
    let shown = changes.clone().filter_map(name_before);
    let names: Set<&str> = basis.keys().map(String::as_str).chain(owned_now).chain(shown).collect();
    let mut stale = Vec::new();
    for name in names {
        let then = basis.get(name).and_then(Option::as_ref);
        let mut changes = changes.clone().filter(|change| name_before(change) == Some(name)).peekable();
        let first = changes.peek().copied();
        let message = match (then, now.get(name)) {
            (None, Some(_)) => format!("{noun} `{name}` has appeared since the plan was made"),
            (Some(_), None) => format!("{noun} `{name}` has gone since the plan was made"),
            (Some(then), Some(now)) if *then != now.digest => {
                let differences = first.map(|change| format!(", in {}", in_words(now.differences(change))));
                format!("{noun} `{name}` has changed since the plan was made{}", differences.unwrap_or_default())
            }
            (Some(_), Some(now)) => {
                let Some(untrue) = changes.map(|change| now.differences(change)).find(|untrue| !untrue.is_empty())
                else {
                    continue;
                };
                format!("{noun} `{name}` is not what the plan shows that it was, in {}", in_words(untrue))
            }
            (None, None) if first.is_some() => format!("{noun} `{name}`, which the plan shows, is not there"),
            (None, None) => continue,
        };
        let mut diagnostic = Diagnostic::new(Code::PlanStale, message).help("make a new plan; nothing has been done");
        if let Some(change) = first {
            diagnostic = diagnostic.about(&change.address);
        }
        stale.push(diagnostic);
    }
    stale
}

fn in_words(differences: Vec<&str>) -> String {
    // What no attribute shows are connfn's own tags, and those that the configuration does not see.
    in_backticks(if differences.is_empty() { vec!["tags"] } else { differences })
}

/// The name of the resource that a change begins with.
fn name_before(change: &Change) -> Option<&str> {
    match change.before.as_ref()?.get("name")? {
        Attribute::String(name) => Some(name),
        _ => None,
    }
}
