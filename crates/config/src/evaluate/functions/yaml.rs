//! `yamlencode` and `yamldecode`.

use super::{
    arguments::Arguments,
    encoding,
    outcome::{Outcome, fault},
};
use crate::evaluate::value::Data;
use alloc::string::{String, ToString};
use core::fmt::Write as _;

/// The column behind which a string in quotes goes on on the next line.
const WIDTH: usize = 80;

pub(super) fn decode(arguments: &Arguments) -> Outcome {
    encoding::decoded_data(arguments, true)
}

pub(super) fn encode(arguments: &Arguments) -> Outcome {
    let data = arguments.data(0)?;
    let mut writer = Writer { out: String::new() };
    if writer.value(data, 0, Place::Root).is_none() {
        return fault(0, "the value has no YAML form");
    }
    let mut out = writer.out;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    if matches!(data, Data::Null(_) | Data::Bool(_) | Data::Number(_)) {
        out.push_str("...\n");
    }
    Ok(Data::text(out))
}

/// What stands before a value on its line.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Root,
    /// `- `
    Item,
    /// `key:`
    Member,
}

struct Writer {
    out: String,
}

impl Writer {
    fn column(&self) -> usize {
        let line = self.out.rfind('\n').map_or(0, |at| at + 1);
        self.out.get(line..).unwrap_or_default().chars().count()
    }

    /// Starts a line, unless the first item or member of a list's item stands beside its dash.
    fn line(&mut self, indent: usize, first: bool, place: Place) {
        if first && place != Place::Member {
            return;
        }
        self.out.push('\n');
        self.out.push_str(&" ".repeat(indent));
    }

    fn value(&mut self, data: &Data, indent: usize, place: Place) -> Option<()> {
        match data {
            Data::List(items) | Data::Set(items) if !items.is_empty() => {
                // Lists in maps are not indented.
                let indent = if place == Place::Member { indent.saturating_sub(2) } else { indent };
                for (at, item) in items.iter().enumerate() {
                    self.line(indent, at == 0, place);
                    self.out.push_str("- ");
                    self.value(&item.data, indent + 2, Place::Item)?;
                }
                return Some(());
            }
            Data::Object(members) if !members.is_empty() => {
                for (at, (key, member)) in members.iter().enumerate() {
                    self.line(indent, at == 0, place);
                    if is_literal(key) || key.len() > 128 {
                        self.out.push_str("? ");
                        self.string(key, indent + 2);
                        self.line(indent, false, Place::Member);
                    } else {
                        self.quoted(key, indent, false);
                    }
                    self.out.push(':');
                    self.value(&member.value.data, indent + 2, Place::Member)?;
                }
                return Some(());
            }
            _ => {}
        }
        if place == Place::Member {
            self.out.push(' ');
        }
        match data {
            Data::Null(_) => self.out.push_str("null"),
            Data::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Data::Number(number) => self.out.push_str(&number.to_string()),
            Data::Text(text) => self.string(text.known()?, indent),
            Data::List(_) | Data::Set(_) => self.out.push_str("[]"),
            Data::Object(_) => self.out.push_str("{}"),
            Data::Sensitive(_) | Data::Later(_) | Data::Unknown => return None,
        }
        Some(())
    }

    fn string(&mut self, text: &str, indent: usize) {
        if is_literal(text) {
            self.literal(text, indent.max(2));
        } else {
            self.quoted(text, indent, true);
        }
    }

    /// A string of several lines as it is.
    fn literal(&mut self, text: &str, indent: usize) {
        self.out.push('|');
        if text.starts_with([' ', '\n']) {
            self.out.push('2');
        }
        let end = text.trim_end_matches('\n');
        match text.len() - end.len() {
            0 => self.out.push('-'),
            1 if !end.is_empty() => {}
            _ => self.out.push('+'),
        }
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            self.out.push('\n');
            if !line.is_empty() {
                self.out.push_str(&" ".repeat(indent));
                self.out.push_str(line);
            }
        }
    }

    fn quoted(&mut self, text: &str, indent: usize, breaks: bool) {
        self.out.push('"');
        let mut column = self.column();
        let last = text.chars().count().saturating_sub(1);
        let mut after_space = false;
        for (at, c) in text.chars().enumerate() {
            let mut piece = String::new();
            if c == ' ' && breaks && !after_space && column > WIDTH && at > 0 && at < last {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(indent.max(2)));
                column = indent.max(2);
                if text.chars().nth(at + 1) == Some(' ') {
                    piece.push('\\');
                }
                self.out.push_str(&piece);
                after_space = true;
                continue;
            }
            after_space = c == ' ';
            match c {
                '\0' => piece.push_str("\\0"),
                '\u{7}' => piece.push_str("\\a"),
                '\u{8}' => piece.push_str("\\b"),
                '\t' => piece.push_str("\\t"),
                '\n' => piece.push_str("\\n"),
                '\u{b}' => piece.push_str("\\v"),
                '\u{c}' => piece.push_str("\\f"),
                '\r' => piece.push_str("\\r"),
                '\u{1b}' => piece.push_str("\\e"),
                '"' => piece.push_str("\\\""),
                '\\' => piece.push_str("\\\\"),
                '\u{85}' => piece.push_str("\\N"),
                '\u{a0}' => piece.push_str("\\_"),
                '\u{2028}' => piece.push_str("\\L"),
                '\u{2029}' => piece.push_str("\\P"),
                c if is_plain(c) => piece.push(c),
                // Writing to a string cannot fail.
                c => drop(match u32::from(c) {
                    code @ ..0x100 => write!(piece, "\\x{code:02X}"),
                    code @ ..0x1_0000 => write!(piece, "\\u{code:04X}"),
                    code => write!(piece, "\\U{code:08X}"),
                }),
            }
            column += piece.chars().count();
            self.out.push_str(&piece);
        }
        self.out.push('"');
    }
}

/// What stands in YAML as it is.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether a string is written line by line: it has several, and nothing in them that would be read differently.
fn is_literal(text: &str) -> bool {
    text.contains('\n')
        && text.chars().all(|c| c == '\n' || c == '\t' || is_plain(c))
        && !text.contains(" \n")
        && !text.ends_with(' ')
}
