//! Finds out which existing resource each desired address means. A resource is known by its name, then by the address
//! that its tags carry; nothing is taken from another stack, and nothing unowned without being asked.

use super::context::Context;
use crate::ordered::{Map, Set, sort_by};
use crate::{
    address::{Address, ResourceType},
    desired::{DesiredState, Import},
    diagnostic::{Code, Diagnostic, Location},
    observed::{ObservedFunction, ObservedStore},
    ownership::Owner,
};
use alloc::{format, string::String, vec::Vec};

/// An existing resource.
#[derive(Debug)]
pub(crate) struct Existing<'a, T> {
    /// A function's id; a store's name.
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) tags: &'a Map<String, String>,
    pub(crate) resource: &'a T,
}

impl<T> Clone for Existing<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Existing<'_, T> {}

impl<T> Existing<'_, T> {
    /// The address that it has in this stack, if it is this stack's and says so.
    fn address(&self, stack: &str) -> Option<Address> {
        match Owner::of(self.tags, stack) {
            Owner::ThisStack { address } => address,
            Owner::Nobody | Owner::OtherStack { .. } => None,
        }
    }

    /// The address that it has had in this stack so far, if it was another than this.
    pub(crate) fn moved_from(&self, stack: &str, address: &Address) -> Option<Address> {
        self.address(stack).filter(|owned| owned != address)
    }
}

/// What a desired resource is to CloudFront.
#[derive(Debug)]
pub(crate) enum Fate<'a, T> {
    /// Nothing of its name or address exists.
    Create,
    /// It exists; `adopt` if nobody owned it so far.
    Keep { existing: Existing<'a, T>, adopt: bool },
    /// It exists under another name.
    Replace { existing: Existing<'a, T> },
}

/// The fate of every resource that a plan is about.
#[derive(Debug)]
pub(crate) struct Identified<'a, T> {
    /// Of each desired resource that nothing stands in the way of.
    pub(crate) fates: Map<Address, Fate<'a, T>>,
    /// What the stack owns and the configuration does not have.
    pub(crate) leaving: Vec<(Address, Existing<'a, T>)>,
}

/// What identification needs to know of a desired resource.
struct Wanted<'a> {
    name: &'a str,
    /// Whether it keeps the name that it has.
    ignores_name: bool,
    location: Option<&'a Location>,
}

pub(crate) fn functions<'a>(context: &mut Context<'a>, desired: &DesiredState) -> Identified<'a, ObservedFunction> {
    let existing = context.observed.functions.iter();
    let existing = existing
        .map(|(id, function)| Existing { id, name: &function.name, tags: &function.tags, resource: function })
        .collect();
    let wanted = desired.functions.iter();
    let wanted = wanted
        .map(|(at, f)| {
            (
                at,
                Wanted {
                    name: &f.name,
                    ignores_name: f.ignore_changes.contains("name"),
                    location: f.location.as_ref(),
                },
            )
        })
        .collect();
    identify(context, ResourceType::ConnectionFunction, existing, &wanted, desired)
}

pub(crate) fn stores<'a>(context: &mut Context<'a>, desired: &DesiredState) -> Identified<'a, ObservedStore> {
    let existing = context.observed.stores.iter();
    let existing =
        existing.map(|(name, store)| Existing { id: name, name, tags: &store.tags, resource: store }).collect();
    let wanted = desired.stores.iter();
    let wanted = wanted
        .map(|(at, s)| {
            (
                at,
                Wanted {
                    name: &s.name,
                    ignores_name: s.ignore_changes.contains("name"),
                    location: s.location.as_ref(),
                },
            )
        })
        .collect();
    identify(context, ResourceType::KeyValueStore, existing, &wanted, desired)
}

fn identify<'a, T>(
    context: &mut Context<'a>,
    kind: ResourceType,
    mut existing: Vec<Existing<'a, T>>,
    wanted: &Map<&Address, Wanted<'_>>,
    desired: &DesiredState,
) -> Identified<'a, T> {
    sort_by(&mut existing, |a, b| a.name.cmp(b.name));
    let by_name: Map<&str, Existing<'a, T>> = existing.iter().map(|existing| (existing.name, *existing)).collect();
    let claimed: Set<&str> = wanted.values().map(|wanted| wanted.name).collect();
    // By the address that its tags carry: what the stack owns, in the order of names.
    let mut owned: Map<Address, Vec<Existing<'a, T>>> = Map::new();
    // What was moved comes after what has the address already.
    let mut moved = Vec::new();
    for existing in &existing {
        if let Some(address) = existing.address(context.stack) {
            let now = desired.address_after_moves(address.clone());
            if now == address {
                owned.entry(address).or_default().push(*existing);
            } else {
                moved.push((now, *existing));
            }
        }
    }
    for (address, existing) in moved {
        owned.entry(address).or_default().push(existing);
    }
    // Those of the names that nobody claims whose fate is known all the same.
    let mut taken = Set::new();
    let mut fates = Map::new();
    for (address, wanted) in wanted {
        let import = desired.imports.get(*address);
        let owned: &[_] = owned.get(*address).map_or(&[], Vec::as_slice);
        // As in Terraform, the block has done its work once the address is owned, and may stay.
        let named = by_name.get(wanted.name);
        let is_wrong = import
            .filter(|_| owned.is_empty())
            .is_some_and(|import| !check_import(context, kind, address, wanted, import, named, &existing));
        let is_free =
            |candidate: &&Existing<'a, T>| !claimed.contains(candidate.name) && !taken.contains(candidate.name);
        let renamed = owned.iter().find(is_free);
        let fate = match named {
            _ if wanted.ignores_name && renamed.is_some() && !owned.iter().any(|it| it.name == wanted.name) => renamed
                .map(|found| {
                    taken.insert(found.name);
                    Fate::Keep { existing: *found, adopt: false }
                }),
            // That it is not owned would only follow from that.
            Some(found) if is_wrong && Owner::of(found.tags, context.stack) == Owner::Nobody => None,
            Some(found) => {
                let imported = import.is_some_and(|import| import.id == found.id);
                keep(context, kind, address, wanted, imported, *found)
            }
            None => Some(renamed.map_or(Fate::Create, |found| {
                taken.insert(found.name);
                Fate::Replace { existing: *found }
            })),
        };
        fates.extend(fate.map(|fate| ((*address).clone(), fate)));
    }
    let leaving = existing
        .iter()
        .filter(|candidate| !claimed.contains(candidate.name) && !taken.contains(candidate.name))
        .filter_map(|candidate| match Owner::of(candidate.tags, context.stack) {
            Owner::ThisStack { address } => {
                let address = address.filter(|address| address.resource_type() == kind);
                Some((address.unwrap_or_else(|| Address::of_name(kind, candidate.name)), *candidate))
            }
            Owner::Nobody | Owner::OtherStack { .. } => None,
        })
        .collect();
    Identified { fates, leaving }
}

/// The fate of a resource whose name exists. `None` if it is not this stack's to keep.
fn keep<'a, T>(
    context: &mut Context<'a>,
    kind: ResourceType,
    address: &Address,
    wanted: &Wanted<'_>,
    imported: bool,
    existing: Existing<'a, T>,
) -> Option<Fate<'a, T>> {
    let noun = kind.noun();
    let name = wanted.name;
    match Owner::of(existing.tags, context.stack) {
        Owner::ThisStack { .. } => Some(Fate::Keep { existing, adopt: false }),
        Owner::Nobody if imported || context.options.adopt => Some(Fate::Keep { existing, adopt: true }),
        Owner::Nobody => {
            let id = existing.id;
            let problem = format!("{noun} `{name}` exists and is not owned by stack `{}`", context.stack);
            context.block(Diagnostic::new(Code::NotOwned, problem).about(address).at(wanted.location.cloned()).help(
                format!(
                    "to bring it under this stack, add an `import` block with `to = {address}` and `id = \"{id}\"`, each on a line of its own, \
                     or plan with `--adopt`"
                ),
            ));
            None
        }
        Owner::OtherStack { stack } => {
            let problem = format!("{noun} `{name}` is owned by stack `{stack}`");
            context.block(
                Diagnostic::new(Code::OwnedByOtherStack, problem).about(address).at(wanted.location.cloned()).help(
                    format!("choose another name, or plan with `--stack {stack}` if this folder is that stack's"),
                ),
            );
            None
        }
    }
}

/// An import block must name what the address will be: anything else would replace a resource that it only meant to adopt.
/// Whether it does; otherwise that is reported.
fn check_import<T>(
    context: &mut Context<'_>,
    kind: ResourceType,
    address: &Address,
    wanted: &Wanted<'_>,
    import: &Import,
    named: Option<&Existing<'_, T>>,
    existing: &[Existing<'_, T>],
) -> bool {
    let noun = kind.noun();
    let diagnostic = match existing.iter().find(|candidate| candidate.id == import.id) {
        Some(found) if found.name == wanted.name => return true,
        Some(found) => Diagnostic::new(
            Code::ImportNameDiffers,
            format!(
                "{noun} `{}` is named `{}`, and the configuration names it `{}`",
                import.id, found.name, wanted.name
            ),
        )
        .help(format!("set `name` to `{}` for the import; rename it once it is imported", found.name)),
        None => Diagnostic::new(Code::ImportNotFound, format!("there is no {noun} with the id `{}`", import.id)).help(
            match (named, kind) {
                (Some(named), _) => format!("the id of `{}` is `{}`", named.name, named.id),
                (None, ResourceType::ConnectionFunction) => {
                    "`connfn show` lists the ids; without the `import` block it is created".into()
                }
                (None, ResourceType::KeyValueStore) => "a key value store's id for import is its name".into(),
            },
        ),
    };
    context.block(diagnostic.about(address).at(import.location.clone()));
    false
}
