//! Which resources a plan is about when it is not about all: those that were targeted, and what belongs to them.

use super::{
    context::Context,
    identify::{Existing, Identified},
};
use crate::{
    address::Address,
    desired::DesiredState,
    diagnostic::{Code, Diagnostic},
    nearest::did_you_mean,
    observed::{ObservedFunction, ObservedStore},
    ordered::{Map, Set},
    plan::document::Mode,
};
use alloc::format;

/// The addresses that a plan is about, and those that it leaves out.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) chosen: Set<Address>,
    pub(super) left_out: Set<Address>,
}

impl Selection {
    /// What the targets mean, with all that has to come with it: what a resource that is to be refers to, and what uses a
    /// resource that goes. A target that means nothing is reported. `None` if everything is meant.
    pub(super) fn of_targets(
        context: &mut Context<'_>,
        configuration: &DesiredState,
        functions: &Identified<'_, ObservedFunction>,
        stores: &Identified<'_, ObservedStore>,
    ) -> Option<Self> {
        if context.options.targets.is_empty() {
            return None;
        }
        let destroys = context.options.mode == Mode::Destroy;
        let declared: Set<&Address> = configuration.functions.keys().chain(configuration.stores.keys()).collect();
        let leaving: Set<&Address> =
            functions.leaving.iter().map(|(at, _)| at).chain(stores.leaving.iter().map(|(at, _)| at)).collect();
        let known: Set<&Address> = declared.iter().chain(&leaving).copied().collect();

        let mut chosen: Set<Address> = Set::new();
        for target in &context.options.targets {
            let meant = known.iter().filter(|address| address.is_meant_by(target));
            let meant: Set<Address> = meant.map(|address| (*address).clone()).collect();
            if meant.is_empty() {
                let problem = format!("there is no resource `{target}` to target");
                let mut diagnostic = Diagnostic::new(Code::UnknownTarget, problem);
                diagnostic.help = did_you_mean(target, known.iter().map(|address| address.as_str()));
                context.block(diagnostic);
            }
            chosen.extend(meant);
        }

        let belongs = belongings(configuration, functions, stores, destroys);
        let mut new: Set<Address> = chosen.clone();
        while !new.is_empty() {
            let next = new.iter().flat_map(|address| belongs.get(address).into_iter().flatten());
            new = next.filter(|address| !chosen.contains(**address)).map(|address| (*address).clone()).collect();
            chosen.extend(new.iter().cloned());
        }
        let all = if destroys { &leaving } else { &known };
        let left_out = all.iter().filter(|address| !chosen.contains(**address)).map(|address| (*address).clone());
        Some(Self { left_out: left_out.collect(), chosen })
    }

    /// What is desired of these addresses alone.
    pub(super) fn desired(&self, desired: &DesiredState) -> DesiredState {
        let mut chosen = desired.clone();
        chosen.functions.retain(|address, _| self.chosen.contains(address));
        chosen.stores.retain(|address, _| self.chosen.contains(address));
        chosen.imports.retain(|address, _| self.chosen.contains(address));
        chosen
    }

    /// Forgets all that is known of other addresses.
    pub(super) fn narrow<T>(&self, identified: &mut Identified<'_, T>) {
        identified.fates.retain(|address, _| self.chosen.contains(address));
        identified.leaving.retain(|(address, _)| self.chosen.contains(address));
    }

    /// Forgets what stands in the way of other addresses.
    pub(super) fn narrow_blocked(&self, context: &mut Context<'_>) {
        context.blocked.retain(|diagnostic| diagnostic.address.as_ref().is_none_or(|at| self.chosen.contains(at)));
    }
}

/// By address: what a plan for it has to be about too.
fn belongings<'a>(
    configuration: &'a DesiredState,
    functions: &'a Identified<'_, ObservedFunction>,
    stores: &'a Identified<'_, ObservedStore>,
    destroys: bool,
) -> Map<&'a Address, Set<&'a Address>> {
    let mut belongs: Map<&Address, Set<&Address>> = Map::new();
    for (address, reference) in configuration.references() {
        let (of, with) = if destroys { (&reference.address, address) } else { (address, &reference.address) };
        belongs.entry(of).or_default().insert(with);
    }
    for (store_address, store) in &stores.leaving {
        let users = functions.leaving.iter().filter(|(_, function)| uses(function, &store.resource.arn));
        for (address, _) in users {
            belongs.entry(store_address).or_default().insert(address);
        }
    }
    belongs
}

fn uses(function: &Existing<'_, ObservedFunction>, arn: &str) -> bool {
    let stages = core::iter::once(&function.resource.development).chain(&function.resource.live);
    stages.into_iter().any(|stage| stage.store_arns.iter().any(|used| used == arn))
}
