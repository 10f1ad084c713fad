//! Resources: each is decoded once for each of its instances, and kept if it is one that connfn manages.

use super::{
    declare::Declared,
    instances::{Instance, Instances},
    resolver::{Resolver, TagsOfProvider},
};
use crate::{
    evaluate::{Data, Evaluator, Value},
    problem::Place,
    schema::{self, Decoder, ProviderTags},
    suggest::did_you_mean,
    syntax::Block,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::{
    address::{Address, ResourceType},
    diagnostic::Code,
    ordered::Set,
};

impl Resolver<'_, '_> {
    pub(super) fn resource(&mut self, kind: ResourceType, label: &str) {
        let key = (kind, String::from(label));
        let Some(block) = self.declared.resources.get(&key).copied() else { return };
        self.problems.address = self.address(kind, label, "");
        self.dependencies(block);
        let tags = self.provider(block);
        let instances = self.instances(block);
        let place = block.header;
        let mut attributes = Vec::new();
        let mut addresses = Vec::new();
        let list = instances.list(place);
        if list.is_empty() {
            self.without_instances(kind, block, tags.as_ref());
        }
        for instance in list {
            let Some(address) = self.address(kind, label, &instance.key) else { continue };
            self.problems.address = Some(address.clone());
            attributes.push(self.instance(&address, &instance, block, tags.as_ref()));
            addresses.push(address);
        }
        self.problems.address = None;
        self.scope.resources.insert(key, instances.data(attributes, place));
        if matches!(instances, Instances::Unknown) {
            self.found.is_part = true;
        } else {
            self.found.instances.insert(format!("{}{kind}.{label}", self.prefix), addresses);
        }
    }

    /// Looks at a block of which there are no instances: what does not depend on values is wrong even so.
    fn without_instances(&mut self, kind: ResourceType, block: &Block, tags: Option<&ProviderTags>) {
        let Some(address) = self.problems.address.clone() else { return };
        let place = block.header;
        let unknown = |name: &str| (String::from(name), place, Value::new(place, Data::Unknown));
        let mark = self.problems.mark();
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        evaluator.bound.push((String::from("count"), Data::object([unknown("index")])));
        evaluator.bound.push((String::from("each"), Data::object([unknown("key"), unknown("value")])));
        let mut decoder = Decoder { evaluator: &mut evaluator };
        match kind {
            ResourceType::ConnectionFunction => _ = schema::function(&mut decoder, &address, block, tags),
            ResourceType::KeyValueStore => _ = schema::store(&mut decoder, &address, block),
        }
        self.problems.forget_unused(mark);
    }

    /// Decodes one instance; gives what others may refer to.
    fn instance(&mut self, address: &Address, instance: &Instance, block: &Block, tags: Option<&ProviderTags>) -> Data {
        let kind = address.resource_type();
        let location = self.locator.location(block.header);
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        evaluator.bound.clone_from(&instance.bound);
        let mut decoder = Decoder { evaluator: &mut evaluator };
        let before = self.found.state.functions.len() + self.found.state.stores.len();
        let (name, attributes) = match kind {
            ResourceType::ConnectionFunction => {
                let found = schema::function(&mut decoder, address, block, tags);
                if let Some(mut function) = found.desired {
                    function.location = location;
                    self.found.state.functions.insert(address.clone(), function);
                }
                (found.name, found.attributes)
            }
            ResourceType::KeyValueStore => {
                let found = schema::store(&mut decoder, address, block);
                if let Some(mut store) = found.desired {
                    store.location = location;
                    self.found.state.stores.insert(address.clone(), store);
                }
                (found.name, found.attributes)
            }
        };
        schema::postconditions(decoder.evaluator, block, &attributes);
        self.keep_beside(address, instance, block);
        if self.found.state.functions.len() + self.found.state.stores.len() == before {
            self.found.left_out.push((address.clone(), block.header));
        }
        if let Some((name, place)) = name {
            self.unique_name(kind, name, place);
        }
        attributes
    }

    /// Looks at what `depends_on` names; it matters only to the order, which the plan finds for itself.
    pub(super) fn dependencies(&mut self, block: &Block) {
        for (words, place) in Declared::dependencies(block) {
            let Some((reference, words)) = words else {
                self.problems
                    .add(Code::WrongType, place, "`depends_on` is a list of references")
                    .help("write `depends_on = [TYPE.LABEL]`");
                continue;
            };
            let root = words.first().map(|(word, _)| word.as_str()).unwrap_or_default();
            let managed = ResourceType::parse(root).is_some();
            if !managed
                && !matches!(
                    root,
                    "action" | "count" | "each" | "ephemeral" | "path" | "resource" | "self" | "terraform"
                )
            {
                // What is not declared is said as wherever else it is named.
                let mark = self.problems.mark();
                Evaluator::new(&self.scope, self.problems, self.needs).value(&reference);
                self.problems.forget_unsupported(mark);
            }
            if let (true, true, Err((message, help))) = (managed, self.scope.complete, self.declared.target(&words)) {
                let problem = self.problems.add(Code::UnknownReference, place, message);
                if let Some(help) = help {
                    problem.help(help);
                }
            }
        }
    }

    /// What the provider of a resource says of its tags.
    fn provider(&mut self, block: &Block) -> TagsOfProvider {
        let default = (String::from("aws"), None);
        let (key, place) = match schema::provider_reference(&block.body) {
            Ok(None) => (default, None),
            Ok(Some((name, alias, place))) => ((name, alias), Some(place)),
            Err(place) => {
                self.problems
                    .add(Code::WrongType, place, "a provider is named by a reference")
                    .help("write `aws`, or `aws.` and an alias");
                return None;
            }
        };
        match (self.provider_tags.get(&key), place, &key.1) {
            (Some(tags), _, _) => tags.clone(),
            (None, Some(place), Some(alias)) => {
                self.unknown_provider(&key.0, alias, place);
                None
            }
            // A provider may go without a block.
            (None, _, _) => Some(ProviderTags::default()),
        }
    }

    pub(super) fn unknown_provider(&mut self, name: &str, alias: &str, place: Place) {
        if !self.scope.complete {
            return;
        }
        let known = self.declared.providers.keys().chain(self.provider_tags.keys()).filter(|(other, _)| other == name);
        let aliases: Set<&str> = known.filter_map(|(_, alias)| alias.as_deref()).collect();
        let message = if self.prefix.is_empty() {
            format!("the provider `{name}.{alias}` is not declared")
        } else {
            format!("the provider `{name}.{alias}` is neither declared in this module nor given to it")
        };
        let help = match did_you_mean(alias, aliases.iter().copied(), "the aliases are") {
            None if self.prefix.is_empty() => {
                Some(format!("configure it: `provider \"{name}\" {{ alias = \"{alias}\" }}`"))
            }
            None => Some(format!("give it where the module is called: `providers = {{ {name}.{alias} = … }}`")),
            help => help,
        };
        let problem = self.problems.add(Code::UnknownReference, place, message);
        if let Some(help) = help {
            problem.help(help);
        }
    }

    fn unique_name(&mut self, kind: ResourceType, name: String, place: Place) {
        let key = (kind, name);
        // The order is that of the graph; a reader expects the first in the files to be the first.
        match self.found.names.get(&key).copied() {
            None => {
                self.found.names.insert(key, place);
            }
            Some(other) => {
                let (first, second) = if other < place { (other, place) } else { (place, other) };
                let problem = self.problems.add(
                    Code::DuplicateName,
                    second,
                    format!("another {} has the name `{}`", kind.noun(), key.1),
                );
                if first == second {
                    problem.help("let the name of each instance hold `each.key` or `count.index`");
                } else {
                    problem.related("the first one", first).help("CloudFront wants each name once in an account");
                }
                self.found.names.insert(key, first);
            }
        }
    }
}
