//! What must hold of every single call of a run, whatever else goes on: it is compared with the account before it.

use crate::{
    life::STACK,
    model::{Account, Call, Function},
    spec::{Spec, function_address},
};
use connfn::{ADDRESS_TAG, Address, Plan, STACK_TAG, operation::Operation};
use std::collections::{BTreeMap, BTreeSet};

/// What a run is for, and what it must not touch.
pub(super) struct Audit<'a> {
    spec: &'a Spec,
    plan: Plan,
    /// The ids of functions and the names of stores that were not the stack's when the run began. Who takes the stack's
    /// tag from a resource while a run goes on comes too late for that run.
    others: BTreeSet<String>,
    /// The names of functions whose LIVE was seen to be as it should: in the beginning, or once it was published. Who takes
    /// it away again between two calls of the run does so at their own risk.
    as_wanted: BTreeSet<String>,
}

impl<'a> Audit<'a> {
    pub(super) fn new(spec: &'a Spec, plan: &Plan, account: &Account) -> Self {
        let is_ours = |tags: &BTreeMap<String, String>| tags.get(STACK_TAG).is_some_and(|owner| owner == STACK);
        let functions = account.functions.iter().filter(|(_, function)| !is_ours(&function.tags)).map(|(id, _)| id);
        let stores = account.stores.iter().filter(|(_, store)| !is_ours(&store.tags)).map(|(name, _)| name);
        let others = functions.chain(stores).cloned().collect();
        let mut audit = Self { spec, plan: plan.clone(), others, as_wanted: BTreeSet::new() };
        for function in account.functions.values().filter(|function| function.live.is_some()) {
            // What is not as it should be yet is no fault of this run.
            let _ = audit.check_live(function);
        }
        audit
    }

    fn is_of_another(&self, key: &str, name: &str) -> bool {
        self.others.contains(key) || key.starts_with("cf_theirs") || name.starts_with("theirs")
    }

    /// Judges what one call has done.
    pub(super) fn check(&mut self, call: &Call, before: &Account, after: &Account) -> Result<(), String> {
        self.check_foreign(before, after).map_err(|error| format!("{}: {error}", call.name()))?;
        for (id, function) in &after.functions {
            let live_before = before.functions.get(id).and_then(|function| function.live.as_ref());
            if function.live.as_ref() != live_before {
                if !matches!(call, Operation::PublishConnectionFunction(_)) {
                    return Err(format!("{} changed LIVE of `{}`", call.name(), function.name));
                }
                self.check_live(function)?;
            }
        }
        for (id, function) in &before.functions {
            if !after.functions.contains_key(id) {
                self.check_deleted(function)?;
            }
        }
        Ok(())
    }

    /// What another owns, and what nobody owns, stays as it is. What is adopted is tagged before anything else.
    fn check_foreign(&self, before: &Account, after: &Account) -> Result<(), String> {
        for (id, function) in before.functions.iter().filter(|(id, it)| self.is_of_another(id, &it.name)) {
            let now = after.functions.get(id);
            if now != Some(function) && !self.adopts(&function.name) {
                return Err(format!("`{}`, which is another's, was changed", function.name));
            }
        }
        for (name, store) in before.stores.iter().filter(|(name, _)| self.is_of_another(name, name)) {
            if after.stores.get(name) != Some(store) && !self.adopts(name) {
                return Err(format!("`{name}`, which is another's, was changed"));
            }
        }
        Ok(())
    }

    fn adopts(&self, name: &str) -> bool {
        self.plan.changes.iter().filter(|change| change.adopt).any(|change| {
            let named = self.spec.functions.iter().find(|(_, function)| function.name == name);
            let function = named.map(|(label, _)| function_address(label));
            let store = self.spec.stores.iter().find(|(_, store)| store.name == name);
            let store = store.map(|(label, _)| crate::spec::store_address(label));
            function.or(store).is_some_and(|address| address == change.address.as_str())
        })
    }

    /// LIVE holds what the configuration of this run says.
    fn check_live(&mut self, function: &Function) -> Result<(), String> {
        let name = &function.name;
        let wanted = self.spec.functions.values().find(|wanted| wanted.name == *name && wanted.publish);
        let wanted = wanted.ok_or_else(|| format!("`{name}` was published, which nobody asked for"))?;
        let live = function.live.as_ref().ok_or_else(|| format!("LIVE of `{name}` was lost"))?;
        let comment_agrees = wanted.comment.reference.is_some() || live.config.comment == wanted.comment.text;
        if live.code != wanted.code.text || live.config.runtime.as_str() != wanted.runtime || !comment_agrees {
            return Err(format!("LIVE of `{name}` got what nobody asked for: {live:?}"));
        }
        self.as_wanted.insert(name.clone());
        Ok(())
    }

    /// What is in the configuration stays, and what takes its place is there and as it should be.
    fn check_deleted(&self, function: &Function) -> Result<(), String> {
        let name = &function.name;
        if self.spec.function_names().contains(name) {
            return Err(format!("`{name}`, which is in the configuration, was deleted"));
        }
        let address = function.tags.get(ADDRESS_TAG).and_then(|tag| Address::parse(tag));
        let mut successors = self.spec.functions.iter().filter(|(label, wanted)| {
            wanted.publish && address.as_ref().map(Address::as_str) == Some(&function_address(label))
        });
        let Some((_, wanted)) = successors.next() else { return Ok(()) };
        if !self.as_wanted.contains(&wanted.name) {
            return Err(format!("`{name}` was deleted before `{}` was published in its place", wanted.name));
        }
        Ok(())
    }
}
