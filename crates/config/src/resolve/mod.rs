//! From document trees to desired state: declares the blocks, orders what they refer to, and works each out once in that
//! order, so that an expression finds the values it needs. It must not judge single values: that is the schema's.

mod declare;
mod graph;
mod imports;
mod notes;

use crate::{
    Sources,
    evaluate::{Data, Evaluator, Name, Scope},
    problem::{Locator, Place, Problems},
    schema::{self, Decoder, Tag},
    suggest::did_you_mean,
    syntax::Body,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
};
use connfn_core::{
    address::{Address, ResourceType},
    desired::DesiredState,
    diagnostic::Code,
};
use declare::Declared;

/// Resolves the documents of a folder.
pub(crate) fn resolve(
    documents: &[Body],
    complete: bool,
    sources: &Sources,
    locator: &Locator<'_>,
    problems: &mut Problems,
    needs: &mut BTreeSet<String>,
) -> DesiredState {
    let declared = declare::declare(documents, problems);
    let mut scope = Scope::new(sources);
    scope.complete = complete;
    scope.others = declared.others.keys().cloned().collect();
    // Until it is worked out every name has a value that its users are silent about: only circles ever see it.
    scope.locals = declared.locals.keys().map(|name| (name.clone(), Data::Unknown)).collect();
    scope.variables = declared.variables.keys().map(|name| (name.clone(), Data::Unknown)).collect();
    scope.resources = declared.resources.keys().map(|key| (key.clone(), Data::Unknown)).collect();

    let order = graph::order(&declared, problems);
    let mut resolver = Resolver {
        declared: &declared,
        scope,
        locator,
        problems,
        needs,
        default_tags: BTreeMap::new(),
        names: BTreeMap::new(),
        state: DesiredState::default(),
    };
    for name in order {
        resolver.work_out(&name);
    }
    resolver.imports();
    let state = resolver.state;
    notes::notes(&declared, problems);
    state
}

/// The default tags of a provider configuration; `None` if they cannot be known.
type DefaultTags = Option<BTreeMap<String, Tag>>;

struct Resolver<'r, 's> {
    declared: &'r Declared<'r>,
    scope: Scope<'s>,
    locator: &'r Locator<'r>,
    problems: &'r mut Problems,
    needs: &'r mut BTreeSet<String>,
    default_tags: BTreeMap<(String, Option<String>), DefaultTags>,
    names: BTreeMap<(ResourceType, String), Place>,
    state: DesiredState,
}

impl Resolver<'_, '_> {
    fn work_out(&mut self, name: &Name) {
        match name {
            Name::Local(local) => {
                if let Some(attribute) = self.declared.locals.get(local) {
                    let mark = self.problems.mark();
                    let value = Evaluator::new(&self.scope, self.problems, self.needs).evaluate(&attribute.value);
                    self.scope.locals.insert(local.clone(), value.data);
                    self.scope.deferred.insert(local.clone(), self.problems.take_since(mark));
                }
            }
            Name::Variable(variable) => self.variable(variable),
            Name::Provider(provider, alias) => {
                let key = (provider.clone(), alias.clone());
                if let Some(block) = self.declared.providers.get(&key) {
                    let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
                    let tags = schema::default_tags(&mut Decoder { evaluator: &mut evaluator }, block);
                    self.default_tags.insert(key, tags);
                }
            }
            Name::Resource(kind, label) => self.resource(*kind, label),
        }
    }

    fn variable(&mut self, name: &str) {
        let Some(block) = self.declared.variables.get(name) else { return };
        match block.body.attribute("default") {
            Some(default) => {
                let value = Evaluator::new(&self.scope, self.problems, self.needs).evaluate(&default.value);
                self.scope.variables.insert(name.into(), value.data);
            }
            None => {
                self.problems
                    .add(Code::NotKnownYet, block.header, format!("the variable `{name}` has no value"))
                    .help("give it a `default`");
            }
        }
    }

    fn resource(&mut self, kind: ResourceType, label: &str) {
        let key = (kind, String::from(label));
        let Some(block) = self.declared.resources.get(&key) else { return };
        let address = Address::root(kind, label);
        self.problems.address = Some(address.clone());
        let tags = self.provider(block);
        let location = self.locator.location(block.header);
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        let mut decoder = Decoder { evaluator: &mut evaluator };
        let (name, attributes) = match kind {
            ResourceType::ConnectionFunction => {
                let found = schema::function(&mut decoder, &address, block, tags.as_ref());
                if let Some(mut function) = found.desired {
                    function.location = location;
                    self.state.functions.insert(address.clone(), function);
                }
                (found.name, found.attributes)
            }
            ResourceType::KeyValueStore => {
                let found = schema::store(&mut decoder, &address, block);
                if let Some(mut store) = found.desired {
                    store.location = location;
                    self.state.stores.insert(address.clone(), store);
                }
                (found.name, found.attributes)
            }
        };
        if let Some((name, place)) = name {
            self.unique_name(kind, name, place);
        }
        self.scope.resources.insert(key, attributes);
        self.problems.address = None;
    }

    /// The default tags that apply to a resource.
    fn provider(&mut self, block: &crate::syntax::Block) -> DefaultTags {
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
        match (self.default_tags.get(&key), place, &key.1) {
            (Some(tags), _, _) => tags.clone(),
            (None, Some(place), Some(alias)) if self.scope.complete => {
                let aliases: BTreeSet<&str> = self
                    .declared
                    .providers
                    .keys()
                    .filter(|(name, _)| *name == key.0)
                    .filter_map(|(_, alias)| alias.as_deref())
                    .collect();
                let problem = self.problems.add(
                    Code::UnknownReference,
                    place,
                    format!("the provider `{}.{alias}` is not declared", key.0),
                );
                if let Some(help) = did_you_mean(alias, aliases.iter().copied(), "the aliases are") {
                    problem.help(help);
                }
                None
            }
            (None, Some(_), Some(_)) => None,
            // A provider may go without a block.
            (None, _, _) => Some(BTreeMap::new()),
        }
    }

    fn unique_name(&mut self, kind: ResourceType, name: String, place: Place) {
        let key = (kind, name);
        // The order is that of the graph; a reader expects the first in the files to be the first.
        match self.names.get(&key).copied() {
            None => {
                self.names.insert(key, place);
            }
            Some(other) => {
                let (first, second) = if other < place { (other, place) } else { (place, other) };
                self.problems
                    .add(Code::DuplicateName, second, format!("another {} has the name `{}`", kind.noun(), key.1))
                    .related("the first one", first)
                    .help("CloudFront wants each name once in an account");
                self.names.insert(key, first);
            }
        }
    }
}
