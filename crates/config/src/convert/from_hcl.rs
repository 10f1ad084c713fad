//! From the tree of HCL to blocks of data. What is no value in itself is copied out of the source.

use super::{
    blocks::{Block, put, refuse},
    shape::{Context, Shape},
};
use crate::{
    problem::{Place, Problems},
    syntax::{
        Body, Entry, Expression, Key, Kind, Part, Unary,
        hcl::written::{parts_bare, template_of},
        labels_of,
        node::{Member, Node, Value},
    },
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

/// Adds the blocks of a document.
pub(super) fn blocks(body: &Body, text: &str, blocks: &mut Vec<Block>, problems: &mut Problems) {
    let mut convert = Convert { text, problems };
    for attribute in &body.attributes {
        let help = "a value of one's own is declared in a `locals` block";
        refuse(convert.problems, attribute.place, "an argument outside every block has no meaning", help);
    }
    for block in &body.blocks {
        if block.labels.len() != labels_of(&block.kind).unwrap_or_default() {
            let help = "see what `connfn validate` says of it";
            refuse(convert.problems, block.header, "this block has not the labels that it needs", help);
            continue;
        }
        let label = block.labels.first().map_or("", |label| label.text.as_str());
        let context = Context { top: &block.kind, label, within: Vec::new() };
        let members = convert.body(&block.body, &context);
        blocks.push(Block { kind: block.kind.clone(), place: block.header, labels: block.labels.clone(), members });
    }
}

struct Convert<'a> {
    text: &'a str,
    problems: &'a mut Problems,
}

impl Convert<'_> {
    fn source(&self, place: Place) -> &str {
        self.text.get(place.start..place.end).unwrap_or_default()
    }

    fn body(&mut self, body: &Body, context: &Context<'_>) -> Vec<Member> {
        let mut members = Vec::new();
        for attribute in &body.attributes {
            let node = match context.shape(&attribute.name) {
                Shape::Literal => self.literal(&attribute.value),
                Shape::Bare => self.bare(&attribute.value),
                Shape::Template | Shape::Block(_) | Shape::Unknown => self.template(&attribute.value),
            };
            members.push(Member { name: attribute.name.clone(), place: attribute.place, node });
        }
        for block in &body.blocks {
            let context = context.inside(&block.kind, block.labels.first().map(|label| label.text.as_str()));
            let inside = self.body(&block.body, &context);
            if body.attribute(&block.kind).is_some() {
                let help = "give one of them another name";
                refuse(self.problems, block.header, "this name stands for an argument and for a block", help);
                continue;
            }
            let node = Node { place: block.header, value: Value::Map(inside) };
            put(&mut members, (&block.kind, block.kind_place), &block.labels, node, self.problems);
        }
        members
    }

    /// A value in which strings are templates.
    fn template(&mut self, expression: &Expression) -> Node {
        let value = match &expression.kind {
            Kind::String(text) => Value::String(template_of(text)),
            Kind::Template(parts) => Value::String(self.parts(parts)),
            Kind::List(items) => Value::List(items.iter().map(|item| self.template(item)).collect()),
            Kind::Object(entries) => match self.keys(entries) {
                Some(keys) => {
                    let members = keys.into_iter().zip(entries).map(|(name, entry)| Member {
                        name,
                        place: entry.key.place(),
                        node: self.template(&entry.value),
                    });
                    Value::Map(members.collect::<Vec<_>>())
                }
                None => Value::Expression(self.source(expression.place).to_owned()),
            },
            _ => match plain(expression) {
                Some(value) => value,
                None => Value::Expression(self.source(expression.place).to_owned()),
            },
        };
        Node { place: expression.place, value }
    }

    fn parts(&self, parts: &[Part]) -> String {
        parts_bare(parts, &|place| self.text.get(place.start..place.end).unwrap_or_default())
    }

    /// The keys of an object as templates. `None` if two of them may be the same, which data does not allow.
    fn keys(&self, entries: &[Entry]) -> Option<Vec<String>> {
        let mut keys: Vec<String> = Vec::new();
        for entry in entries {
            let key = match &entry.key {
                Key::Word(word, _) => word.clone(),
                Key::Expression(Expression { kind: Kind::String(text), .. }) => template_of(text),
                Key::Expression(Expression { kind: Kind::Template(parts), .. }) => self.parts(parts),
                Key::Expression(other) => format!("${{{}}}", self.source(other.place)),
            };
            if keys.contains(&key) || key == "//" {
                return None;
            }
            keys.push(key);
        }
        Some(keys)
    }

    /// A value in which strings stand for themselves.
    fn literal(&mut self, expression: &Expression) -> Node {
        let value = match &expression.kind {
            Kind::String(text) => Some(Value::String(text.clone())),
            Kind::Template(parts) => {
                let texts = parts.iter().map(|part| match part {
                    Part::Literal(text) => Some(text.as_str()),
                    Part::Interpolation(_) | Part::If(_) | Part::For(_) => None,
                });
                texts.collect::<Option<String>>().map(Value::String)
            }
            Kind::List(items) => Some(Value::List(items.iter().map(|item| self.literal(item)).collect())),
            Kind::Object(entries) => {
                let mut members: Vec<Member> = Vec::new();
                for entry in entries {
                    let name = match &entry.key {
                        Key::Word(word, _) => word,
                        Key::Expression(Expression { kind: Kind::String(text), .. }) => text,
                        Key::Expression(other) => {
                            self.not_literal(other.place);
                            continue;
                        }
                    };
                    if members.iter().any(|member| member.name == *name) {
                        self.not_literal(entry.key.place());
                        continue;
                    }
                    let node = self.literal(&entry.value);
                    members.push(Member { name: name.clone(), place: entry.key.place(), node });
                }
                Some(Value::Map(members))
            }
            _ => plain(expression),
        };
        let value = value.unwrap_or_else(|| {
            self.not_literal(expression.place);
            Value::Null
        });
        Node { place: expression.place, value }
    }

    fn not_literal(&mut self, place: Place) {
        let help = "data holds only values here, which are not worked out: write the value itself";
        refuse(self.problems, place, "this expression has no place in data", help);
    }

    /// A reference or a type, or several.
    fn bare(&mut self, expression: &Expression) -> Node {
        let value = match &expression.kind {
            Kind::Null => Value::Null,
            Kind::String(text) => Value::String(text.clone()),
            Kind::List(items) => Value::List(items.iter().map(|item| self.bare(item)).collect()),
            Kind::Object(entries) => {
                let members = entries.iter().map(|entry| Member {
                    name: self.source(entry.key.place()).to_owned(),
                    place: entry.key.place(),
                    node: self.bare(&entry.value),
                });
                Value::Map(members.collect::<Vec<_>>())
            }
            _ => Value::String(self.source(expression.place).to_owned()),
        };
        Node { place: expression.place, value }
    }
}

/// A value that is the same in every format.
fn plain(expression: &Expression) -> Option<Value> {
    match &expression.kind {
        Kind::Null => Some(Value::Null),
        Kind::Bool(value) => Some(Value::Bool(*value)),
        Kind::Number(text) => is_number(text).then(|| Value::Number(text.clone())),
        Kind::Unary(Unary::Negate, inside) => match &inside.kind {
            Kind::Number(text) if is_number(text) && !text.starts_with('-') => Some(Value::Number(format!("-{text}"))),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a number of HCL is one of JSON and TOML: HCL has more ways to write one.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let leading = digits.starts_with('0') && digits.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    !leading
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'))
}
