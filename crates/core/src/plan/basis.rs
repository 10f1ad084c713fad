//! What a plan was made from, as digests, and whether it still holds. A status moves by itself and is no part of it.

use super::{
    document::{Basis, Plan},
    make::identify::{Existing, Fate, Identified},
};
use crate::ordered::{Map, Set};
use crate::{
    attributes::Attribute,
    desired::DesiredState,
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    observed::{ObservedFunction, ObservedState, ObservedStore},
    ownership::Owner,
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

/// The basis of a plan for these resources.
pub(super) fn of(
    desired: &DesiredState,
    functions: &Identified<'_, ObservedFunction>,
    stores: &Identified<'_, ObservedStore>,
) -> Basis {
    let function_names = desired.functions.values().map(|function| function.name.clone());
    let store_names = desired.stores.values().map(|store| store.name.clone());
    Basis {
        functions: digests(function_names, functions, |existing| function_digest(existing.id, existing.resource)),
        stores: digests(store_names, stores, |existing| store_digest(existing.resource)),
    }
}

fn digests<T>(
    wanted: impl Iterator<Item = String>,
    identified: &Identified<'_, T>,
    digest: impl Fn(&Existing<'_, T>) -> Digest,
) -> Map<String, Option<Digest>> {
    let kept = identified.fates.values().filter_map(|fate| match fate {
        Fate::Create => None,
        Fate::Keep { existing, .. } | Fate::Replace { existing } => Some(existing),
    });
    let known = kept.chain(identified.leaving.iter().map(|(_, existing)| existing));
    let known = known.map(|existing| (existing.name.to_owned(), Some(digest(existing))));
    wanted.map(|name| (name, None)).chain(known).collect()
}

fn function_digest(id: &str, function: &ObservedFunction) -> Digest {
    Digest::of_json(&(id, &function.arn, &function.tags, &function.development, &function.live))
}

fn store_digest(store: &ObservedStore) -> Digest {
    Digest::of_json(&(&store.id, &store.arn, &store.comment, &store.etag, &store.tags))
}

/// Every way in which reality has overtaken a plan: nothing of the plan may be done if there is one.
pub fn check_current(plan: &Plan, observed: &ObservedState) -> Vec<Diagnostic> {
    let functions: Map<&str, (Digest, &Map<String, String>)> = observed
        .functions
        .iter()
        .map(|(id, function)| (function.name.as_str(), (function_digest(id, function), &function.tags)))
        .collect();
    let stores: Map<&str, (Digest, &Map<String, String>)> =
        observed.stores.iter().map(|(name, store)| (name.as_str(), (store_digest(store), &store.tags))).collect();
    let mut stale = overtaken(plan, "connection function", &plan.basis.functions, &functions);
    stale.extend(overtaken(plan, "key value store", &plan.basis.stores, &stores));
    stale
}

fn overtaken(
    plan: &Plan,
    noun: &str,
    basis: &Map<String, Option<Digest>>,
    now: &Map<&str, (Digest, &Map<String, String>)>,
) -> Vec<Diagnostic> {
    // A plan for some resources does nothing to those that it left out.
    let is_counted = |tags| !plan.is_partial() && matches!(Owner::of(tags, &plan.stack), Owner::ThisStack { .. });
    let owned_now = now.iter().filter(|(_, (_, tags))| is_counted(tags)).map(|(name, _)| *name);
    let names: Set<&str> = basis.keys().map(String::as_str).chain(owned_now).collect();
    let mut stale = Vec::new();
    for name in names {
        let then = basis.get(name).and_then(Option::as_ref);
        let message = match (then, now.get(name).map(|(digest, _)| digest)) {
            (None, Some(_)) => format!("{noun} `{name}` has appeared since the plan was made"),
            (Some(_), None) => format!("{noun} `{name}` has gone since the plan was made"),
            (Some(then), Some(now)) if then != now => format!("{noun} `{name}` has changed since the plan was made"),
            _ => continue,
        };
        let mut diagnostic = Diagnostic::new(Code::PlanStale, message).help("make a new plan; nothing has been done");
        if let Some(change) = plan.changes.iter().find(|change| names_resource(change.before.as_ref(), name)) {
            diagnostic = diagnostic.about(&change.address);
        }
        stale.push(diagnostic);
    }
    stale
}

fn names_resource(attributes: Option<&Map<String, Attribute>>, name: &str) -> bool {
    attributes.and_then(|attributes| attributes.get("name")) == Some(&Attribute::string(name))
}
