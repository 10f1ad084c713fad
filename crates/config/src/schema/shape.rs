//! The blocks of Terraform's own, such as `variable`: which arguments and blocks may stand in them. Values are not looked at.

use crate::{
    problem::Problems,
    suggest::did_you_mean,
    syntax::{Block, Body, blocks_of},
};
use alloc::{borrow::Cow, format, vec::Vec};
use connfn_core::diagnostic::Code;

/// What may stand in a block.
pub(crate) struct Shape {
    /// What the block is called in a sentence.
    pub(crate) what: &'static str,
    pub(crate) required: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
    pub(crate) blocks: &'static [&'static str],
}

impl Shape {
    /// Reports what may not stand in a block, and what is missing.
    pub(crate) fn check(&self, block: &Block, problems: &mut Problems) {
        let Self { what, required, optional, blocks } = *self;
        let is_argument = |name: &str| required.contains(&name) || optional.contains(&name);
        let mut misspelled = Vec::new();
        let mut unknown = |name: &str, place, problems: &mut Problems| {
            let names = || required.iter().chain(optional).chain(blocks).copied();
            let problem = problems.add(Code::UnknownArgument, place, format!("{what} has no argument `{name}`"));
            if let Some(help) = did_you_mean(name, names(), "there are") {
                problem.help(help);
            }
            misspelled.extend(crate::suggest::nearest(name, names()));
        };
        for attribute in &block.body.attributes {
            let name = attribute.name.as_str();
            let is_block = blocks.contains(&name);
            if is_block && (!block.body.json || blocks_of(attribute).is_none()) {
                let help = if block.body.json {
                    Cow::Borrowed("write an object")
                } else {
                    Cow::Owned(format!("write it without the `=`: `{name} {{ … }}`"))
                };
                problems
                    .add(Code::WrongType, attribute.place, format!("`{name}` is a block and has no value"))
                    .help(help);
            } else if !is_block && !is_argument(name) {
                unknown(name, attribute.place, problems);
            }
        }
        for inner in &block.body.blocks {
            let name = inner.kind.as_str();
            if is_argument(name) {
                problems
                    .add(Code::WrongType, inner.kind_place, format!("`{name}` is an argument and not a block"))
                    .help(format!("write `{name} = …`"));
            } else if !blocks.contains(&name) {
                unknown(name, inner.kind_place, problems);
            }
        }
        for name in required {
            let is_there = block.body.attribute(name).is_some()
                || misspelled.contains(name)
                || block.body.blocks.iter().any(|inner| inner.kind == *name);
            if !is_there {
                problems.add(
                    Code::MissingArgument,
                    block.header,
                    format!("{what} lacks the required argument `{name}`"),
                );
            }
        }
    }
}

/// The blocks of a kind in a body, in either syntax.
pub(crate) fn blocks_named<'b>(body: &'b Body, kind: &str) -> Vec<Cow<'b, Block>> {
    let mut found: Vec<_> = body.blocks.iter().filter(|block| block.kind == kind).map(Cow::Borrowed).collect();
    if let (true, Some(attribute)) = (body.json, body.attribute(kind)) {
        found.extend(blocks_of(attribute).unwrap_or_default().into_iter().map(Cow::Owned));
    }
    found
}
