//! What each resource takes: tables of arguments and blocks, the decoding that they steer, and the rules for single values.
//! It must not look at other resources.

mod check;
mod condition;
mod decode;
mod dynamic;
mod function;
#[cfg(feature = "schema")]
mod json;
mod lifecycle;
mod meta;
mod provider;
mod shape;
mod store;

pub(crate) use condition::{Verdict, judge};
pub(crate) use decode::Decoder;
pub(crate) use function::{CODE, function};
#[cfg(feature = "schema")]
pub use json::json_schema;
pub(crate) use lifecycle::{hold, postconditions};
pub(crate) use meta::provider_reference;
pub(crate) use provider::{ProviderTags, provider_tags, references_of_provider_tags};
pub(crate) use shape::{Shape, blocks_named};
pub(crate) use store::store;

use connfn_core::{address::ResourceType, desired::Value};

/// The type that an argument has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Type {
    String,
    Bool,
    /// A map of strings.
    Tags,
    /// A list or set of strings, known while planning.
    Names,
}

#[derive(Debug)]
pub(crate) struct Argument {
    name: &'static str,
    kind: Type,
    required: bool,
}

/// A block within a block.
#[derive(Debug)]
pub(crate) struct Nested {
    name: &'static str,
    schema: &'static Schema,
    required: bool,
}

/// What may stand in a block.
#[derive(Debug)]
pub(crate) struct Schema {
    arguments: &'static [Argument],
    /// Each may stand once.
    blocks: &'static [Nested],
    /// Attributes that CloudFront sets, and that therefore cannot be written.
    computed: &'static [&'static str],
    /// The type of resource that it is, if it is one: then Terraform's own arguments for resources may stand in it.
    resource: Option<ResourceType>,
    /// Blocks that are accepted and reported as not honoured.
    not_honoured: &'static [&'static str],
}

const fn required(name: &'static str, kind: Type) -> Argument {
    Argument { name, kind, required: true }
}

const fn optional(name: &'static str, kind: Type) -> Argument {
    Argument { name, kind, required: false }
}

/// A managed resource that has been decoded.
#[derive(Debug)]
pub(crate) struct Resource<T> {
    /// What is desired, unless an error or a needed file stands in the way.
    pub(crate) desired: Option<T>,
    /// The name, if it is known, and where it is written.
    pub(crate) name: Option<(alloc::string::String, crate::problem::Place)>,
    /// What other resources may refer to.
    pub(crate) attributes: crate::evaluate::Data,
}

/// How many bytes of a text are known already.
fn known_bytes(text: &Value) -> usize {
    text.parts()
        .iter()
        .map(|part| match part {
            connfn_core::text::Part::Literal(text) => text.len(),
            connfn_core::text::Part::Reference(_) => 0,
        })
        .sum()
}

/// Whether a name is a block within a resource of a type and blocks within it. `None` if nothing is known of the type.
pub(crate) fn is_block(resource_type: &str, within: &[&str], name: &str) -> Option<bool> {
    let mut table = match ResourceType::parse(resource_type)? {
        ResourceType::ConnectionFunction => &function::FUNCTION,
        ResourceType::KeyValueStore => &store::STORE,
    };
    for kind in within {
        match table.blocks.iter().find(|nested| nested.name == *kind) {
            Some(nested) => table = nested.schema,
            None => return Some(false),
        }
    }
    Some(table.blocks.iter().any(|nested| nested.name == name))
}
