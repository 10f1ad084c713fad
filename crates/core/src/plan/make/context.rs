//! What planning one resource may know of the others, and what it adds to the plan. It compares nothing itself.

use super::{content::TargetCode, options::Options, steps::step};
use crate::ordered::{Map, Set};
use crate::{
    address::Address,
    desired::{DesiredState, Value},
    diagnostic::{Code as DiagnosticCode, Diagnostic, Location},
    digest::Digest,
    observed::{Code, ObservedState},
    operation::{Operation, StoreName},
    ownership,
    plan::document::{Change, CodeInput, Note, OutputRef, Step, StepId, TestCounts},
    text::Text,
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

/// A plan in the making.
pub(crate) struct Context<'a> {
    pub(crate) stack: &'a str,
    pub(crate) observed: &'a ObservedState,
    pub(crate) options: &'a Options,
    /// The digests of the code that the configuration asks for, where it is known.
    pub(crate) code_digests: Map<Address, Digest>,
    /// The addresses whose resources may not be destroyed.
    pub(crate) protected: Set<Address>,
    /// The addresses of what leaves the stack and stays.
    pub(crate) released: Set<String>,
    /// Where resources are declared.
    locations: Map<Address, Location>,
    pub(crate) changes: Vec<Change>,
    pub(crate) steps: Vec<Step>,
    step_ids: Set<StepId>,
    pub(crate) notes: Vec<Note>,
    pub(crate) blocked: Vec<Diagnostic>,
    pub(crate) tests: Map<Address, TestCounts>,
    pub(crate) code: Map<Digest, Code>,
    /// What others may use of the resources planned so far.
    planned: Map<Address, Planned>,
    /// By store ARN: the steps that end the last use of a store that was in use when observed.
    releases: Map<String, Set<StepId>>,
    /// By store ARN: the functions that will still use it when the plan is done.
    users: Map<String, Set<String>>,
    /// The functions that `users` has its entry from the plan for, by id.
    settled_functions: Set<String>,
}

/// A planned resource, as others see it.
#[derive(Debug, Default)]
pub(crate) struct Planned {
    /// Its computed attributes, by name: literals for what is known now and stays, else outputs of steps.
    pub(crate) attributes: Map<&'static str, Text<OutputRef>>,
    /// What must be done before anything else may name it.
    pub(crate) ready: Option<StepId>,
    /// The last steps of its own, after which it is as it should be.
    pub(crate) done: Vec<StepId>,
    /// What it is called in CloudFront.
    pub(crate) name: String,
}

/// A value for a step, and what must come before the step.
pub(crate) struct Resolved {
    pub(crate) text: Text<OutputRef>,
    pub(crate) after: Set<StepId>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        stack: &'a str,
        observed: &'a ObservedState,
        options: &'a Options,
        configuration: &DesiredState,
    ) -> Self {
        Self {
            stack,
            observed,
            options,
            code_digests: configuration.code_digests(),
            protected: configuration.protected().cloned().collect(),
            released: configuration.released.clone(),
            locations: configuration.locations().map(|(at, location)| (at.clone(), location.clone())).collect(),
            changes: Vec::new(),
            steps: Vec::new(),
            step_ids: Set::new(),
            notes: Vec::new(),
            blocked: Vec::new(),
            tests: Map::new(),
            code: Map::new(),
            planned: Map::new(),
            releases: Map::new(),
            users: Map::new(),
            settled_functions: Set::new(),
        }
    }

    pub(crate) fn block(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.location.is_none() {
            diagnostic.location = diagnostic.address.as_ref().and_then(|address| self.locations.get(address).cloned());
        }
        if !self.blocked.contains(&diagnostic) {
            self.blocked.push(diagnostic);
        }
    }

    pub(crate) fn note(&mut self, address: &Address, message: impl Into<String>) {
        self.notes.push(Note { address: address.clone(), message: message.into() });
    }

    pub(crate) fn publish_attributes(&mut self, address: &Address, planned: Planned) {
        self.planned.insert(address.clone(), planned);
    }

    /// The steps after which a resource is as it should be.
    pub(crate) fn done_of(&self, address: &Address) -> Vec<StepId> {
        self.planned.get(address).map(|planned| planned.done.clone()).unwrap_or_default()
    }

    /// What the resource that this address means is called.
    pub(crate) fn name_of(&self, address: &Address) -> Option<&str> {
        self.planned.get(address).map(|planned| planned.name.as_str())
    }

    /// Adds a step and returns its id, made unique if two resources that share an address need the same.
    pub(crate) fn push(&mut self, mut step: Step) -> StepId {
        let base = step.id.0.clone();
        let mut copy = 2;
        while !self.step_ids.insert(step.id.clone()) {
            step.id = StepId(format!("{base}-{copy}"));
            copy += 1;
        }
        let id = step.id.clone();
        self.steps.push(step);
        id
    }

    /// A desired value with every reference replaced by what the plan knows. `None` if a referred resource is blocked.
    pub(crate) fn resolve(&self, value: &Value) -> Option<Resolved> {
        let mut after = Set::new();
        let text = value.resolve(|reference| {
            let planned = self.planned.get(&reference.address).ok_or(())?;
            after.extend(planned.ready.clone());
            planned.attributes.get(reference.attribute.as_str()).cloned().ok_or(())
        });
        text.ok().map(|text| Resolved { text, after })
    }

    /// Keeps code in the plan, if all of it is known, and says by which digest.
    pub(crate) fn hold_code<'c>(&mut self, code: &'c TargetCode) -> Option<&'c Digest> {
        let digest = code.digest.as_ref()?;
        let held = self.code.entry(digest.clone());
        held.or_insert_with(|| Code::Text(code.text.known().unwrap_or_default().to_owned()));
        Some(digest)
    }

    pub(crate) fn code_digest(&self, address: &Address) -> Option<Digest> {
        self.code_digests.get(address).cloned()
    }

    /// Keeps observed code in the plan, so that a difference can be shown.
    pub(crate) fn hold_observed_code(&mut self, digest: &Digest) {
        if let Some(code) = self.observed.code.get(digest) {
            self.code.entry(digest.clone()).or_insert_with(|| code.clone());
        }
    }

    pub(crate) fn code_input(&mut self, code: &TargetCode) -> CodeInput {
        match self.hold_code(code) {
            Some(digest) => CodeInput::Held { code: digest.clone() },
            None => CodeInput::Text(code.text.clone()),
        }
    }

    /// connfn's own tags for a resource that the configuration gives tags with these keys. An address that is too long for one
    /// is reported.
    pub(crate) fn own_tags<'k>(
        &mut self,
        address: &Address,
        keys: impl Iterator<Item = &'k String>,
    ) -> Map<String, String> {
        let tags = ownership::own_tags(self.stack, address, keys);
        if tags.is_none() {
            self.block(
                Diagnostic::new(
                    DiagnosticCode::AddressTooLong,
                    format!("`{address}` is too long for the tag that keeps it"),
                )
                .about(address)
                .help("a tag's value holds 256 characters: shorten the resource's name or its instance key"),
            );
        }
        tags.unwrap_or_default()
    }

    /// Says which stores a function uses that this plan creates.
    pub(crate) fn settle_new_function(&mut self, name: &str, uses: &Set<String>) {
        for arn in uses {
            self.users.entry(arn.clone()).or_default().insert(name.to_owned());
        }
    }

    /// Says that a function will use these stores when the plan is done, and which steps, if any, get it there.
    pub(crate) fn settle_function(&mut self, id: &str, name: &str, uses: &Set<String>, last: &[StepId]) {
        self.settled_functions.insert(id.to_owned());
        self.settle_new_function(name, uses);
        if last.is_empty() {
            return;
        }
        for arn in self.observed.functions.get(id).into_iter().flat_map(stores_of) {
            if !uses.contains(arn) {
                self.releases.entry(arn.to_owned()).or_default().extend(last.iter().cloned());
            }
        }
    }

    /// The names of the functions that will use a store when the plan is done.
    pub(crate) fn users_of(&self, arn: &str) -> Set<String> {
        let mut users = self.users.get(arn).cloned().unwrap_or_default();
        for (id, function) in &self.observed.functions {
            if !self.settled_functions.contains(id) && stores_of(function).any(|used| used == arn) {
                users.insert(function.name.clone());
            }
        }
        users
    }

    /// The steps that must be done before a store can be deleted.
    pub(crate) fn releases_of(&self, arn: &str) -> Set<StepId> {
        self.releases.get(arn).cloned().unwrap_or_default()
    }

    /// A step that names a store which is still being provisioned waits until it is ready.
    pub(crate) fn wait_for_provisioning_stores(&mut self) {
        for (name, store) in self.observed.stores.iter().filter(|(_, store)| store.status == "PROVISIONING") {
            let names_it = |step: &Step| match &step.operation {
                Operation::CreateConnectionFunction(input) => {
                    config_names(&input.connection_function_config, &store.arn)
                }
                Operation::UpdateConnectionFunction(input) => {
                    config_names(&input.connection_function_config, &store.arn)
                }
                _ => false,
            };
            let Some(first) = self.steps.iter().find(|step| names_it(step)) else { continue };
            let owner = self
                .planned
                .iter()
                .find(|(_, planned)| planned.attributes.get("arn").and_then(Text::known) == Some(store.arn.as_str()));
            let address = owner.map_or_else(|| first.address.clone(), |(address, _)| address.clone());
            let wait = Operation::DescribeKeyValueStore(StoreName { name: name.clone() });
            let wait = step(&address, "wait-ready", wait).until_ready();
            let waiting: Vec<StepId> =
                self.steps.iter().filter(|step| names_it(step)).map(|step| step.id.clone()).collect();
            let id = self.push(wait);
            for step in self.steps.iter_mut().filter(|step| waiting.contains(&step.id)) {
                step.after.push(id.clone());
            }
        }
    }
}

fn stores_of(function: &crate::observed::ObservedFunction) -> impl Iterator<Item = &str> {
    let stages = core::iter::once(&function.development).chain(&function.live);
    stages.flat_map(|stage| stage.store_arns.iter().map(String::as_str))
}

fn config_names(config: &crate::operation::FunctionConfig<Text<OutputRef>>, arn: &str) -> bool {
    let items = config.key_value_store_associations.iter().flat_map(|associations| &associations.items);
    items.into_iter().any(|item| item.key_value_store_arn.known() == Some(arn))
}
