//! What of an account a plan has to know. Whoever observes asks here, and so decides nothing itself.

use crate::ordered::{Map, Set};
use crate::{
    address::ResourceType, attributes::Attribute, desired::DesiredState, ownership::Owner, plan::Plan, run::Receipt,
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Which resources to read in full. The others are listed only, since a plan must still see whose name or store is in use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Read everything, whoever owns it.
    pub everything: bool,
    /// Read what this stack owns.
    pub stack: Option<String>,
    /// Read the functions of these names.
    pub function_names: Set<String>,
    /// Read the functions of these ids.
    pub function_ids: Set<String>,
    /// Read the stores of these names.
    pub store_names: Set<String>,
}

impl Scope {
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// What planning `desired` for `stack` needs.
    pub fn of_configuration(stack: &str, desired: &DesiredState) -> Self {
        let names = desired.functions.values().map(|function| function.name.clone());
        let stores = desired.stores.values().map(|store| store.name.clone());
        let imports = desired.imports.values().map(|import| import.id.clone());
        Self {
            everything: false,
            stack: Some(stack.into()),
            function_names: names.collect(),
            function_ids: imports.clone().collect(),
            store_names: stores.chain(imports).collect(),
        }
    }

    /// What checking `plan` against reality needs.
    pub fn of_plan(plan: &Plan) -> Self {
        Self {
            everything: false,
            stack: (!plan.is_partial()).then(|| plan.stack.clone()),
            function_names: plan.basis.functions.keys().cloned().collect(),
            function_ids: Set::new(),
            store_names: plan.basis.stores.keys().cloned().collect(),
        }
    }

    /// What undoing a run needs.
    pub fn of_receipt(receipt: &Receipt) -> Self {
        let mut scope = Self { stack: Some(receipt.stack.clone()), ..Self::default() };
        for change in &receipt.changes {
            // What the run made is read as the stack's, with the distributions that keep it from being deleted.
            let Some(Attribute::String(name)) = change.before.as_ref().and_then(|before| before.get("name")) else {
                continue;
            };
            match change.resource_type {
                ResourceType::ConnectionFunction => scope.function_names.insert(name.clone()),
                ResourceType::KeyValueStore => scope.store_names.insert(name.clone()),
            };
        }
        scope
    }

    /// Whether to read a function's code and versions.
    pub fn reads_function(&self, id: &str, name: &str, tags: &Map<String, String>) -> bool {
        self.everything || self.function_names.contains(name) || self.function_ids.contains(id) || self.owns(tags)
    }

    /// Whether to ask which distributions use a function: only one that might be deleted.
    pub fn reads_distributions(&self, name: &str, tags: &Map<String, String>) -> bool {
        self.everything || (self.owns(tags) && !self.function_names.contains(name))
    }

    /// Whether to read a store's version.
    pub fn reads_store(&self, name: &str, tags: &Map<String, String>) -> bool {
        self.everything || self.store_names.contains(name) || self.owns(tags)
    }

    fn owns(&self, tags: &Map<String, String>) -> bool {
        self.stack.as_ref().is_some_and(|stack| matches!(Owner::of(tags, stack), Owner::ThisStack { .. }))
    }
}
