//! From data to the document tree. Blocks are members, labels are members of members, a list repeats a block, and every string
//! is a template. Which members of a block are blocks themselves only its schema knows: see [`blocks_of`](super::blocks_of).

use super::offsets::offsets;
use crate::{
    problem::{Place, Problems},
    syntax::{
        hcl::{self, Origin},
        kinds::labels_of,
        node::{MOST_DEPTH, Member, Node, Value, too_deep, without_comments},
        tree::{Attribute, Block, Body, Entry, Expression, Key, Kind, Label},
    },
};
use alloc::{borrow::ToOwned, format, vec::Vec};
use connfn_core::{diagnostic::Code, ordered::Map};

/// The blocks of a document.
pub(in crate::syntax) fn document(text: &str, root: &Node, problems: &mut Problems) -> Body {
    let mut document = Body::of_json();
    for Found { kind, place, labels, members } in blocks_in(root, problems) {
        let mut convert = Convert { text, problems, literal: false, depth: 0 };
        let body = convert.body(members, kind == "variable");
        document.blocks.push(Block {
            kind: kind.to_owned(),
            header: labels.last().map_or(place, |label| label.place),
            kind_place: place,
            labels,
            body,
        });
    }
    document
}

/// A block of the top level.
#[derive(Debug)]
pub(crate) struct Found<'n> {
    pub(crate) kind: &'n str,
    pub(crate) place: Place,
    pub(crate) labels: Vec<Label>,
    pub(crate) members: &'n [Member],
}

/// The blocks of a document, without their comments.
pub(crate) fn blocks_in<'n>(root: &'n Node, problems: &mut Problems) -> Vec<Found<'n>> {
    let mut found = Vec::new();
    let roots = match &root.value {
        Value::List(roots) => roots.as_slice(),
        _ => core::slice::from_ref(root),
    };
    for root in roots {
        let Value::Map(members) = &root.value else {
            refuse(root, "a document is an object, or an array of objects", problems);
            continue;
        };
        for member in without_comments(members) {
            find(member, &member.node, labels_of(&member.name).unwrap_or_default(), &[], &mut found, problems);
        }
    }
    found
}

fn find<'n>(
    block: &'n Member,
    node: &'n Node,
    missing: usize,
    labels: &[Label],
    out: &mut Vec<Found<'n>>,
    problems: &mut Problems,
) {
    match &node.value {
        Value::List(items) => {
            for item in items {
                // A list within a list means nothing more, so it is not followed further.
                match item.value {
                    Value::List(_) => refuse(item, "expected an object", problems),
                    _ => find(block, item, missing, labels, out, problems),
                }
            }
        }
        Value::Map(members) if missing > 0 => {
            for member in without_comments(members) {
                let mut labels = labels.to_vec();
                labels.push(Label { text: member.name.clone(), place: member.place });
                find(block, &member.node, missing - 1, &labels, out, problems);
            }
        }
        Value::Map(members) => {
            out.push(Found { kind: &block.name, place: block.place, labels: labels.to_vec(), members });
        }
        Value::Null => {}
        _ => refuse(node, "expected an object, or an array of objects", problems),
    }
}

fn refuse(node: &Node, message: &str, problems: &mut Problems) {
    problems.add(Code::Syntax, node.place, message);
}

/// The values of variables, in which strings stand for themselves.
pub(in crate::syntax) fn assignments(text: &str, root: &Node, problems: &mut Problems) -> Body {
    if let Value::Map(members) = &root.value {
        return Convert { text, problems, literal: true, depth: 0 }.body(members, false);
    }
    refuse(root, "a file of values is an object", problems);
    Body::of_json()
}

struct Convert<'a> {
    text: &'a str,
    problems: &'a mut Problems,
    /// Whether strings stand for themselves instead of being templates.
    literal: bool,
    /// How deep the value is that is being converted.
    depth: usize,
}

impl Convert<'_> {
    fn body(&mut self, members: &[Member], is_variable: bool) -> Body {
        let mut body = Body::of_json();
        let literal = self.literal;
        for member in without_comments(members) {
            // A variable's default is there before anything that a template could refer to.
            self.literal = literal || (is_variable && member.name != "validation");
            let value = self.expression(&member.node);
            let attribute = Attribute { name: member.name.clone(), place: member.place, value };
            body.push(attribute, self.problems);
        }
        self.literal = literal;
        body
    }

    fn expression(&mut self, node: &Node) -> Expression {
        if self.depth == MOST_DEPTH {
            too_deep(node.place, self.problems);
            return Expression { place: node.place, kind: Kind::Unsupported("") };
        }
        self.depth += 1;
        let expression = self.value(node);
        self.depth -= 1;
        expression
    }

    fn value(&mut self, node: &Node) -> Expression {
        let place = node.place;
        let kind = match &node.value {
            Value::Null => Kind::Null,
            Value::Bool(value) => Kind::Bool(*value),
            Value::Number(text) => Kind::Number(text.clone()),
            Value::String(text) => return self.string(text, place),
            Value::Expression(text) => {
                let written = hcl::parse_reported_expression(place.file, text, Origin::Whole(place), self.problems);
                written.map_or(Kind::Unsupported(""), |written| written.kind)
            }
            Value::List(items) => Kind::List(items.iter().map(|item| self.expression(item)).collect()),
            Value::Map(members) => Kind::Object(self.entries(members)),
        };
        Expression { place, kind }
    }

    fn entries(&mut self, members: &[Member]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: Map<&str, Place> = Map::new();
        for member in members {
            let name = member.name.as_str();
            if let Some(first) = seen.get(name) {
                self.problems
                    .add(Code::DuplicateArgument, member.place, format!("`{name}` is given twice"))
                    .related("first given here", *first);
                continue;
            }
            seen.insert(name, member.place);
            // A key is a template too.
            let key = if self.literal || !name.contains("${") {
                Key::Word(member.name.clone(), member.place)
            } else {
                Key::Expression(self.string(name, quoted(self.text, member.place)))
            };
            entries.push(Entry { key, value: self.expression(&member.node) });
        }
        entries
    }

    fn string(&mut self, text: &str, place: Place) -> Expression {
        if self.literal || (!text.contains("${") && !text.contains("%{")) {
            return Expression { place, kind: Kind::String(text.to_owned()) };
        }
        let origin = Origin::Decoded(offsets(self.text, place, text));
        hcl::parse_template(place.file, text, origin, place, self.problems)
    }
}

/// The place of a key with its quotes, if it has any.
fn quoted(text: &str, place: Place) -> Place {
    let around = place.start.checked_sub(1).and_then(|start| text.get(start..=place.end));
    let is_quoted = around.is_some_and(|around| {
        ['"', '\''].iter().any(|quote| around.len() > 1 && around.starts_with(*quote) && around.ends_with(*quote))
    });
    if is_quoted { Place { start: place.start - 1, end: place.end + 1, ..place } } else { place }
}
