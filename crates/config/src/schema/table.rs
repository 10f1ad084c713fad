//! The form of the tables that say what may stand in a block.

use connfn_core::address::ResourceType;

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
    pub(crate) name: &'static str,
    pub(crate) kind: Type,
    pub(crate) required: bool,
}

/// A block within a block.
#[derive(Debug)]
pub(crate) struct Nested {
    pub(crate) name: &'static str,
    pub(crate) schema: &'static Schema,
    pub(crate) required: bool,
}

/// What may stand in a block.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) arguments: &'static [Argument],
    /// Each may stand once.
    pub(crate) blocks: &'static [Nested],
    /// Attributes that CloudFront sets, and that therefore cannot be written.
    pub(crate) computed: &'static [&'static str],
    /// The type of resource that it is, if it is one: then Terraform's own arguments for resources may stand in it.
    pub(crate) resource: Option<ResourceType>,
    /// Blocks that are accepted and reported as not honoured.
    pub(crate) not_honoured: &'static [&'static str],
}

pub(crate) const fn required(name: &'static str, kind: Type) -> Argument {
    Argument { name, kind, required: true }
}

pub(crate) const fn optional(name: &'static str, kind: Type) -> Argument {
    Argument { name, kind, required: false }
}
