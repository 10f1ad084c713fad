//! Reads TOML into data. The parser gives events; this makes tables of them and refuses what TOML refuses: a table or a key
//! that is given twice, and what was closed being added to.

mod error;

use crate::{
    problem::{Place, Problems},
    syntax::node::{MOST_DEPTH, Member, Node, Value, too_deep},
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use toml_parser::{
    ParseError, Source,
    decoder::{IntegerRadix, ScalarKind},
    parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document},
};

/// The string that stands for null, which TOML has not. As a template it is null anyway.
pub(crate) const NULL: &str = "${null}";

/// Reads a document. `None` if it is none, which is reported.
pub(in crate::syntax) fn parse(file: usize, text: &str, problems: &mut Problems) -> Option<Node> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut failure: Option<ParseError> = None;
    #[expect(clippy::cast_possible_truncation, reason = "a small constant")]
    let depth = MOST_DEPTH as u32;
    let mut guard = RecursionGuard::new(&mut events, depth);
    parse_document(&tokens, &mut ValidateWhitespace::new(&mut guard, source), &mut failure);
    let mut read = Read { file, source, events: events.iter(), failure, depth: 0, problems };
    let root = read.document();
    if let Some(failure) = read.failure {
        error::report(&failure, text, file, read.problems);
        return None;
    }
    let end = text.trim_end().len();
    Some(Node { place: Place::new(file, &(0..end)), value: root?.into_value() })
}

struct Read<'t, 'p, 'e> {
    file: usize,
    source: Source<'t>,
    events: core::slice::Iter<'e, Event>,
    /// The first syntax error; those after it may only follow from it.
    failure: Option<ParseError>,
    /// How many keys and lists what is read next stands below.
    depth: usize,
    problems: &'p mut Problems,
}

/// A table that may still grow.
#[derive(Default)]
struct Table {
    members: Vec<(Key, Item)>,
    made: Made,
}

/// What made a table decides what may add to it.
#[derive(Clone, Copy, Default, PartialEq)]
enum Made {
    /// By the header of a table within it.
    #[default]
    Implied,
    Header,
    DottedKey,
}

enum Item {
    Value(Node),
    Table(Table, Place),
    Tables(Vec<(Table, Place)>),
}

struct Key {
    name: String,
    place: Place,
}

impl Table {
    fn item(&mut self, key: &Key) -> Option<&mut (Key, Item)> {
        self.members.iter_mut().find(|(other, _)| other.name == key.name)
    }

    fn into_value(self) -> Value {
        let members = self.members.into_iter().map(|(key, item)| {
            let node = match item {
                Item::Value(node) => node,
                Item::Table(table, place) => Node { place, value: table.into_value() },
                Item::Tables(tables) => {
                    let place = tables.first().map_or(key.place, |(_, place)| *place);
                    let tables = tables.into_iter().map(|(table, place)| Node { place, value: table.into_value() });
                    Node { place, value: Value::List(tables.collect()) }
                }
            };
            Member { name: key.name, place: key.place, node }
        });
        Value::Map(members.collect())
    }
}

/// The table that a header's keys lead to, as far as the last. `None` if a value stands in the way.
fn within(table: &mut Table, keys: Vec<Key>, made: Made) -> Result<&mut Table, (Key, Place)> {
    let mut table = table;
    for key in keys {
        let index = table.members.iter().position(|(other, _)| other.name == key.name).unwrap_or(table.members.len());
        if index == table.members.len() {
            let place = key.place;
            table
                .members
                .push((Key { name: key.name.clone(), place }, Item::Table(Table { made, ..Table::default() }, place)));
        }
        // It is there: it was found or has just been made.
        let Some((first, item)) = table.members.get_mut(index) else {
            return Err((key, Place { file: 0, start: 0, end: 0 }));
        };
        table = match item {
            // A dotted key adds only to what dotted keys made.
            Item::Table(inner, _) if made == Made::Implied || inner.made == Made::DottedKey => inner,
            Item::Tables(tables) if made == Made::Implied => match tables.last_mut() {
                Some((last, _)) => last,
                None => return Err((key, first.place)),
            },
            _ => return Err((key, first.place)),
        };
    }
    Ok(table)
}

impl Read<'_, '_, '_> {
    fn place(&self, event: &Event) -> Place {
        Place::new(self.file, &(event.span().start()..event.span().end()))
    }

    fn twice(&mut self, key: &Key, first: Place) {
        self.problems
            .add(Code::DuplicateArgument, key.place, format!("`{}` is given twice", key.name))
            .related("first given here", first);
    }

    fn document(&mut self) -> Option<Table> {
        let mut root = Table::default();
        // Where the current table is: its keys, through the last of each list.
        let mut current: Vec<String> = Vec::new();
        let mut skip = false;
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let is_list = event.kind() == EventKind::ArrayTableOpen;
                    self.depth = 0;
                    let (keys, _) = self.keys(None)?;
                    self.depth = keys.len();
                    current = keys.iter().map(|key| key.name.clone()).collect();
                    let opened = self.open(&mut root, keys, is_list);
                    skip = opened.is_none();
                }
                EventKind::SimpleKey => {
                    let (mut keys, more) = self.keys(Some(event))?;
                    let value = more?;
                    let last = keys.pop()?;
                    if skip {
                        continue;
                    }
                    let table = reach(&mut root, &current)?;
                    self.put(table, keys, last, value);
                }
                _ => {}
            }
        }
        Some(root)
    }

    /// The keys of a header or before a value, and that value. `None` if the syntax is wrong, which was reported.
    fn keys(&mut self, first: Option<&Event>) -> Option<(Vec<Key>, Option<Node>)> {
        let mut keys = Vec::new();
        if let Some(event) = first {
            keys.push(self.key(event)?);
        }
        loop {
            let event = self.events.next()?;
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.key(event)?),
                EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    self.below(keys.len(), keys.last()?.place)?;
                    return Some((keys, None));
                }
                EventKind::KeyValSep => {
                    let depth = self.below(keys.len(), keys.last()?.place)?;
                    let value = self.value()?;
                    self.depth = depth;
                    return Some((keys, Some(value)));
                }
                EventKind::Error => return None,
                _ => {}
            }
        }
    }

    /// Goes so many levels deeper, and gives the depth before. `None` if that is too deep, which is reported.
    fn below(&mut self, levels: usize, place: Place) -> Option<usize> {
        let depth = self.depth;
        self.depth += levels;
        if self.depth > MOST_DEPTH {
            // The parser may have said so too, and stops there.
            self.failure = None;
            too_deep(place, self.problems);
            return None;
        }
        Some(depth)
    }

    fn key(&mut self, event: &Event) -> Option<Key> {
        let mut name = String::new();
        self.source.get(event)?.decode_key(&mut name, &mut self.failure);
        let quote = usize::from(event.encoding().is_some());
        let (start, end) = (event.span().start() + quote, event.span().end().saturating_sub(quote));
        Some(Key { name, place: Place::new(self.file, &(start..end.max(start))) })
    }

    /// Makes or reopens the table of a header.
    fn open(&mut self, root: &mut Table, mut keys: Vec<Key>, is_list: bool) -> Option<()> {
        let last = keys.pop()?;
        let table = match within(root, keys, Made::Implied) {
            Ok(table) => table,
            Err((key, first)) => {
                self.twice(&key, first);
                return None;
            }
        };
        let place = last.place;
        let new = Table { made: Made::Header, ..Table::default() };
        match table.item(&last) {
            None => {
                let item = if is_list { Item::Tables([(new, place)].into()) } else { Item::Table(new, place) };
                table.members.push((last, item));
            }
            Some((_, Item::Tables(tables))) if is_list => tables.push((new, place)),
            Some((_, Item::Table(table, at))) if !is_list && table.made == Made::Implied => {
                table.made = Made::Header;
                *at = place;
            }
            Some((first, _)) => {
                let first = first.place;
                self.twice(&last, first);
                return None;
            }
        }
        Some(())
    }

    fn put(&mut self, table: &mut Table, keys: Vec<Key>, last: Key, value: Node) {
        match within(table, keys, Made::DottedKey) {
            Ok(table) => match table.item(&last) {
                Some((first, _)) => {
                    let first = first.place;
                    self.twice(&last, first);
                }
                None => table.members.push((last, Item::Value(value))),
            },
            Err((key, first)) => self.twice(&key, first),
        }
    }

    /// The value that comes next.
    fn value(&mut self) -> Option<Node> {
        loop {
            let event = self.events.next()?;
            let start = self.place(event);
            match event.kind() {
                EventKind::Scalar => return self.scalar(event),
                EventKind::ArrayOpen => {
                    let depth = self.below(1, start)?;
                    let mut items = Vec::new();
                    loop {
                        let next = self.events.as_slice().first()?;
                        match next.kind() {
                            EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                                items.push(self.value()?);
                                continue;
                            }
                            EventKind::ArrayClose => {
                                let place = start.to(self.place(next));
                                self.events.next();
                                self.depth = depth;
                                return Some(Node { place, value: Value::List(items) });
                            }
                            EventKind::Error => return None,
                            _ => {}
                        }
                        self.events.next();
                    }
                }
                EventKind::InlineTableOpen => {
                    let mut table = Table::default();
                    loop {
                        let next = self.events.next()?;
                        match next.kind() {
                            EventKind::SimpleKey => {
                                let (mut keys, value) = self.keys(Some(next))?;
                                let (last, value) = (keys.pop()?, value?);
                                self.put(&mut table, keys, last, value);
                            }
                            EventKind::InlineTableClose => {
                                let place = start.to(self.place(next));
                                return Some(Node { place, value: table.into_value() });
                            }
                            EventKind::Error => return None,
                            _ => {}
                        }
                    }
                }
                EventKind::Error => return None,
                _ => {}
            }
        }
    }

    fn scalar(&mut self, event: &Event) -> Option<Node> {
        let mut text = String::new();
        let kind = self.source.get(event)?.decode_scalar(&mut text, &mut self.failure);
        let place = self.place(event);
        let value = match kind {
            ScalarKind::String if text == NULL => Value::Null,
            ScalarKind::String => Value::String(text),
            ScalarKind::Boolean(value) => Value::Bool(value),
            ScalarKind::DateTime => {
                self.problems
                    .add(Code::WrongType, place, "connfn has no dates")
                    .help("write the date in quotes to have a text");
                Value::String(text)
            }
            ScalarKind::Integer(IntegerRadix::Dec) => Value::Number(unsigned(&text)),
            ScalarKind::Integer(radix) => match u128::from_str_radix(&text, radix.value()) {
                Ok(number) => Value::Number(format!("{number}")),
                Err(_) => return Some(self.no_number(place)),
            },
            ScalarKind::Float if text.ends_with("inf") || text.ends_with("nan") => return Some(self.no_number(place)),
            ScalarKind::Float => Value::Number(unsigned(&text)),
        };
        Some(Node { place, value })
    }

    fn no_number(&mut self, place: Place) -> Node {
        self.problems.add(Code::Syntax, place, "this number cannot be held").help("write it in quotes to have a text");
        Node { place, value: Value::Null }
    }
}

/// A number without a plus sign, which JSON lacks.
fn unsigned(text: &str) -> String {
    text.strip_prefix('+').unwrap_or(text).to_owned()
}

/// The table that a header opened.
fn reach<'a>(root: &'a mut Table, names: &[String]) -> Option<&'a mut Table> {
    let mut table = root;
    for name in names {
        let (_, item) = table.members.iter_mut().find(|(key, _)| key.name == *name)?;
        table = match item {
            Item::Table(table, _) => table,
            Item::Tables(tables) => &mut tables.last_mut()?.0,
            Item::Value(_) => return None,
        };
    }
    Some(table)
}
