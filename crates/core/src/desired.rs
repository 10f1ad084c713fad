//! Desired state: what a configuration asks for, after every expression has been evaluated. Values that only CloudFront
//! can give are references. It says nothing of how to get there.

use crate::ordered::{Map, Set};
use crate::{address::Address, diagnostic::Location, digest::Digest, limits::Runtime, text::Text};
use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Serialize};

/// All that a configuration declares, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DesiredState {
    pub functions: Map<Address, DesiredFunction>,
    pub stores: Map<Address, DesiredStore>,
    /// `import` blocks, by the address that the existing resource is to have.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub imports: Map<Address, Import>,
    /// The addresses of `removed` blocks that say `destroy = false`: what the stack owns there leaves it and stays.
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    pub released: Set<String>,
    /// `moved` blocks. What was moved more than once follows from one to the next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
}

/// A connection function as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DesiredFunction {
    pub name: String,
    pub code: Value,
    pub comment: Value,
    pub runtime: Runtime,
    /// The ARN of the associated key value store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_arn: Option<Value>,
    pub publish: bool,
    /// The resource's own tags.
    pub tags: Map<String, Value>,
    /// The resource's tags over the provider's `default_tags`. connfn's own tags are not among them.
    pub tags_all: Map<String, Value>,
    /// The tags that the provider's `ignore_tags` names.
    #[serde(default, skip_serializing_if = "IgnoreTags::is_empty")]
    pub ignore_tags: IgnoreTags,
    /// `lifecycle { ignore_changes = […] }`: what stays as it is of a function that exists. Of [`Self::IGNORABLE`].
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    pub ignore_changes: Set<String>,
    /// `lifecycle { prevent_destroy = true }`.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub prevent_destroy: bool,
    /// Where it is declared. Not part of what is desired: moving a block changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// Tags that are given to a new resource if the configuration has them, and then left as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IgnoreTags {
    #[serde(default)]
    pub keys: Set<String>,
    #[serde(default)]
    pub key_prefixes: Set<String>,
}

impl IgnoreTags {
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.key_prefixes.is_empty()
    }

    pub fn ignores(&self, key: &str) -> bool {
        self.keys.contains(key) || self.key_prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
    }
}

/// A key value store as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DesiredStore {
    pub name: String,
    /// Absent and empty are the same to CloudFront.
    pub comment: Value,
    /// `lifecycle { ignore_changes = […] }`: what stays as it is of a store that exists. Of [`Self::IGNORABLE`].
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    pub ignore_changes: Set<String>,
    /// `lifecycle { prevent_destroy = true }`.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub prevent_destroy: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// An `import` block: a function is named by its id, a store by its name, as in Terraform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Import {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// A `moved` block: what `from` names is now called `to`. Each is the address of a resource, of a module, or of one instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Moved {
    pub from: String,
    pub to: String,
}

/// A string that may refer to attributes that only CloudFront knows.
pub type Value = Text<AttributeRef>;

/// A reference to an attribute that CloudFront computes, such as a store's `arn`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AttributeRef {
    pub address: Address,
    /// One of the resource type's computed attributes.
    pub attribute: String,
}

impl fmt::Display for AttributeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.address, self.attribute)
    }
}

impl DesiredFunction {
    /// What changes of a function can be ignored. `tags` are those that the function itself gives, `tags_all` every one.
    pub const IGNORABLE: [&'static str; 8] = [
        "comment",
        "connection_function_code",
        "key_value_store_association",
        "name",
        "publish",
        "runtime",
        "tags",
        "tags_all",
    ];

    /// Every attribute that the function needs from another resource.
    pub fn references(&self) -> impl Iterator<Item = &AttributeRef> {
        [&self.code, &self.comment]
            .into_iter()
            .chain(&self.store_arn)
            .chain(self.tags_all.values())
            .flat_map(Text::references)
    }

    /// The same with this in place of its code, and without a location.
    fn bare(&self, code: Value) -> Self {
        let Self {
            name,
            code: _,
            comment,
            runtime,
            store_arn,
            publish,
            tags,
            tags_all,
            ignore_tags,
            ignore_changes,
            prevent_destroy,
            location: _,
        } = self;
        Self {
            name: name.clone(),
            code,
            comment: comment.clone(),
            runtime: *runtime,
            store_arn: store_arn.clone(),
            publish: *publish,
            tags: tags.clone(),
            tags_all: tags_all.clone(),
            ignore_tags: ignore_tags.clone(),
            ignore_changes: ignore_changes.clone(),
            prevent_destroy: *prevent_destroy,
            location: None,
        }
    }
}

impl DesiredStore {
    /// What changes of a store can be ignored.
    pub const IGNORABLE: [&'static str; 2] = ["comment", "name"];
}

impl DesiredState {
    /// The address that a resource of this one has after all `moved` blocks; the same if none is about it.
    pub fn address_after_moves(&self, address: Address) -> Address {
        let mut address = address;
        let mut used: Vec<&Moved> = Vec::new();
        // Each block applies once: those that lead back would go on for ever.
        while let Some((block, moved)) = self
            .moved
            .iter()
            .filter(|block| !used.contains(block))
            .find_map(|block| Some((block, address.moved(&block.from, &block.to)?)))
        {
            used.push(block);
            address = moved;
        }
        address
    }

    /// Every reference, with the address of the resource that makes it.
    pub fn references(&self) -> impl Iterator<Item = (&Address, &AttributeRef)> {
        let stores = self.stores.iter().flat_map(|(at, store)| store.comment.references().map(move |to| (at, to)));
        stores.chain(self.functions.iter().flat_map(|(at, function)| function.references().map(move |to| (at, to))))
    }

    /// The addresses whose resources may not be destroyed.
    pub fn protected(&self) -> impl Iterator<Item = &Address> {
        let functions = self.functions.iter().filter(|(_, function)| function.prevent_destroy).map(|(at, _)| at);
        functions.chain(self.stores.iter().filter(|(_, store)| store.prevent_destroy).map(|(at, _)| at))
    }

    /// Where resources are declared, as far as that is known.
    pub fn locations(&self) -> impl Iterator<Item = (&Address, &Location)> {
        let functions = self.functions.iter().map(|(at, function)| (at, &function.location));
        let stores = self.stores.iter().map(|(at, store)| (at, &store.location));
        functions.chain(stores).filter_map(|(at, location)| Some((at, location.as_ref()?)))
    }

    /// The digest of each function's code, where all of it is known.
    pub fn code_digests(&self) -> Map<Address, Digest> {
        let known = |(at, function): (&Address, &DesiredFunction)| {
            Some((at.clone(), Digest::of(function.code.known()?.as_bytes())))
        };
        self.functions.iter().filter_map(known).collect()
    }

    /// The digest of what is desired, the same however and wherever it was written down.
    pub fn digest(&self) -> Digest {
        self.digest_with(&self.code_digests())
    }

    /// The digest of what is desired, of whose code these are the digests. They stand for the code, which is most of what there
    /// is.
    pub fn digest_with(&self, codes: &Map<Address, Digest>) -> Digest {
        let functions = self.functions.iter().map(|(at, function)| {
            let code = codes.get(at).map_or_else(|| function.code.clone(), |digest| Value::literal(digest.clone()));
            (at.clone(), function.bare(code))
        });
        let stores =
            self.stores.iter().map(|(at, store)| (at.clone(), DesiredStore { location: None, ..store.clone() }));
        let imports = self.imports.iter().map(|(at, import)| (at.clone(), Import { location: None, ..import.clone() }));
        Digest::of_json(&Self {
            functions: functions.collect(),
            stores: stores.collect(),
            imports: imports.collect(),
            released: self.released.clone(),
            moved: self.moved.clone(),
        })
    }
}
