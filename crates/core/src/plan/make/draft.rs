//! Drafts a plan: finds out what each address means, plans each resource after what it refers to, and gathers what comes of it.

use super::{
    basis,
    context::Context,
    function, gate,
    identify::{self, Fate, Identified},
    options::Options,
    select::Selection,
    steps, store,
};
use crate::ordered::{Map, Set, sort_by};
use crate::{
    address::Address,
    desired::{AttributeRef, DesiredState},
    diagnostic::{self, Code, Diagnostic},
    digest::Digest,
    observed::{ObservedFunction, ObservedState, ObservedStore},
    ownership::is_stack_name,
    plan::document::{Action, Basis, Change, FORMAT_VERSION, Mode, Plan, Report},
};
use alloc::{borrow::ToOwned, format, vec::Vec};

/// The plan without its digest, whatever its mode.
pub(crate) fn draft(stack: &str, desired: &DesiredState, observed: &ObservedState, options: &Options) -> Plan {
    let mut context = Context::new(stack, observed, options, desired);
    let digest = desired.digest_with(&context.code_digests);
    let configuration = desired;
    let nothing = DesiredState::default();
    let desired = if options.mode == Mode::Destroy { &nothing } else { desired };

    if !is_stack_name(stack) {
        context.block(
            Diagnostic::new(Code::InvalidStack, format!("`{stack}` is not the name of a stack"))
                .help("a stack's name is 1 to 64 of `A-Z a-z 0-9 . _ -` and begins with a letter or a digit"),
        );
    }
    let mut stores = identify::stores(&mut context, desired);
    let mut functions = identify::functions(&mut context, desired);
    // What each address means is found out among all, so that a plan for some never takes what belongs to another.
    let selection = Selection::of_targets(&mut context, configuration, &functions, &stores);
    let chosen;
    let desired = match &selection {
        None => desired,
        Some(selection) => {
            selection.narrow(&mut stores);
            selection.narrow(&mut functions);
            selection.narrow_blocked(&mut context);
            chosen = selection.desired(desired);
            &chosen
        }
    };

    bring_about(&mut context, desired, &functions, &stores);
    gate::close(&mut context, desired);
    if selection.is_none() {
        note_total_loss(&mut context);
    }
    let basis = basis::of(desired, &functions, &stores);
    let left_out = selection.map(|selection| selection.left_out).unwrap_or_default();
    finish(context, digest, basis, left_out)
}

/// Plans every resource, each after what it refers to, and what leaves after what stays.
pub(crate) fn bring_about<'a>(
    context: &mut Context<'a>,
    desired: &DesiredState,
    functions: &Identified<'a, ObservedFunction>,
    stores: &Identified<'a, ObservedStore>,
) {
    for address in order_of_references(context, desired) {
        if let (Some(wanted), Some(fate)) = (desired.stores.get(address), stores.fates.get(address)) {
            store::plan(context, address, wanted, fate);
        } else if let (Some(wanted), Some(fate)) = (desired.functions.get(address), functions.fates.get(address)) {
            function::plan(context, address, wanted, fate);
        }
    }
    for (address, leaving) in &functions.leaving {
        function::leave(context, address, leaving);
    }
    for (address, fate) in &stores.fates {
        if let Fate::Replace { existing } = fate {
            store::delete(context, address, existing);
        }
    }
    for (address, leaving) in &stores.leaving {
        store::leave(context, address, leaving);
    }
    context.wait_for_provisioning_stores();
}

/// All that a stack owns going while new things come is what happens to a copy of a folder that kept its stack's name.
fn note_total_loss(context: &mut Context<'_>) {
    let is = |action| move |change: &&Change| change.action == action;
    let leaves = context.changes.iter().find(is(Action::Delete)).map(|change| change.address.clone());
    let only_comes_and_goes =
        context.changes.iter().all(|change| matches!(change.action, Action::Create | Action::Delete));
    if let Some(address) = leaves
        && only_comes_and_goes
        && context.changes.iter().any(|change| change.action == Action::Create)
    {
        let stack = context.stack;
        context.note(
            &address,
            format!(
                "everything that stack `{stack}` owns so far would be destroyed: if this folder is a copy of another, give \
                 it a stack of its own"
            ),
        );
    }
}

/// What was found out as a plan without its digest.
pub(crate) fn finish(context: Context<'_>, configuration: Digest, basis: Basis, left_out: Set<Address>) -> Plan {
    let Context { stack, options, mut changes, steps, notes, mut blocked, code, tests, .. } = context;
    sort_by(&mut changes, |a, b| (&a.address, a.deposed, a.name()).cmp(&(&b.address, b.deposed, b.name())));
    diagnostic::sort(&mut blocked);
    let steps = if blocked.is_empty() { steps::in_order(steps) } else { Vec::new() };
    Plan {
        format_version: FORMAT_VERSION,
        stack: stack.to_owned(),
        mode: options.mode,
        configuration,
        rollback: None,
        targets: options.targets.iter().collect::<Set<_>>().into_iter().cloned().collect(),
        basis,
        changes,
        steps,
        report: Report { notes, blocked, left_out, tests, drift: Vec::new() },
        code,
        digest: Digest::of(b""),
    }
}

/// The desired addresses, each after those that it refers to. Addresses in a circle are reported and left out.
fn order_of_references<'d>(context: &mut Context<'_>, desired: &'d DesiredState) -> Vec<&'d Address> {
    let mut waiting: Map<&Address, Set<&Address>> = Map::new();
    for (address, store) in &desired.stores {
        waiting.insert(address, addresses(store.comment.references()));
    }
    for (address, function) in &desired.functions {
        waiting.insert(address, addresses(function.references()));
    }
    for (address, reference) in desired.references() {
        if !waiting.contains_key(&reference.address) {
            context.block(
                Diagnostic::new(Code::UnknownReference, format!("`{reference}` refers to nothing")).about(address),
            );
        }
    }
    let mut order = Vec::new();
    loop {
        let is_free = |needs: &Set<&Address>| !needs.iter().any(|need| waiting.contains_key(need));
        let free: Set<&Address> = waiting.iter().filter(|(_, needs)| is_free(needs)).map(|(at, _)| *at).collect();
        if free.is_empty() {
            break;
        }
        waiting.retain(|address, _| !free.contains(address));
        order.extend(free);
    }
    if let Some(address) = waiting.keys().next() {
        context
            .block(Diagnostic::new(Code::ReferenceCycle, "resources refer to each other in a circle").about(address));
    }
    order
}

fn addresses<'d>(references: impl Iterator<Item = &'d AttributeRef>) -> Set<&'d Address> {
    references.map(|reference| &reference.address).collect()
}
