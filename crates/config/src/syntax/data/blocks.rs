//! From data to the document tree. Blocks are members, labels are members of members, a list repeats a block, and every string
//! is a template. Which members of a block are blocks themselves only its schema knows: see [`blocks_of`](super::blocks_of).

use super::{MOST_DEPTH, Member, Node, Value, offsets::offsets};
use crate::{
    problem::{Place, Problems},
    syntax::{
        hcl::{self, Origin},
        tree::{Attribute, Block, Body, Entry, Expression, Key, Kind, Label},
    },
};
use alloc::{borrow::ToOwned, format, vec::Vec};
use connfn_core::{diagnostic::Code, ordered::Map};

/// The blocks of a document.
pub(in crate::syntax) fn document(text: &str, root: &Node, problems: &mut Problems) -> Body {
    let mut convert = Convert { text, problems, literal: false, depth: 0 };
    let mut body = Body::of_json();
    match &root.value {
        Value::Map(members) => convert.document(members, &mut body),
        Value::List(roots) => {
            for root in roots {
                match &root.value {
                    Value::Map(members) => convert.document(members, &mut body),
                    _ => convert.refuse(root, "a document is an object, or an array of objects"),
                }
            }
        }
        _ => convert.refuse(root, "a document is an object, or an array of objects"),
    }
    body
}

/// The values of variables, in which strings stand for themselves.
pub(in crate::syntax) fn assignments(text: &str, root: &Node, problems: &mut Problems) -> Body {
    let mut convert = Convert { text, problems, literal: true, depth: 0 };
    if let Value::Map(members) = &root.value {
        return convert.body(members, false);
    }
    convert.refuse(root, "a file of values is an object");
    Body::of_json()
}

/// How many labels a block of the top level has.
fn labels(kind: &str) -> usize {
    match kind {
        "resource" | "data" | "ephemeral" => 2,
        "provider" | "variable" | "output" | "module" | "check" => 1,
        _ => 0,
    }
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
    fn refuse(&mut self, node: &Node, message: &str) {
        self.problems.add(Code::Syntax, node.place, message);
    }

    fn document(&mut self, root: &[Member], body: &mut Body) {
        for member in without_comments(root) {
            self.blocks(&member.name, member.place, labels(&member.name), &[], &member.node, &mut body.blocks);
        }
    }

    fn blocks(
        &mut self,
        kind: &str,
        place: Place,
        missing: usize,
        labels: &[Label],
        node: &Node,
        out: &mut Vec<Block>,
    ) {
        match &node.value {
            Value::List(items) => {
                for item in items {
                    // A list within a list means nothing more, so it is not followed further.
                    match item.value {
                        Value::List(_) => self.refuse(item, "expected an object"),
                        _ => self.blocks(kind, place, missing, labels, item, out),
                    }
                }
            }
            Value::Map(members) if missing > 0 => {
                for member in without_comments(members) {
                    let mut labels = labels.to_vec();
                    labels.push(Label { text: member.name.clone(), place: member.place });
                    self.blocks(kind, place, missing - 1, &labels, &member.node, out);
                }
            }
            Value::Map(members) => {
                let body = self.body(members, kind == "variable");
                out.push(Block {
                    kind: kind.to_owned(),
                    header: labels.last().map_or(place, |label| label.place),
                    kind_place: place,
                    labels: labels.to_vec(),
                    body,
                });
            }
            Value::Null => {}
            _ => self.refuse(node, "expected an object, or an array of objects"),
        }
    }

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
            return too_deep(node.place, self.problems);
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

/// Reports a value that is nested too deeply, at its first character.
pub(in crate::syntax) fn too_deep(place: Place, problems: &mut Problems) -> Expression {
    let place = Place { end: place.start + 1, ..place };
    problems
        .add(Code::Syntax, place, "the nesting is too deep")
        .help(format!("connfn reads values of at most {MOST_DEPTH} levels"));
    Expression { place, kind: Kind::Unsupported("") }
}

/// The members that are not comments.
fn without_comments(members: &[Member]) -> impl Iterator<Item = &Member> {
    members.iter().filter(|member| member.name != "//")
}

/// The place of a key with its quotes, if it has any.
fn quoted(text: &str, place: Place) -> Place {
    let around = place.start.checked_sub(1).and_then(|start| text.get(start..=place.end));
    let is_quoted = around.is_some_and(|around| {
        ['"', '\''].iter().any(|quote| around.len() > 1 && around.starts_with(*quote) && around.ends_with(*quote))
    });
    if is_quoted { Place { start: place.start - 1, end: place.end + 1, ..place } } else { place }
}
