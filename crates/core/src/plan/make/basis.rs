//! What a plan is made from, as digests.

use super::identify::{Existing, Fate, Identified};
use crate::{
    desired::DesiredState,
    digest::Digest,
    observed::{ObservedFunction, ObservedStore},
    ordered::Map,
    plan::{
        basis::{function_digest, store_digest},
        document::Basis,
    },
};
use alloc::{borrow::ToOwned, string::String};

/// The basis of a plan for these resources.
pub(crate) fn of(
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
