//! Reads YAML 1.2 into data: the core schema, aliases and merge keys, but no tags, since nothing here would know what they mean.
//! Aliases are copied, so how much they may come to is bounded.

mod error;
mod scalar;

use crate::{
    problem::{Place, Problems},
    syntax::node::{MOST_DEPTH, Member, Node, Value, too_deep},
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::{diagnostic::Code, ordered::Map};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use scalar::plain;

/// How many values aliases may copy in one document.
const MOST_COPIED: usize = 100_000;

/// Reads a document. `None` if it is none, which is reported.
pub(in crate::syntax) fn parse(file: usize, text: &str, problems: &mut Problems) -> Option<Node> {
    let offsets = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(byte, _)| byte).collect() };
    let mut read = Read {
        file,
        text,
        offsets,
        problems,
        open: Vec::new(),
        root: None,
        anchors: Map::new(),
        copied: 0,
        documents: 0,
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => read.event(event, span)?,
            Err(problem) => {
                let at = read.offset(problem.marker().index());
                let flow = read
                    .open
                    .iter()
                    .rev()
                    .map(|open| open.place)
                    .find(|place| text.get(place.start..).is_some_and(|rest| rest.starts_with(['[', '{'])));
                error::report(problem.info(), text, Place::new(file, &(at..at)), flow, read.problems);
                return None;
            }
        }
    }
    if read.root.is_none() {
        let place = Place::new(file, &(0..0));
        read.problems.add(Code::Syntax, place, "the document is empty").help("write at least `{}`");
    }
    read.root
}

struct Read<'t, 'p> {
    file: usize,
    text: &'t str,
    /// The byte of each character, unless they are the same.
    offsets: Vec<usize>,
    problems: &'p mut Problems,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: Map<usize, Node>,
    copied: usize,
    documents: usize,
}

/// A list or a map that is not ended yet.
struct Open {
    place: Place,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map {
        members: Vec<Member>,
        seen: Map<String, Place>,
        key: Option<(String, Place)>,
        /// The values of `<<`.
        merged: Vec<Node>,
    },
}

impl Read<'_, '_> {
    fn offset(&self, character: usize) -> usize {
        if self.offsets.is_empty() {
            return character.min(self.text.len());
        }
        self.offsets.get(character).copied().unwrap_or(self.text.len())
    }

    /// Where a scalar stands: with its quotes, or from the mark of a block.
    fn place(&self, span: Span, style: ScalarStyle) -> Place {
        let (mut start, mut end) = (self.offset(span.start.index()), self.offset(span.end.index()));
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            let before = self.text.get(..start).unwrap_or_default();
            start = before.rfind(['|', '>']).unwrap_or(start);
        }
        // The parser counts the blanks that follow among a scalar.
        end = self.text.get(..end).map_or(end, |until| until.trim_end().len());
        Place::new(self.file, &(start..end.max(start)))
    }

    fn refuse(&mut self, place: Place, message: &str, help: &str) -> Option<()> {
        self.problems.add(Code::Syntax, place, message).help(help);
        None
    }

    /// Takes an event. `None` if there is no going on, which is reported.
    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let place = self.place(span, ScalarStyle::Plain);
                    return self.refuse(place, "a second document starts here", "a file holds one document of YAML");
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let place = self.place(span, style);
                if tag.is_some() {
                    return self.tag(place);
                }
                let wants_key = matches!(self.open.last(), Some(Open { inside: Inside::Map { key: None, .. }, .. }));
                if wants_key {
                    return self.key(&text, style, place);
                }
                let value = if style == ScalarStyle::Plain {
                    match plain(&text) {
                        Some(value) => value,
                        None => {
                            return self.refuse(
                                place,
                                "this number cannot be held",
                                "write it in quotes to have a text",
                            );
                        }
                    }
                } else {
                    Value::String(text.into_owned())
                };
                self.add(Node { place, value }, anchor);
            }
            Event::SequenceStart(anchor, tag) => self.start(span, anchor, tag.is_some(), Inside::List(Vec::new()))?,
            Event::MappingStart(anchor, tag) => {
                let map = Inside::Map { members: Vec::new(), seen: Map::new(), key: None, merged: Vec::new() };
                self.start(span, anchor, tag.is_some(), map)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Alias(anchor) => {
                let place = self.place(span, ScalarStyle::Plain);
                let Some(node) = self.anchors.get(&anchor) else {
                    return self.refuse(place, "an alias stands within what it names", "name another anchor");
                };
                let node = node.clone();
                let (count, depth) = measure(&node);
                self.copied += count;
                if self.copied > MOST_COPIED {
                    return self.refuse(place, "the aliases of this document come to too much", "write less of them");
                }
                if depth + self.open.len() > MOST_DEPTH {
                    too_deep(place, self.problems);
                    return None;
                }
                if matches!(self.open.last(), Some(Open { inside: Inside::Map { key: None, .. }, .. })) {
                    return self.refuse(place, "an alias cannot be a key", "write the key itself");
                }
                self.add(node, 0);
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Some(())
    }

    fn tag(&mut self, place: Place) -> Option<()> {
        let rest = self.text.get(place.start..).unwrap_or_default();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let place = Place { end: place.start + length, ..place };
        self.refuse(place, "connfn reads no tags of YAML", "a text is written in quotes, and a number without them")
    }

    fn start(&mut self, span: Span, anchor: usize, tagged: bool, inside: Inside) -> Option<()> {
        let place = self.place(span, ScalarStyle::Plain);
        if tagged {
            return self.tag(place);
        }
        if self.open.len() >= MOST_DEPTH {
            too_deep(place, self.problems);
            return None;
        }
        if matches!(self.open.last(), Some(Open { inside: Inside::Map { key: None, .. }, .. })) {
            return self.refuse(place, "a list or a map cannot be a key", "a key is a text");
        }
        self.open.push(Open { place, anchor, inside });
        Some(())
    }

    fn end(&mut self, span: Span) -> Option<()> {
        let Open { mut place, anchor, inside } = self.open.pop()?;
        let (value, last) = match inside {
            Inside::List(items) => {
                let last = items.last().map(|item| item.place);
                (Value::List(items), last)
            }
            Inside::Map { mut members, merged, .. } => {
                let last = members.last().map(|member| member.node.place);
                for node in merged {
                    self.merge(node, &mut members)?;
                }
                (Value::Map(members), last)
            }
        };
        // A bracket ends where it is closed, what is indented with its last value; an alias may have that elsewhere.
        let end = self.offset(span.end.index());
        let closed = self.text.get(..end).is_some_and(|until| until.ends_with([']', '}']));
        place.end = match last {
            Some(last) if !closed && last.start >= place.start => last.end.max(place.end),
            _ => self.text.get(..end).map_or(end, |until| until.trim_end().len()).max(place.end),
        };
        self.add(Node { place, value }, anchor);
        Some(())
    }

    fn key(&mut self, text: &str, style: ScalarStyle, place: Place) -> Option<()> {
        let is_plain = style == ScalarStyle::Plain;
        if is_plain && !matches!(plain(text), Some(Value::String(_))) {
            let found = if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") };
            return self.refuse(place, &format!("a key is a text, but this is {found}"), "write the key in quotes");
        }
        let place = if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            Place { start: place.start + 1, end: place.end.saturating_sub(1), ..place }
        } else {
            place
        };
        let Some(Open { inside: Inside::Map { seen, key, .. }, .. }) = self.open.last_mut() else { return Some(()) };
        // A merge key may stand several times; any other is given once.
        if text != "<<" || !is_plain {
            if let Some(first) = seen.get(text) {
                self.problems
                    .add(Code::DuplicateArgument, place, format!("`{text}` is given twice"))
                    .related("first given here", *first);
            } else {
                seen.insert(text.to_owned(), place);
            }
            *key = Some((text.to_owned(), place));
        } else {
            *key = Some((String::new(), place));
        }
        Some(())
    }

    /// Puts a value that is whole where it belongs.
    fn add(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => self.root = Some(node),
            Some(Inside::List(items)) => items.push(node),
            Some(Inside::Map { members, key, merged, .. }) => {
                let Some((name, place)) = key.take() else { return };
                let is_merge = self.text.get(place.start..place.end) == Some("<<") && name.is_empty();
                if is_merge {
                    merged.push(node);
                } else if !members.iter().rev().any(|member| member.name == name) {
                    members.push(Member { name, place, node });
                }
            }
        }
    }

    /// Adds the members of a merged map that are not given beside it.
    fn merge(&mut self, node: Node, members: &mut Vec<Member>) -> Option<()> {
        let maps = match node.value {
            Value::List(items) => items,
            _ => [node].into(),
        };
        for map in maps {
            let Value::Map(found) = map.value else {
                return self.refuse(
                    map.place,
                    "only maps can be merged",
                    "write `<<: *NAME`, with the anchor of a map",
                );
            };
            for member in found {
                if members.iter().all(|own| own.name != member.name) {
                    members.push(member);
                }
            }
        }
        Some(())
    }
}

/// How many values a node is, and how deep it is.
fn measure(node: &Node) -> (usize, usize) {
    let add = |(count, depth): (usize, usize), node: &Node| {
        let (more, deeper) = measure(node);
        (count + more, depth.max(deeper))
    };
    let (count, depth) = match &node.value {
        Value::List(items) => items.iter().fold((0, 0), add),
        Value::Map(members) => members.iter().map(|member| &member.node).fold((0, 0), add),
        _ => (0, 0),
    };
    (count + 1, depth + 1)
}
