//! From document trees to desired state: declares the blocks, orders what they refer to, and works each out once in that
//! order, so that an expression finds the values it needs. It must not judge single values: that is the schema's.

mod checks;
mod declare;
mod graph;
mod imports;
mod instances;
mod notes;
mod outputs;
mod variables;

use crate::{
    Answer, Sources,
    console::{Question, answer},
    evaluate::{Data, Evaluator, Name, Scope},
    problem::{Locator, Place, Problems},
    schema::{self, Decoder, ProviderTags},
    suggest::did_you_mean,
    syntax::{Block, Body},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::ordered::{Map, Set};
use connfn_core::{
    address::{Address, ResourceType},
    desired::DesiredState,
    diagnostic::Code,
};
#[cfg(feature = "schema")]
pub(crate) use declare::BLOCKS;
use declare::Declared;
use instances::{Instance, Instances};
pub(crate) use variables::Assignments;

/// Resolves the documents of a folder.
#[expect(clippy::too_many_arguments, reason = "these are the results of all that comes before")]
pub(crate) fn resolve(
    documents: &[Body],
    assignments: &[Assignments<'_>],
    complete: bool,
    sources: &Sources,
    locator: &Locator<'_>,
    questions: &[Question],
    problems: &mut Problems,
    needs: &mut Set<String>,
) -> (DesiredState, Vec<Answer>) {
    let mut declared = declare::declare(documents, problems);
    declared.assign(assignments, complete, problems);
    let mut scope = Scope::new(sources);
    scope.complete = complete;
    scope.others = declared.others.keys().cloned().collect();
    // Until it is worked out every name has a value that its users are silent about: only circles ever see it.
    scope.locals = declared.locals.keys().map(|name| (name.clone(), Data::Unknown)).collect();
    scope.variables = declared.variables.keys().map(|name| (name.clone(), Data::Unknown)).collect();
    scope.resources = declared.resources.keys().map(|key| (key.clone(), Data::Unknown)).collect();

    let (order, needed) = graph::order(&declared, questions, problems);
    let mut resolver = Resolver {
        declared: &declared,
        scope,
        locator,
        problems,
        needs,
        provider_tags: Map::new(),
        names: Map::new(),
        left_out: Vec::new(),
        instances: Map::new(),
        state: DesiredState::default(),
        for_resources: true,
    };
    for (at, name) in order.iter().enumerate() {
        resolver.for_resources = at < needed;
        resolver.work_out(name);
    }
    resolver.imports();
    resolver.removed();
    resolver.settings();
    let mark = resolver.problems.mark();
    resolver.outputs();
    resolver.checks();
    resolver.problems.forget_unsupported(mark);
    resolver.account();
    let answers = questions.iter().map(|question| resolver.answer(question)).collect();
    let state = resolver.state;
    notes::notes(&declared, problems);
    (state, answers)
}

/// How deep a local value may be: what others build on it is deeper still, and values are walked by recursion.
const MOST_DEPTH: usize = 64;

/// The default tags of a provider configuration; `None` if they cannot be known.
type TagsOfProvider = Option<ProviderTags>;

struct Resolver<'r, 's> {
    declared: &'r Declared<'r>,
    scope: Scope<'s>,
    locator: &'r Locator<'r>,
    problems: &'r mut Problems,
    needs: &'r mut Set<String>,
    provider_tags: Map<(String, Option<String>), TagsOfProvider>,
    names: Map<(ResourceType, String), Place>,
    /// Resources that could not be decoded.
    left_out: Vec<(Address, Place)>,
    /// The addresses of the resources whose instances are known.
    instances: Map<(ResourceType, String), Vec<Address>>,
    state: DesiredState,
    /// Whether what is being worked out is needed by a resource.
    for_resources: bool,
}

impl Resolver<'_, '_> {
    /// Answers a question once all that it refers to is worked out.
    fn answer(&mut self, question: &Question) -> Answer {
        let mut own = Problems::default();
        own.add_all(&question.problems);
        let mut evaluator = Evaluator::new(&self.scope, &mut own, self.needs);
        let value = question.expression.as_ref().and_then(|expression| answer(&mut evaluator, expression));
        Answer { value, diagnostics: own.into_diagnostics(self.locator) }
    }

    fn work_out(&mut self, name: &Name) {
        match name {
            Name::Local(local) => {
                if let Some(attribute) = self.declared.locals.get(local) {
                    let mark = self.problems.mark();
                    let value = Evaluator::new(&self.scope, self.problems, self.needs).value(&attribute.value);
                    let data = if value.data.depth() > MOST_DEPTH {
                        self.problems.add(Code::UnsupportedExpression, value.place, "the value is nested too deeply");
                        Data::Unknown
                    } else {
                        value.data
                    };
                    self.scope.locals.insert(local.clone(), data);
                    self.scope.deferred.insert(local.clone(), self.problems.take_since(mark));
                }
            }
            Name::Variable(variable) => self.variable(variable),
            Name::Provider(provider, alias) => {
                let key = (provider.clone(), alias.clone());
                if let Some(block) = self.declared.providers.get(&key) {
                    let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
                    let tags = schema::provider_tags(&mut Decoder { evaluator: &mut evaluator }, block);
                    self.provider_tags.insert(key, tags);
                }
            }
            Name::Resource(kind, label) => self.resource(*kind, label),
        }
    }

    fn resource(&mut self, kind: ResourceType, label: &str) {
        let key = (kind, String::from(label));
        let Some(block) = self.declared.resources.get(&key).copied() else { return };
        self.problems.address = Some(Address::root(kind, label));
        self.dependencies(block);
        let tags = self.provider(block);
        let instances = self.instances(block);
        let place = block.header;
        let list = instances.list(kind, label, place);
        let mut attributes = Vec::new();
        for instance in &list {
            self.problems.address = Some(instance.address.clone());
            attributes.push(self.instance(instance, block, tags.as_ref()));
        }
        self.problems.address = None;
        self.scope.resources.insert(key.clone(), instances.data(attributes, place));
        if !matches!(instances, Instances::Unknown) {
            self.instances.insert(key, list.into_iter().map(|instance| instance.address).collect());
        }
    }

    /// Decodes one instance; gives what others may refer to.
    fn instance(&mut self, instance: &Instance, block: &Block, tags: Option<&ProviderTags>) -> Data {
        let address = &instance.address;
        let kind = address.resource_type();
        let location = self.locator.location(block.header);
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        evaluator.bound.clone_from(&instance.bound);
        let mut decoder = Decoder { evaluator: &mut evaluator };
        let before = self.state.functions.len() + self.state.stores.len();
        let (name, attributes) = match kind {
            ResourceType::ConnectionFunction => {
                let found = schema::function(&mut decoder, address, block, tags);
                if let Some(mut function) = found.desired {
                    function.location = location;
                    self.state.functions.insert(address.clone(), function);
                }
                (found.name, found.attributes)
            }
            ResourceType::KeyValueStore => {
                let found = schema::store(&mut decoder, address, block);
                if let Some(mut store) = found.desired {
                    store.location = location;
                    self.state.stores.insert(address.clone(), store);
                }
                (found.name, found.attributes)
            }
        };
        schema::postconditions(decoder.evaluator, block, &attributes);
        if self.state.functions.len() + self.state.stores.len() == before {
            self.left_out.push((address.clone(), block.header));
        }
        if let Some((name, place)) = name {
            self.unique_name(kind, name, place);
        }
        attributes
    }

    /// Sees to it that no resource is left out without a word: a plan would take it for deleted.
    fn account(&mut self) {
        if let Some(place) = self.scope.exhausted.get() {
            self.problems
                .add(Code::UnsupportedExpression, place, "the values of this configuration are too large for connfn")
                .help("a value that is used many times over is the likely reason");
        }
        if self.needs.is_empty() && !self.problems.failed_since(0) {
            for (address, place) in &self.left_out {
                self.problems.address = Some(address.clone());
                self.problems.add(Code::UnsupportedExpression, *place, format!("connfn cannot work out `{address}`"));
            }
            self.problems.address = None;
        }
    }

    /// Looks at what `depends_on` names; it matters only to the order, which the plan finds for itself.
    fn dependencies(&mut self, block: &Block) {
        for (words, place) in Declared::dependencies(block) {
            let Some(words) = words else {
                self.problems
                    .add(Code::WrongType, place, "`depends_on` is a list of references")
                    .help("write `depends_on = [TYPE.LABEL]`");
                continue;
            };
            let managed = words.first().is_some_and(|(word, _)| ResourceType::parse(word).is_some());
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
            (None, Some(place), Some(alias)) if self.scope.complete => {
                let aliases: Set<&str> = self
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
            (None, _, _) => Some(ProviderTags::default()),
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
                self.names.insert(key, first);
            }
        }
    }
}
