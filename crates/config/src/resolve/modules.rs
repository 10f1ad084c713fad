//! Calls of modules: a module's folder is worked out once for each instance of the call, in a scope of its own, with the values
//! that the call gives to its variables. What a caller sees of it are its outputs.

use super::{
    declare::Declared,
    instances::{Instance, Instances},
    resolver::{Module, Resolver, TagsOfProvider},
    variables::is,
};
use crate::{
    evaluate::{Data, Evaluator, Name, Value, references_of_body, static_reference},
    folders::Called,
    problem::{Place, Problem},
    schema::{ProviderTags, blocks_named},
    suggest::did_you_mean,
    syntax::{Block, Entry, Expression, Key, Kind},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;

/// The arguments of a call that are not values for variables.
const ARGUMENTS: &[&str] = &["count", "depends_on", "for_each", "providers", "source", "version"];

/// What the outputs of a module are, and what is wrong with each.
struct Outputs {
    values: Data,
    deferred: Map<String, Vec<Problem>>,
}

/// What a call refers to.
pub(super) fn edges(block: &Block) -> Vec<(Name, Place)> {
    let mut edges = references_of_body(&block.body);
    edges.push((Name::Provider(String::from("aws"), None), block.header));
    for (_, given, place) in providers(block).into_iter().flatten() {
        edges.push((Name::Provider(given.0, given.1), place));
    }
    edges
}

/// A provider's name and alias.
type ProviderKey = (String, Option<String>);

/// The provider configurations that a call gives to its module: the name in the module, that in the caller, and where it stands.
/// An error is the place of what is none.
fn providers(block: &Block) -> Vec<Result<(ProviderKey, ProviderKey, Place), Place>> {
    let Some(attribute) = block.body.attribute("providers") else { return Vec::new() };
    let Kind::Object(entries) = &attribute.value.kind else { return [Err(attribute.value.place)].into() };
    entries.iter().map(provider).collect()
}

fn provider(entry: &Entry) -> Result<(ProviderKey, ProviderKey, Place), Place> {
    let named = |words: Option<Vec<(String, Place)>>| match words.as_deref() {
        Some([(name, _)]) => Some((name.clone(), None)),
        Some([(name, _), (alias, _)]) => Some((name.clone(), Some(alias.clone()))),
        _ => None,
    };
    let key = match &entry.key {
        Key::Word(word, _) => match word.split_once('.') {
            Some((name, alias)) => Some((name.into(), Some(alias.into()))),
            None => Some((word.clone(), None)),
        },
        Key::Expression(key) => named(static_reference(key)),
    };
    let place = entry.value.place;
    Ok((key.ok_or(entry.key.place())?, named(static_reference(&entry.value)).ok_or(place)?, place))
}

/// The provider configurations that a module wants to be given, and where it says so.
fn wanted_providers(declared: &Declared<'_>) -> Vec<(ProviderKey, Place)> {
    let required = declared.settings.iter().flat_map(|block| blocks_named(&block.body, "required_providers"));
    let mut wanted = Vec::new();
    for provider in required.flat_map(|block| block.body.attributes.clone()) {
        let Kind::Object(entries) = &provider.value.kind else { continue };
        for Entry { key, value } in entries {
            let (Key::Word(name, _) | Key::Expression(Expression { kind: Kind::String(name), .. })) = key else {
                continue;
            };
            if let ("configuration_aliases", Kind::List(aliases)) = (name.as_str(), &value.kind) {
                for alias in aliases {
                    if let Some([(name, _), (word, _)]) = static_reference(alias).as_deref() {
                        wanted.push(((name.clone(), Some(word.clone())), alias.place));
                    }
                }
            }
        }
    }
    wanted
}

impl<'r> Resolver<'r, '_> {
    /// Works a call of a module out.
    pub(super) fn call(&mut self, name: &str) {
        let Some(block) = self.declared.modules.get(name).copied() else { return };
        let Some(Called::Folder(at)) = self.module.folder.calls.get(name) else { return };
        let Some(module) = self.modules.get(*at) else { return };
        let mark = self.problems.mark();
        self.dependencies(block);
        self.check_inputs(name, block, module);
        let before = self.problems.mark();
        let mut providers = self.providers(block);
        let told = self.problems.failed_since(before);
        for (wanted, place) in wanted_providers(&module.declared) {
            if providers.contains_key(&wanted) {
                continue;
            }
            if !told {
                let (provider, alias) = (&wanted.0, wanted.1.as_deref().unwrap_or_default());
                let message = format!("the module `{name}` lacks the provider configuration `{provider}.{alias}`");
                self.problems
                    .add(Code::MissingArgument, block.header, message)
                    .related("the module wants it here", place)
                    .help(format!("give it one: `providers = {{ {provider}.{alias} = … }}`"));
            }
            // Whoever uses it within is silent.
            providers.insert(wanted, None);
        }
        let instances = self.instances(block);
        let mut values = Vec::new();
        let mut deferred: Map<String, Vec<Problem>> = Map::new();
        for instance in instances.list(block.header) {
            // Each instance costs what it holds, however little of it is evaluated.
            let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
            if !evaluator.spend(module.order.len() * 8 + 8, block.header) {
                break;
            }
            let outputs = self.call_instance(name, &instance, block, module, &providers);
            values.push(outputs.values);
            for (output, problems) in outputs.deferred {
                deferred.entry(output).or_default().extend(problems);
            }
        }
        self.found.is_part |= matches!(&instances, Instances::Unknown) || !module.folder.complete;
        let whole = !matches!(&instances, Instances::Unknown) && self.scope.exhausted.get().is_none();
        let data = if whole { instances.data(values, block.header) } else { Data::Unknown };
        if !self.for_resources {
            self.problems.forget_unsupported(mark);
        }
        self.scope.modules.insert(name.into(), data);
        self.scope.deferred_outputs.insert(name.into(), deferred);
    }

    /// Compares what a call gives with what its module takes.
    fn check_inputs(&mut self, name: &str, block: &Block, module: &Module<'_>) {
        let variables = &module.declared.variables;
        for inner in &block.body.blocks {
            self.problems
                .add(
                    Code::UnsupportedBlock,
                    inner.kind_place,
                    format!("`{}` is a block, and a call of a module has none", inner.kind),
                )
                .help(format!("write `{} = {{ … }}`", inner.kind));
        }
        if !module.folder.complete {
            return;
        }
        for attribute in &block.body.attributes {
            let given = attribute.name.as_str();
            if !ARGUMENTS.contains(&given) && !variables.contains_key(given) {
                let message = format!("the module `{name}` has no variable `{given}`");
                let help = did_you_mean(given, variables.keys().map(String::as_str), "its variables are");
                let problem = self.problems.add(Code::UnknownArgument, attribute.place, message);
                if let Some(help) = help {
                    problem.help(help);
                }
            }
        }
        for (variable, declared) in variables {
            if block.body.attribute(variable).is_none() && declared.body.attribute("default").is_none() {
                self.problems
                    .add(
                        Code::MissingArgument,
                        block.header,
                        format!("the module `{name}` lacks the required argument `{variable}`"),
                    )
                    .related("the variable", declared.header);
            }
        }
    }

    /// What the providers of a module say of tags: those that the call gives to it, and those without an alias anyway.
    fn providers(&mut self, block: &Block) -> Map<ProviderKey, TagsOfProvider> {
        let defaults = self.provider_tags.iter().filter(|((_, alias), _)| alias.is_none());
        let mut inherited: Map<ProviderKey, TagsOfProvider> =
            defaults.map(|(key, tags)| (key.clone(), tags.clone())).collect();
        for given in providers(block) {
            match given {
                Err(place) => {
                    self.problems
                        .add(Code::WrongType, place, "`providers` names provider configurations")
                        .help("write `providers = { aws = aws.ALIAS }`");
                }
                Ok((within, outside, place)) => {
                    let tags = match self.provider_tags.get(&outside) {
                        Some(tags) => tags.clone(),
                        None if outside.1.is_none() => Some(ProviderTags::default()),
                        None => {
                            self.unknown_provider(&outside.0, outside.1.as_deref().unwrap_or_default(), place);
                            None
                        }
                    };
                    inherited.insert(within, tags);
                }
            }
        }
        inherited
    }

    fn call_instance(
        &mut self,
        name: &str,
        instance: &Instance,
        block: &Block,
        module: &'r Module<'r>,
        providers: &Map<ProviderKey, TagsOfProvider>,
    ) -> Outputs {
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        evaluator.bound.clone_from(&instance.bound);
        let given = module.declared.variables.keys().filter_map(|name| block.body.attribute(name));
        let inputs = given.map(|attribute| (attribute.name.clone(), evaluator.value(&attribute.value))).collect();
        let scope = module.scope(self.scope.sources, self.scope.known, self.folders);
        scope.budget.set(self.scope.budget.get());
        let mut inner = Resolver {
            modules: self.modules,
            module,
            declared: &module.declared,
            prefix: format!("{}module.{name}{}.", self.prefix, instance.key),
            inputs: Some(inputs),
            scope,
            folders: self.folders,
            locator: self.locator,
            problems: &mut *self.problems,
            needs: &mut *self.needs,
            provider_tags: providers.clone(),
            found: &mut *self.found,
            for_resources: self.for_resources,
        };
        inner.work_all_out();
        inner.removed();
        let mark = inner.problems.mark();
        inner.checks();
        inner.problems.forget_unsupported(mark);
        let outputs = inner.outputs_for_caller(block.header);
        let (left, exhausted) = (inner.scope.budget.get(), inner.scope.exhausted.get());
        self.scope.budget.set(left);
        if self.scope.exhausted.get().is_none() {
            self.scope.exhausted.set(exhausted);
        }
        outputs
    }

    /// The values of a module's outputs. What connfn cannot work out matters only if it is used.
    fn outputs_for_caller(&mut self, place: Place) -> Outputs {
        let mut values = Vec::new();
        let mut deferred = Map::new();
        for (name, block) in &self.declared.outputs {
            let Some(attribute) = self.output_value(block) else { continue };
            let mark = self.problems.mark();
            let mut value = self.bounded(&attribute.value);
            value.data = value.data.hidden_if(is(block, "sensitive", true));
            let problems = self.problems.take_since(mark);
            self.problems.add_all(&problems);
            self.problems.forget_unsupported(mark);
            deferred.insert(name.clone(), problems);
            values.push((name.clone(), place, value));
        }
        Outputs { values: Data::object(values), deferred }
    }

    /// The value that the call gives to a variable of this module. `None` if it gives none.
    pub(super) fn input(&self, name: &str) -> Option<Value> {
        self.inputs.as_ref()?.get(name).cloned()
    }
}
