//! `provider "aws"`: only its `default_tags` matter. Credentials and regions come from where AWS's own tools take them.

use super::{
    Schema, Type, check,
    decode::{Decoder, Given, Tag},
    meta, optional,
};
use crate::{
    evaluate::{Name, references_of_body},
    problem::Place,
    syntax::{Block, blocks_of},
};
use alloc::{borrow::Cow, collections::BTreeMap, format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;

static DEFAULT_TAGS: Schema = Schema {
    arguments: &[optional("tags", Type::Tags)],
    blocks: &[],
    computed: &[],
    is_resource: false,
    not_honoured: &[],
};

/// The default tags of a provider configuration. `None` if they cannot be known, which is reported.
pub(crate) fn default_tags(decoder: &mut Decoder<'_, '_, '_>, provider: &Block) -> Option<BTreeMap<String, Tag>> {
    for block in named(provider, "ignore_tags") {
        let help = "tags that the configuration does not hold are removed";
        meta::not_honoured(decoder.evaluator.problems, block.header, "`ignore_tags`", Some(help));
    }
    let blocks = named(provider, "default_tags");
    let mut blocks = blocks.iter();
    let Some(block) = blocks.next() else { return Some(BTreeMap::new()) };
    if let Some(second) = blocks.next() {
        decoder
            .evaluator
            .problems
            .add(Code::TooManyBlocks, second.header, format!("only one `{}` block may stand here", second.kind))
            .related("the first one", block.header);
    }
    match decoder.decode(&block.body, &DEFAULT_TAGS, block.header, "`default_tags`").take("tags") {
        Given::Absent => Some(BTreeMap::new()),
        Given::Tags(_, tags, complete) => (check::tags(decoder.evaluator.problems, &tags) && complete).then_some(tags),
        _ => None,
    }
}

/// What the default tags refer to; the rest of the block is not worked out.
pub(crate) fn references_of_default_tags(provider: &Block) -> Vec<(Name, Place)> {
    named(provider, "default_tags").iter().flat_map(|block| references_of_body(&block.body)).collect()
}

/// The blocks of a name in a provider's block.
fn named<'b>(provider: &'b Block, name: &str) -> Vec<Cow<'b, Block>> {
    let mut found: Vec<_> = provider.body.blocks.iter().filter(|block| block.kind == name).map(Cow::Borrowed).collect();
    if let (true, Some(attribute)) = (provider.body.json, provider.body.attribute(name)) {
        found.extend(blocks_of(attribute).unwrap_or_default().into_iter().map(Cow::Owned));
    }
    found
}
