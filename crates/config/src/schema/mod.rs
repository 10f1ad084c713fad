//! What each resource takes: tables of arguments and blocks, the decoding that they steer, and the rules for single values.
//! It must not look at other resources.

mod check;
mod condition;
mod decode;
mod decoded;
mod function;
mod lifecycle;
mod meta;
mod provider;
mod resource;
mod shape;
mod store;
mod table;

pub(crate) use condition::{Verdict, judge};
pub(crate) use decode::Decoder;
pub(crate) use function::{CODE, FUNCTION, function};
pub(crate) use lifecycle::{hold, postconditions};
pub(crate) use meta::provider_reference;
#[cfg(feature = "schema")]
pub(crate) use meta::{ARGUMENTS as META_ARGUMENTS, BLOCKS as META_BLOCKS};
#[cfg(feature = "schema")]
pub(crate) use provider::{DEFAULT_TAGS, IGNORE_TAGS};
pub(crate) use provider::{ProviderTags, provider_tags, references_of_provider_tags};
pub(crate) use shape::{Shape, blocks_named};
pub(crate) use store::{STORE, store};
#[cfg(feature = "schema")]
pub(crate) use table::{Argument, Nested, Schema, Type, optional};

use connfn_core::address::ResourceType;

/// Whether a name is a block within a resource of a type and blocks within it. `None` if nothing is known of the type.
pub(crate) fn is_block(resource_type: &str, within: &[&str], name: &str) -> Option<bool> {
    let mut table = match ResourceType::parse(resource_type)? {
        ResourceType::ConnectionFunction => &FUNCTION,
        ResourceType::KeyValueStore => &STORE,
    };
    for kind in within {
        match table.blocks.iter().find(|nested| nested.name == *kind) {
            Some(nested) => table = nested.schema,
            None => return Some(false),
        }
    }
    Some(table.blocks.iter().any(|nested| nested.name == name))
}
