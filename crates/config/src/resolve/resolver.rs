//! What the parts of resolving share: a module, what was found in all of them, and the state in which one is worked out. What is
//! done with it stands in a file for each kind of block.

use super::declare::Declared;
use crate::{
    code::CodeOrigin,
    evaluate::{Data, Evaluator, Name, Scope, Value},
    folders::{Called, Folder},
    problem::{Locator, Place, Problems},
    schema::ProviderTags,
    sources::{Known, Sources},
    syntax::Expression,
    testing::Tested,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::ordered::{Map, Set};
use connfn_core::{
    address::{Address, ResourceType},
    desired::DesiredState,
    diagnostic::Code,
};

/// What a folder declares, and the order in which it is worked out.
pub(super) struct Module<'d> {
    pub(super) folder: &'d Folder,
    pub(super) declared: Declared<'d>,
    pub(super) order: Vec<Name>,
    /// How many of the order resources and imports need.
    pub(super) needed: usize,
}

impl Module<'_> {
    /// The names of the module, before any of them is worked out.
    pub(super) fn scope<'s>(&self, sources: &'s Sources, known: &'s Known, folders: &'s [Folder]) -> Scope<'s> {
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

/// What was found in all modules together.
#[derive(Default)]
pub(super) struct Found {
    pub(super) state: DesiredState,
    pub(super) tested: Vec<Tested>,
    pub(super) code_origins: Map<Address, CodeOrigin>,
    pub(super) names: Map<(ResourceType, String), Place>,
    /// Resources that could not be decoded.
    pub(super) left_out: Vec<(Address, Place)>,
    /// The addresses of the resources whose instances are known, by address without the key.
    pub(super) instances: Map<String, Vec<Address>>,
    /// Whether the instances of something are not known, so that what is not here may be declared.
    pub(super) is_part: bool,
    /// The `moved` blocks of all modules.
    pub(super) moves: Vec<Move>,
}

/// What an address in a block names.
#[derive(PartialEq)]
pub(super) enum Named {
    Module,
    Resource(ResourceType),
    /// A resource of a type that is not managed.
    Other,
}

/// An end of a move: its address, what that is, and where it is written.
pub(super) type End = (String, Named, Place);

/// A `moved` block.
pub(super) struct Move {
    pub(super) from: End,
    pub(super) to: End,
}

/// The default tags of a provider configuration; `None` if they cannot be known.
pub(super) type TagsOfProvider = Option<ProviderTags>;

/// Works out one module, or one instance of it.
pub(super) struct Resolver<'r, 's> {
    pub(super) modules: &'r [Module<'r>],
    pub(super) module: &'r Module<'r>,
    pub(super) declared: &'r Declared<'r>,
    /// The module's own address and a dot; empty for the root.
    pub(super) prefix: String,
    /// The values that the call of the module gives to its variables. `None` for the root.
    pub(super) inputs: Option<Map<String, Value>>,
    pub(super) scope: Scope<'s>,
    pub(super) folders: &'s [Folder],
    pub(super) locator: &'r Locator<'r>,
    pub(super) problems: &'r mut Problems,
    pub(super) needs: &'r mut Set<String>,
    pub(super) provider_tags: Map<(String, Option<String>), TagsOfProvider>,
    pub(super) found: &'r mut Found,
    /// Whether what is being worked out is needed by a resource.
    pub(super) for_resources: bool,
}

/// How deep a local value may be: what others build on it is deeper still, and values are walked by recursion.
const MOST_DEPTH: usize = 64;

impl Resolver<'_, '_> {
    /// The value of an expression that others build on, which is not too deep for that.
    pub(super) fn bounded(&mut self, expression: &Expression) -> Value {
        let mut value = Evaluator::new(&self.scope, self.problems, self.needs).value(expression);
        if value.data.depth() > MOST_DEPTH {
            self.problems.add(Code::UnsupportedExpression, value.place, "the value is nested too deeply");
            value.data = Data::Unknown;
        }
        value
    }

    /// The address of an instance in this module. Every key has one: it is quoted and escaped.
    pub(super) fn address(&self, kind: ResourceType, label: &str, key: &str) -> Option<Address> {
        Address::parse(&format!("{}{kind}.{label}{key}", self.prefix))
    }
}
