//! From document trees to desired state: declares the blocks, orders what they refer to, and works each out once in that
//! order, so that an expression finds the values it needs. It must not judge single values: that is the schema's.

mod checks;
mod code;
mod code_checks;
mod declare;
mod graph;
mod imports;
mod instances;
mod modules;
mod moved;
mod notes;
mod outputs;
mod tested;
mod variables;

use crate::{
    code::CodeOrigin,
    evaluate::{Data, Evaluator, Name, Scope, Value},
    folders::{Called, Folder},
    problem::{Locator, Place, Problems},
    question::{Answer, Question, answer},
    schema::{self, Decoder, ProviderTags},
    sources::{Known, Sources},
    suggest::did_you_mean,
    syntax::{Block, Expression},
    testing::Tested,
};
use alloc::{format, string::String, vec::Vec};
use code_checks::CodeChecks;
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
use moved::Move;
pub(crate) use outputs::Output;
pub(crate) use variables::Assignments;

/// What a folder declares, and the order in which it is worked out.
struct Module<'d> {
    folder: &'d Folder,
    declared: Declared<'d>,
    order: Vec<Name>,
    /// How many of the order resources and imports need.
    needed: usize,
}

/// What a configuration comes to.
#[derive(Default)]
pub(crate) struct Resolved {
    pub(crate) desired: DesiredState,
    /// Its functions, as their tests are found.
    pub(crate) tested: Vec<Tested>,
    /// What it says of the checks of their code.
    pub(crate) code_checks: CodeChecks,
    /// Where the code of its functions is written.
    pub(crate) code_origins: Map<Address, CodeOrigin>,
    /// Those of the configuration's own folder.
    pub(crate) outputs: Map<String, Output>,
    /// One for each question.
    pub(crate) answers: Vec<Answer>,
}

/// Resolves the folders of a configuration, the first of which is its own.
#[expect(clippy::too_many_arguments, reason = "these are the results of all that comes before")]
pub(crate) fn resolve(
    folders: &[Folder],
    assignments: &[Assignments<'_>],
    sources: &Sources,
    known: &Known,
    locator: &Locator<'_>,
    questions: &[Question],
    problems: &mut Problems,
    needs: &mut Set<String>,
) -> Resolved {
    let mut all = Vec::new();
    for (at, folder) in folders.iter().enumerate() {
        let mut declared = declare::declare(&folder.documents, problems);
        if at == 0 {
            declared.assign(assignments, folder.complete, problems);
        } else {
            declared.refuse_what_belongs_outside(problems);
        }
        let (order, needed) = graph::order(&declared, folders, at, if at == 0 { questions } else { &[] }, problems);
        all.push(Module { folder, declared, order, needed });
    }
    let Some(root) = all.first() else { return Resolved::default() };
    let mut calls = folders.iter().flat_map(|folder| folder.calls.values());
    let is_part = calls.any(|called| !matches!(called, Called::Folder(_)));
    let mut found = Found { is_part, ..Found::default() };
    let mut resolver = Resolver {
        modules: &all,
        module: root,
        declared: &root.declared,
        prefix: String::new(),
        inputs: None,
        scope: root.scope(sources, known, folders),
        folders,
        locator,
        problems,
        needs,
        provider_tags: Map::new(),
        found: &mut found,
        for_resources: true,
    };
    resolver.work_all_out();
    resolver.imports();
    resolver.moves();
    resolver.removed();
    resolver.settings();
    let outputs = resolver.outputs();
    resolver.secrets(&outputs);
    resolver.checks();
    let code_checks = resolver.code_checks();
    resolver.account();
    let answers = questions.iter().map(|question| resolver.answer(question)).collect();
    notes::notes(&all, problems);
    let Found { state: desired, tested, code_origins, .. } = found;
    Resolved { desired, tested, code_checks, code_origins, outputs, answers }
}

/// What was found in all modules together.
#[derive(Default)]
struct Found {
    state: DesiredState,
    tested: Vec<Tested>,
    code_origins: Map<Address, CodeOrigin>,
    names: Map<(ResourceType, String), Place>,
    /// Resources that could not be decoded.
    left_out: Vec<(Address, Place)>,
    /// The addresses of the resources whose instances are known, by address without the key.
    instances: Map<String, Vec<Address>>,
    /// Whether the instances of something are not known, so that what is not here may be declared.
    is_part: bool,
    /// The `moved` blocks of all modules.
    moves: Vec<Move>,
}

impl Module<'_> {
    /// The names of the module, before any of them is worked out.
    fn scope<'s>(&self, sources: &'s Sources, known: &'s Known, folders: &'s [Folder]) -> Scope<'s> {
        let Self { folder, declared, .. } = self;
        let mut scope = Scope::new(sources, known, folders);
        scope.path = folder.path.trim_end_matches('/').into();
        scope.complete = folder.complete;
        scope.others = declared.others.keys().cloned().collect();
        // Until it is worked out every name has a value that its users are silent about: only circles ever see it.
        scope.locals = declared.locals.keys().map(|name| (name.clone(), Data::Unknown)).collect();
        scope.variables = declared.variables.keys().map(|name| (name.clone(), Data::Unknown)).collect();
        scope.resources = declared.resources.keys().map(|key| (key.clone(), Data::Unknown)).collect();
        scope.modules = declared.modules.keys().map(|name| (name.clone(), Data::Unknown)).collect();
        let elsewhere = folder.calls.iter().filter(|(_, called)| matches!(called, Called::Elsewhere));
        scope.elsewhere = elsewhere.map(|(name, _)| name.clone()).collect();
        scope
    }
}

/// How deep a local value may be: what others build on it is deeper still, and values are walked by recursion.
const MOST_DEPTH: usize = 64;

/// The default tags of a provider configuration; `None` if they cannot be known.
type TagsOfProvider = Option<ProviderTags>;

/// Works out one module, or one instance of it.
struct Resolver<'r, 's> {
    modules: &'r [Module<'r>],
    module: &'r Module<'r>,
    declared: &'r Declared<'r>,
    /// The module's own address and a dot; empty for the root.
    prefix: String,
    /// The values that the call of the module gives to its variables. `None` for the root.
    inputs: Option<Map<String, Value>>,
    scope: Scope<'s>,
    folders: &'s [Folder],
    locator: &'r Locator<'r>,
    problems: &'r mut Problems,
    needs: &'r mut Set<String>,
    provider_tags: Map<(String, Option<String>), TagsOfProvider>,
    found: &'r mut Found,
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

    /// Works out all that is declared, in order.
    fn work_all_out(&mut self) {
        for (at, name) in self.module.order.iter().enumerate() {
            self.for_resources = at < self.module.needed;
            self.work_out(name);
        }
        for problems in self.scope.deferred.values() {
            self.problems.extend_certain(problems);
        }
        self.take_moves();
    }

    /// The value of an expression that others build on, which is not too deep for that.
    fn bounded(&mut self, expression: &Expression) -> Value {
        let mut value = Evaluator::new(&self.scope, self.problems, self.needs).value(expression);
        if value.data.depth() > MOST_DEPTH {
            self.problems.add(Code::UnsupportedExpression, value.place, "the value is nested too deeply");
            value.data = Data::Unknown;
        }
        value
    }

    /// The address of an instance in this module. Every key has one: it is quoted and escaped.
    fn address(&self, kind: ResourceType, label: &str, key: &str) -> Option<Address> {
        Address::parse(&format!("{}{kind}.{label}{key}", self.prefix))
    }

    fn work_out(&mut self, name: &Name) {
        match name {
            Name::Local(local) => {
                if let Some(attribute) = self.declared.locals.get(local) {
                    let mark = self.problems.mark();
                    let data = self.bounded(&attribute.value).data;
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
            Name::Module(call) => self.call(call),
        }
    }

    fn resource(&mut self, kind: ResourceType, label: &str) {
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

    /// Sees to it that no resource is left out without a word: a plan would take it for deleted.
    fn account(&mut self) {
        if let Some(place) = self.scope.exhausted.get() {
            self.problems
                .add(Code::UnsupportedExpression, place, "the values of this configuration are too large for connfn")
                .help("a value that is used many times over is the likely reason");
        }
        if self.needs.is_empty() && !self.problems.failed_since(0) {
            for (address, place) in &self.found.left_out {
                self.problems.address = Some(address.clone());
                self.problems.add(Code::UnsupportedExpression, *place, format!("connfn cannot work out `{address}`"));
            }
            self.problems.address = None;
        }
    }

    /// Looks at what `depends_on` names; it matters only to the order, which the plan finds for itself.
    fn dependencies(&mut self, block: &Block) {
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

    fn unknown_provider(&mut self, name: &str, alias: &str, place: Place) {
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
