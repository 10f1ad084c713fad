//! Decoding a block by its schema: unknown, missing, computed and repeated arguments, and types. Every problem in the block
//! is reported; a value that already failed is passed on as such and stays silent. A block holds blocks, also by way of `dynamic`,
//! which is why that stands in here.

mod dynamic;

use super::{
    check,
    decoded::{Decoded, Given, Tag},
    lifecycle, meta,
    table::{Argument, Nested, Schema, Type},
};
use crate::{
    evaluate::{Data, Evaluator, Value},
    problem::Place,
    suggest::{did_you_mean, nearest},
    syntax::{Attribute, Block, Body, blocks_of},
};
use alloc::{
    borrow::{Cow, ToOwned},
    format,
    string::String,
    vec::Vec,
};
use connfn_core::ordered::{Map, Set};
use connfn_core::{address::ResourceType, desired, diagnostic::Code};
use dynamic::dynamic_blocks_of;

/// Decodes blocks with an evaluator.
#[derive(Debug)]
pub(crate) struct Decoder<'e, 'a, 's> {
    pub(crate) evaluator: &'e mut Evaluator<'a, 's>,
}

impl Decoder<'_, '_, '_> {
    /// Decodes a body; `header` is where what is missing is reported.
    pub(crate) fn decode(&mut self, body: &Body, schema: &'static Schema, header: Place, what: &str) -> Decoded {
        let mut decoded = Decoded::default();
        let (attributes, blocks) = self.split(body, schema, &mut decoded);
        for attribute in attributes {
            self.attribute(attribute, schema, what, &mut decoded);
        }
        let mut first: Map<&'static str, Place> = Map::new();
        for block in &blocks {
            self.block(block, schema, what, &mut first, &mut decoded);
        }
        // What is only misspelled is not missing too.
        for name in core::mem::take(&mut decoded.misspelled) {
            match schema.arguments.iter().find(|argument| argument.name == name) {
                Some(argument) => {
                    decoded.values.entry(argument.name).or_insert(Given::Bad);
                }
                None => decoded.mark_bad(name),
            }
        }
        for argument in schema.arguments.iter().filter(|argument| argument.required) {
            if !decoded.values.contains_key(argument.name) {
                self.missing(&format!("the required argument `{}`", argument.name), header, what);
                decoded.values.insert(argument.name, Given::Bad);
            }
        }
        for nested in schema.blocks.iter().filter(|nested| nested.required) {
            if !decoded.blocks.contains_key(nested.name) && !decoded.is_bad(nested.name) {
                self.missing(&format!("the required block `{}`", nested.name), header, what);
                decoded.bad_blocks.push(nested.name);
            }
        }
        decoded
    }

    fn missing(&mut self, missing: &str, header: Place, what: &str) {
        self.evaluator.problems.add(Code::MissingArgument, header, format!("{what} lacks {missing}"));
    }

    /// Tells the arguments of a JSON body from its blocks.
    fn split<'b>(
        &mut self,
        body: &'b Body,
        schema: &Schema,
        decoded: &mut Decoded,
    ) -> (Vec<&'b Attribute>, Vec<Cow<'b, Block>>) {
        let mut attributes = Vec::new();
        let mut blocks: Vec<Cow<'_, Block>> = body.blocks.iter().map(Cow::Borrowed).collect();
        for attribute in &body.attributes {
            let nested = schema.blocks.iter().find(|nested| nested.name == attribute.name);
            let is_block = nested.is_some()
                || schema.not_honoured.contains(&attribute.name.as_str())
                || (schema.resource.is_some() && meta::BLOCKS.contains(&attribute.name.as_str()));
            if body.json && attribute.name == "dynamic" {
                match dynamic_blocks_of(attribute) {
                    Some(found) => blocks.extend(found.into_iter().map(Cow::Owned)),
                    None => {
                        self.is_no_block(attribute, true);
                        // It may stand for any of them.
                        decoded.bad_blocks.extend(schema.blocks.iter().map(|nested| nested.name));
                    }
                }
                continue;
            }
            if !is_block {
                attributes.push(attribute);
                continue;
            }
            match body.json.then(|| blocks_of(attribute)).flatten() {
                Some(found) => blocks.extend(found.into_iter().map(Cow::Owned)),
                None => {
                    self.is_no_block(attribute, body.json);
                    decoded.bad_blocks.extend(nested.map(|nested| nested.name));
                }
            }
        }
        (attributes, blocks)
    }

    /// Reports that a value is given where a block is wanted.
    pub(super) fn is_no_block(&mut self, attribute: &Attribute, json: bool) {
        let name = &attribute.name;
        let help =
            if json { "write an object".to_owned() } else { format!("write it without the `=`: `{name} {{ … }}`") };
        self.evaluator
            .problems
            .add(Code::WrongType, attribute.place, format!("`{name}` is a block and has no value"))
            .help(help);
    }

    fn attribute(&mut self, attribute: &Attribute, schema: &'static Schema, what: &str, decoded: &mut Decoded) {
        let name = attribute.name.as_str();
        if let Some(argument) = schema.arguments.iter().find(|argument| argument.name == name) {
            let given = self.convert(attribute, argument, what);
            decoded.values.insert(argument.name, given);
        } else if schema.computed.contains(&name) {
            self.evaluator
                .problems
                .add(Code::ComputedArgument, attribute.place, format!("`{name}` is set by CloudFront"))
                .help("remove it; other resources can refer to it");
        } else if !(schema.resource.is_some() && meta::ARGUMENTS.contains(&name)) {
            self.unknown(name, attribute.place, schema, what, decoded);
        }
    }

    fn block(
        &mut self,
        block: &Block,
        schema: &'static Schema,
        what: &str,
        first: &mut Map<&'static str, Place>,
        decoded: &mut Decoded,
    ) {
        let name = block.kind.as_str();
        if let Some(nested) = schema.blocks.iter().find(|nested| nested.name == name) {
            self.nested(block, nested, first, decoded);
        } else if schema.not_honoured.contains(&name) {
            meta::not_honoured(self.evaluator.problems, block.kind_place, &format!("`{name}`"), None);
        } else if schema.resource.is_some_and(|kind| self.meta_block(block, kind, decoded)) {
        } else if schema.arguments.iter().any(|argument| argument.name == name) {
            self.evaluator
                .problems
                .add(Code::WrongType, block.kind_place, format!("`{name}` is an argument and not a block"))
                .help(format!("write `{name} = …`"));
            for argument in schema.arguments.iter().filter(|argument| argument.name == name) {
                decoded.values.insert(argument.name, Given::Bad);
            }
        } else if name == "dynamic" {
            self.dynamic(block, schema, what, first, decoded);
        } else {
            self.unknown(name, block.kind_place, schema, what, decoded);
        }
    }

    pub(super) fn nested(
        &mut self,
        block: &Block,
        nested: &'static Nested,
        first: &mut Map<&'static str, Place>,
        decoded: &mut Decoded,
    ) {
        if let Some(label) = block.labels.first() {
            self.evaluator.problems.add(
                Code::InvalidLabels,
                label.place,
                format!("the block `{}` has no labels", nested.name),
            );
        }
        if let Some(before) = first.insert(nested.name, block.header) {
            let first_place = before;
            first.insert(nested.name, before);
            self.evaluator
                .problems
                .add(Code::TooManyBlocks, block.header, format!("only one `{}` block may stand here", nested.name))
                .related("the first one", first_place);
            return;
        }
        let inside = self.decode(&block.body, nested.schema, block.header, &format!("`{}`", nested.name));
        decoded.blocks.insert(nested.name, (block.header, inside));
    }

    pub(super) fn unknown(
        &mut self,
        name: &str,
        place: Place,
        schema: &'static Schema,
        what: &str,
        decoded: &mut Decoded,
    ) {
        let names =
            schema.arguments.iter().map(|argument| argument.name).chain(schema.blocks.iter().map(|nested| nested.name));
        let problem =
            self.evaluator.problems.add(Code::UnknownArgument, place, format!("{what} has no argument `{name}`"));
        if let Some(help) = did_you_mean(name, names.clone(), "there are") {
            problem.help(help);
        }
        decoded.misspelled.extend(nearest(name, names));
    }

    /// Evaluates an argument and converts it as Terraform would.
    fn convert(&mut self, attribute: &Attribute, argument: &Argument, what: &str) -> Given {
        let value = self.evaluator.evaluate(&attribute.value);
        match (&value.data, argument.kind) {
            (Data::Unknown, _) => Given::Bad,
            (Data::Null(_), _) if argument.required => {
                let message = format!("`{}` is required, but it is null", argument.name);
                self.evaluator.problems.add(Code::MissingArgument, value.place, message);
                let _ = what;
                Given::Bad
            }
            (Data::Null(_), _) => Given::Absent,
            (data, Type::String) => match data.to_text() {
                Some(text) => Given::Text(value.place, text),
                None => check::wrong_type(self.evaluator, argument.name, "a string", &value),
            },
            (data, Type::Bool) => match data.to_bool() {
                Some(found) => Given::Bool(found),
                None if data.reference().is_some() => {
                    self.evaluator.not_known_yet(&value, &format!("`{}`", argument.name));
                    Given::Bad
                }
                None => check::wrong_type(self.evaluator, argument.name, "a bool", &value),
            },
            (Data::Object(members), Type::Tags) => {
                let mut tags = Map::new();
                let mut bad = false;
                for (key, member) in members {
                    let text = match &member.value.data {
                        // Terraform sends a null value as an empty one.
                        Data::Null(_) => Some(desired::Value::literal("")),
                        data => data.to_text(),
                    };
                    match text {
                        Some(text) => {
                            tags.insert(key.clone(), Tag { key: member.key, place: member.value.place, value: text });
                        }
                        None if member.value.data.is_unknown() => bad = true,
                        None => {
                            check::wrong_type(
                                self.evaluator,
                                &format!("{}.{key}", argument.name),
                                "a string",
                                &member.value,
                            );
                            bad = true;
                        }
                    }
                }
                Given::Tags(value.place, tags, !bad)
            }
            (_, Type::Tags) => check::wrong_type(self.evaluator, argument.name, "a map of strings", &value),
            (Data::List(items) | Data::Set(items), Type::Names) => {
                let names: Option<Set<String>> = items.iter().map(|item| self.name(argument.name, item)).collect();
                names.map_or(Given::Bad, Given::Names)
            }
            (_, Type::Names) => check::wrong_type(self.evaluator, argument.name, "a list of strings", &value),
        }
    }

    /// One of several names. `None` if it is none, which is reported.
    fn name(&mut self, argument: &str, item: &Value) -> Option<String> {
        match item.data.to_text() {
            Some(text) => check::known(self.evaluator, item.place, &text, argument),
            None if item.data.is_unknown() => None,
            None if item.data.reference().is_some() => {
                self.evaluator.not_known_yet(item, &format!("each of `{argument}`"));
                None
            }
            None => {
                let message = format!("each of `{argument}` is a string, but this is {}", item.data.noun());
                self.evaluator.problems.add(Code::WrongType, item.place, message);
                None
            }
        }
    }

    /// Takes a block that every resource may have. Whether it was one.
    fn meta_block(&mut self, block: &Block, kind: ResourceType, decoded: &mut Decoded) -> bool {
        match block.kind.as_str() {
            "lifecycle" => lifecycle::decode(self.evaluator, block, kind, decoded),
            name @ ("provisioner" | "connection") => {
                meta::not_honoured(self.evaluator.problems, block.header, &format!("`{name}`"), None);
            }
            _ => return false,
        }
        true
    }
}
