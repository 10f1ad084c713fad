//! `dynamic`: a block that is made for each item of a collection.

use super::Decoder;
use crate::{
    evaluate::{Data, Value, static_reference},
    problem::Place,
    schema::{
        decoded::Decoded,
        shape::{Shape, blocks_named},
        table::Schema,
    },
    syntax::{Attribute, Block, Entry, Expression, Key, Kind, Label, blocks_of},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::{diagnostic::Code, ordered::Map};

const SHAPE: Shape = Shape {
    what: "a `dynamic` block",
    required: &["for_each"],
    optional: &["iterator", "labels"],
    blocks: &["content"],
};

/// The `dynamic` blocks that a member of a JSON body is. `None` if it cannot be any.
pub(super) fn dynamic_blocks_of(attribute: &Attribute) -> Option<Vec<Block>> {
    let mut found = Vec::new();
    for Entry { key, value } in objects(&attribute.value)?.into_iter().flatten() {
        let Key::Word(label, place) = key else { return None };
        let member = Attribute { name: attribute.name.clone(), place: *place, value: value.clone() };
        for block in blocks_of(&member)? {
            let label = Label { text: label.clone(), place: *place };
            found.push(Block { labels: [label].into(), ..block });
        }
    }
    Some(found)
}

/// The entries of an object, or of each object of a list.
fn objects(value: &Expression) -> Option<Vec<&[Entry]>> {
    match &value.kind {
        Kind::Object(entries) => Some([entries.as_slice()].into()),
        Kind::List(items) => items
            .iter()
            .map(|item| match &item.kind {
                Kind::Object(entries) => Some(entries.as_slice()),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

impl Decoder<'_, '_, '_> {
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
        let mark = self.evaluator.problems.mark();
        SHAPE.check(block, self.evaluator.problems);
        let contents = blocks_named(&block.body, "content");
        self.check_content(block, &contents);
        let iterator = self.iterator(block, &label.text);
        let (Some(content), Some(iterator), Some(collection)) =
            (contents.first(), iterator, block.body.attribute("for_each"))
        else {
            decoded.mark_bad(nested.name);
            return;
        };
        if self.evaluator.problems.failed_since(mark) {
            decoded.mark_bad(nested.name);
        }
        let collection = self.evaluator.evaluate(&collection.value);
        if matches!(collection.data, Data::Later(_)) {
            let help = "the items may be attributes that CloudFront sets, but only those of a list: `[…]`";
            self.evaluator.not_known_yet_but(&collection, "`for_each`", help);
        }
        let Ok(items) = self.evaluator.pairs(collection, "`for_each`") else {
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

    fn check_content(&mut self, block: &Block, contents: &[alloc::borrow::Cow<'_, Block>]) {
        let problems = &mut *self.evaluator.problems;
        match contents {
            [] => {
                problems
                    .add(Code::MissingArgument, block.header, "a `dynamic` block lacks its `content`")
                    .help("`content { … }` is the block that is made for each item of `for_each`");
            }
            [first, second, ..] => {
                problems
                    .add(Code::TooManyBlocks, second.header, "only one `content` block may stand here")
                    .related("the first one", first.header);
            }
            [_] => {}
        }
        if let Some(labels) = block.body.attribute("labels") {
            let name = block.labels.first().map(|label| label.text.as_str()).unwrap_or_default();
            problems
                .add(Code::InvalidLabels, labels.place, format!("the block `{name}` has no labels"))
                .help("remove it");
        }
    }

    /// The name that stands for the item. `None` if that is none, which is reported.
    fn iterator(&mut self, block: &Block, label: &str) -> Option<String> {
        let Some(attribute) = block.body.attribute("iterator") else { return Some(label.into()) };
        match static_reference(&attribute.value).as_deref() {
            Some([(word, _)]) => Some(word.clone()),
            _ => {
                self.evaluator
                    .problems
                    .add(Code::WrongType, attribute.value.place, "`iterator` is a bare name")
                    .help("write `iterator = item`, and `item.value` in the content");
                None
            }
        }
    }
}
