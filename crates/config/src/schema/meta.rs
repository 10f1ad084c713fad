//! Terraform's own arguments and blocks, which every resource may have. What connfn does not do with them it says.

use super::{
    Schema,
    decode::{Decoded, Decoder},
};
use crate::{
    evaluate::{Data, Value, static_reference},
    problem::{Place, Problems},
    syntax::{Block, Body},
};
use alloc::{format, string::String};
use connfn_core::ordered::Map;
use connfn_core::{address::ResourceType, diagnostic::Code};

/// Arguments that any resource may have. They are looked at where resources are put in order and multiplied.
pub(super) const ARGUMENTS: &[&str] = &["count", "depends_on", "for_each", "provider"];

/// Blocks that may stand in any resource.
pub(super) const BLOCKS: &[&str] = &["lifecycle", "provisioner", "connection"];

pub(super) fn not_honoured(problems: &mut Problems, place: Place, what: &str, help: Option<&str>) {
    let problem = problems.add(Code::NotHonoured, place, format!("connfn does not honour {what}"));
    if let Some(help) = help {
        problem.help(help);
    }
}

/// The provider configuration that a resource names: its name and alias, and where. `None` if it names none; an error is
/// the place of something that is no reference.
pub(crate) fn provider_reference(body: &Body) -> Result<Option<(String, Option<String>, Place)>, Place> {
    let Some(attribute) = body.attribute("provider") else { return Ok(None) };
    let place = attribute.value.place;
    match static_reference(&attribute.value).as_deref() {
        Some([(name, _)]) => Ok(Some((name.clone(), None, place))),
        Some([(name, _), (alias, _)]) => Ok(Some((name.clone(), Some(alias.clone()), place))),
        _ => Err(place),
    }
}

impl Decoder<'_, '_, '_> {
    /// Takes a block that every resource may have. Whether it was one.
    pub(super) fn meta_block(&mut self, block: &Block, kind: ResourceType, decoded: &mut Decoded) -> bool {
        match block.kind.as_str() {
            "lifecycle" => self.lifecycle(block, kind, decoded),
            name @ ("provisioner" | "connection") => {
                not_honoured(self.evaluator.problems, block.header, &format!("`{name}`"), None);
            }
            _ => return false,
        }
        true
    }

    /// Decodes the content of a `dynamic` block once for each item.
    pub(super) fn dynamic(
        &mut self,
        block: &Block,
        schema: &'static Schema,
        what: &str,
        first: &mut Map<&'static str, Place>,
        decoded: &mut Decoded,
    ) {
        let [label] = block.labels.as_slice() else {
            self.evaluator
                .problems
                .add(Code::InvalidLabels, block.header, "a `dynamic` block has one label")
                .help("the label names the blocks that it stands for");
            return;
        };
        let Some(nested) = schema.blocks.iter().find(|nested| nested.name == label.text) else {
            self.unknown(&label.text, label.place, schema, what, decoded);
            return;
        };
        let content = block.body.blocks.iter().find(|inner| inner.kind == "content");
        let (Some(content), Some(collection)) = (content, block.body.attribute("for_each")) else {
            self.evaluator
                .problems
                .add(Code::MissingArgument, block.header, "a `dynamic` block lacks its `for_each` or its `content`")
                .help("`content { … }` is the block that is made for each item of `for_each`");
            decoded.mark_bad(nested.name);
            return;
        };
        let iterator = match block.body.attribute("iterator").map(|attribute| static_reference(&attribute.value)) {
            None => label.text.clone(),
            Some(words) => match words.as_deref() {
                Some([(word, _)]) => word.clone(),
                _ => {
                    self.evaluator.problems.add(Code::WrongType, block.header, "`iterator` is a bare name");
                    decoded.mark_bad(nested.name);
                    return;
                }
            },
        };
        let collection = self.evaluator.evaluate(&collection.value);
        let Some(items) = self.evaluator.items(collection, "`for_each`") else {
            decoded.mark_bad(nested.name);
            return;
        };
        for (key, value) in items {
            let place = value.place;
            let bound = Data::object([
                (String::from("key"), place, Value::new(place, key)),
                (String::from("value"), place, value),
            ]);
            self.evaluator.bound.push((iterator.clone(), bound));
            self.nested(content, nested, first, decoded);
            self.evaluator.bound.pop();
        }
    }
}
