//! Terraform's JSON syntax. Blocks are members, labels are members of members, an array repeats a block, and every string
//! is a template. Which members of a block are blocks themselves only its schema knows: see [`blocks_of`].

use super::{
    error,
    hcl::{self, Origin},
    tree::{Attribute, Block, Body, Entry, Expression, Key, Kind, Label},
};
use crate::problem::{Place, Problems};
use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;
use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, ObjectProp, ObjectPropName, StringLit, Value},
    common::Ranged,
};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses a document.
pub(super) fn parse(file: usize, text: &str, problems: &mut Problems) -> Body {
    let mut convert = Convert { file, text, problems, literal: false, depth: 0 };
    let mut body = Body::of_json();
    match jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(found) => match found.value {
            Some(Value::Object(root)) => convert.document(&root, &mut body),
            Some(Value::Array(roots)) => {
                for root in &roots.elements {
                    match root {
                        Value::Object(root) => convert.document(root, &mut body),
                        other => convert.refuse(other, "a document is an object, or an array of objects"),
                    }
                }
            }
            Some(other) => convert.refuse(&other, "a document is an object, or an array of objects"),
            None => {
                let place = Place::new(file, &(0..0));
                convert.problems.add(Code::Syntax, place, "the document is empty").help("write at least `{}`");
            }
        },
        Err(problem) => error::json(&problem, text, file, convert.problems),
    }
    body
}

/// Parses values of variables, in which strings stand for themselves.
pub(super) fn parse_assignments(file: usize, text: &str, problems: &mut Problems) -> Body {
    let mut convert = Convert { file, text, problems, literal: true, depth: 0 };
    match jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(found) => match found.value {
            Some(Value::Object(root)) => return convert.body(&root, false),
            Some(other) => convert.refuse(&other, "a file of values is an object"),
            None => {}
        },
        Err(problem) => error::json(&problem, text, file, convert.problems),
    }
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
    file: usize,
    text: &'a str,
    problems: &'a mut Problems,
    /// Whether strings stand for themselves instead of being templates.
    literal: bool,
    /// How deep the value is that is being converted.
    depth: usize,
}

/// As deep as HCL may be: what is built on it is walked by recursion.
const MOST_DEPTH: usize = 64;

impl Convert<'_> {
    fn place(&self, node: &impl Ranged) -> Place {
        let range = node.range();
        Place::new(self.file, &(range.start..range.end))
    }

    fn refuse(&mut self, node: &impl Ranged, message: &str) {
        let place = self.place(node);
        self.problems.add(Code::Syntax, place, message);
    }

    fn document(&mut self, root: &Object<'_>, body: &mut Body) {
        for member in members(root) {
            let kind = member.name.as_str();
            let place = self.name_place(member);
            self.blocks(kind, place, labels(kind), &[], &member.value, &mut body.blocks);
        }
    }

    fn blocks(
        &mut self,
        kind: &str,
        place: Place,
        missing: usize,
        labels: &[Label],
        value: &Value<'_>,
        out: &mut Vec<Block>,
    ) {
        match value {
            Value::Array(items) => {
                for item in &items.elements {
                    // An array within an array means nothing more, so it is not followed further.
                    match item {
                        Value::Array(_) => self.refuse(item, "expected an object"),
                        _ => self.blocks(kind, place, missing, labels, item, out),
                    }
                }
            }
            Value::Object(object) if missing > 0 => {
                for member in members(object) {
                    let mut labels = labels.to_vec();
                    labels.push(Label { text: member.name.as_str().to_owned(), place: self.name_place(member) });
                    self.blocks(kind, place, missing - 1, &labels, &member.value, out);
                }
            }
            Value::Object(object) => {
                let body = self.body(object, kind == "variable");
                out.push(Block {
                    kind: kind.to_owned(),
                    header: labels.last().map_or(place, |label| label.place),
                    kind_place: place,
                    labels: labels.to_vec(),
                    body,
                });
            }
            Value::NullKeyword(_) => {}
            other => self.refuse(other, "expected an object, or an array of objects"),
        }
    }

    fn body(&mut self, object: &Object<'_>, is_variable: bool) -> Body {
        let mut body = Body::of_json();
        let literal = self.literal;
        for member in members(object) {
            let name = member.name.as_str();
            // A variable's default is there before anything that a template could refer to.
            self.literal = literal || (is_variable && name != "validation");
            let attribute = Attribute {
                name: name.to_owned(),
                place: self.name_place(member),
                value: self.expression(&member.value),
            };
            body.push(attribute, self.problems);
        }
        self.literal = literal;
        body
    }

    /// The place of a member's key within its quotes.
    fn name_place(&self, member: &ObjectProp<'_>) -> Place {
        let place = match &member.name {
            ObjectPropName::String(name) => self.place(name),
            ObjectPropName::Word(name) => self.place(name),
        };
        Place { start: place.start + 1, end: place.end.saturating_sub(1), ..place }
    }

    fn expression(&mut self, value: &Value<'_>) -> Expression {
        if self.depth == MOST_DEPTH {
            let place = self.place(value);
            let place = Place { end: place.start + 1, ..place };
            self.problems
                .add(Code::Syntax, place, "the nesting is too deep")
                .help("connfn reads values of at most 64 levels");
            return Expression { place, kind: Kind::Unsupported("") };
        }
        self.depth += 1;
        let expression = self.value(value);
        self.depth -= 1;
        expression
    }

    fn value(&mut self, value: &Value<'_>) -> Expression {
        let kind = match value {
            Value::NullKeyword(_) => Kind::Null,
            Value::BooleanLit(found) => Kind::Bool(found.value),
            Value::NumberLit(found) => Kind::Number(found.value.to_owned()),
            Value::StringLit(found) => return self.string(found),
            Value::Array(found) => Kind::List(found.elements.iter().map(|item| self.expression(item)).collect()),
            Value::Object(found) => {
                let mut entries: Vec<Entry> = Vec::new();
                let mut seen: Map<&str, Place> = Map::new();
                for member in &found.properties {
                    let place = self.name_place(member);
                    let name = member.name.as_str();
                    if let Some(first) = seen.get(name) {
                        self.problems
                            .add(Code::DuplicateArgument, place, format!("`{name}` is given twice"))
                            .related("first given here", *first);
                        continue;
                    }
                    seen.insert(name, place);
                    // A key is a template too.
                    let key = match &member.name {
                        ObjectPropName::String(name) if !self.literal && name.value.contains("${") => {
                            Key::Expression(self.string(name))
                        }
                        name => Key::Word(name.as_str().to_owned(), place),
                    };
                    entries.push(Entry { key, value: self.expression(&member.value) });
                }
                Kind::Object(entries)
            }
        };
        Expression { place: self.place(value), kind }
    }

    fn string(&mut self, found: &StringLit<'_>) -> Expression {
        let place = self.place(found);
        let text = found.value.as_ref();
        if self.literal || (!text.contains("${") && !text.contains("%{")) {
            return Expression { place, kind: Kind::String(text.to_owned()) };
        }
        let origin = Origin::Decoded(offsets(self.text, place));
        hcl::parse_template(self.file, text, origin, place, self.problems)
    }
}

/// The members that are not comments.
fn members<'a, 'b>(object: &'b Object<'a>) -> impl Iterator<Item = &'b ObjectProp<'a>> {
    object.properties.iter().filter(|member| member.name.as_str() != "//")
}

/// The offset in the file of each byte that a JSON string stands for, and of its closing quote.
fn offsets(text: &str, string: Place) -> Vec<usize> {
    let inside = text.get(string.start + 1..string.end.saturating_sub(1)).unwrap_or_default();
    let mut offsets = Vec::with_capacity(inside.len() + 1);
    let mut rest = inside;
    let mut at = string.start + 1;
    while let Some(c) = rest.chars().next() {
        let (read, written) = match rest.as_bytes() {
            [b'\\', b'u', digits @ ..] => unicode_escape(digits),
            [b'\\', _, ..] => (2, 1),
            _ => (c.len_utf8(), c.len_utf8()),
        };
        let unescaped = read == written;
        offsets.extend((0..written).map(|byte| if unescaped { at + byte } else { at }));
        at += read;
        rest = rest.get(read..).unwrap_or_default();
    }
    offsets.push(at);
    offsets
}

/// How many bytes of the file a `\u` escape takes, and how many its character takes in UTF-8.
fn unicode_escape(digits: &[u8]) -> (usize, usize) {
    let unit = |digits: &[u8]| {
        let hex = digits.get(..4).and_then(|hex| core::str::from_utf8(hex).ok())?;
        u32::from_str_radix(hex, 16).ok()
    };
    match unit(digits) {
        Some(0xd800..=0xdbff) => (12, 4),
        Some(code) => (6, char::from_u32(code).map_or(3, char::len_utf8)),
        None => (2, 1),
    }
}

/// The blocks that a member of a JSON body is, if its schema says that it is a block. `None` if it cannot be one.
pub(crate) fn blocks_of(attribute: &Attribute) -> Option<Vec<Block>> {
    let block = |entries: &[Entry]| {
        let mut body = Body::of_json();
        for entry in entries {
            let (name, place) = match &entry.key {
                Key::Word(name, place) => (name.clone(), *place),
                // No argument has such a name, so it will be refused.
                Key::Expression(key) => (String::new(), key.place),
            };
            if name != "//" {
                // The object has each key once.
                body.push(Attribute { name, place, value: entry.value.clone() }, &mut Problems::default());
            }
        }
        Block {
            kind: attribute.name.clone(),
            labels: Vec::new(),
            header: attribute.place,
            kind_place: attribute.place,
            body,
        }
    };
    match &attribute.value.kind {
        Kind::Null => Some(Vec::new()),
        Kind::Object(entries) => Some(vec![block(entries)]),
        Kind::List(items) => items
            .iter()
            .map(|item| match &item.kind {
                Kind::Object(entries) => Some(block(entries)),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}
