//! Attributes before and after, in the form of a Terraform resource block.

use super::{
    code::{self, Line},
    paint::{Ink, Palette, quoted},
};
use crate::ordered::{Map, Set};
use crate::{attributes::Attribute, digest::Digest, observed::Code};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

type Attributes = Map<String, Attribute>;

/// Always shown, so that a person knows which resource it is.
const IDENTIFYING: &[&str] = &["id", "name"];

/// Writes the inside of a resource block.
pub(super) struct Writer<'a> {
    pub(super) palette: Palette,
    pub(super) code: &'a Map<Digest, Code>,
    /// Attributes whose change forces a replacement.
    pub(super) replaces: &'a [String],
    /// The mark of what has no version before: `+` in a plan, none in a listing of what exists.
    pub(super) added: char,
    /// Whether marks stand at the start of the line, as in a difference, and not before what they mark.
    pub(super) is_diff: bool,
    pub(super) out: &'a mut String,
}

impl Writer<'_> {
    /// The attributes of one body. Of two versions only what differs is written, and what stays is counted.
    pub(super) fn body(&mut self, before: Option<&Attributes>, after: Option<&Attributes>, indent: usize) {
        let names: Set<&String> = before.into_iter().chain(after).flat_map(Map::keys).collect();
        let is_block = |name: &&&String| {
            let value = |side: Option<&Attributes>| side.and_then(|side| side.get(**name)).cloned();
            matches!(value(before), Some(Attribute::Blocks(_))) || matches!(value(after), Some(Attribute::Blocks(_)))
        };
        let (blocks, plain): (Vec<&String>, Vec<&String>) = names.iter().partition(is_block);
        let mut hidden = 0;
        let shown: Vec<&String> = plain
            .into_iter()
            .filter(|name| {
                let (old, new) = (side(before, name), side(after, name));
                // A listing of what exists shows an empty map too, as it is exported.
                let shows = is_worth_showing(old, new, before.is_some() && after.is_some())
                    || (self.added == ' ' && matches!(new, Some(Attribute::Map(_))))
                    || (IDENTIFYING.contains(&name.as_str()) && old.or(new).is_some());
                hidden += usize::from(!(shows || is_empty(old) && is_empty(new)));
                shows
            })
            .collect();
        let width = shown.iter().map(|name| name.len()).max().unwrap_or_default();
        for name in shown {
            self.attribute(name, side(before, name), side(after, name), width, indent);
        }
        self.hidden(hidden, "attribute", indent);
        let mut hidden_blocks = 0;
        for name in blocks {
            hidden_blocks += self.blocks(name, side(before, name), side(after, name), indent);
        }
        self.hidden(hidden_blocks, "block", indent);
    }

    fn attribute(&mut self, name: &str, old: Option<&Attribute>, new: Option<&Attribute>, width: usize, indent: usize) {
        let mark = self.mark(old, new);
        let head = format!("{name:width$} = ");
        if let Some(lines) = self.code_lines(old, new) {
            self.line(mark, indent, &format!("{head}<<-EOT"));
            for line in lines {
                if self.is_diff {
                    self.marked(line.mark, indent + 4, &line.text);
                } else {
                    let painted = line.paint(self.palette);
                    self.out.push_str(&format!("{:indent$}{painted}\n", "", indent = indent + 4));
                }
            }
            self.line(' ', indent, "EOT");
            return;
        }
        if matches!(old, Some(Attribute::Map(_))) || matches!(new, Some(Attribute::Map(_))) {
            self.map(mark, &head, old, new, indent);
            return;
        }
        let forces = if self.replaces.iter().any(|replaces| replaces == name) { " # forces replacement" } else { "" };
        let text = match (old, new) {
            (Some(old), Some(new)) if old == new => scalar(old),
            (Some(old), Some(new)) => format!("{} -> {}", scalar(old), scalar(new)),
            (Some(old), None) => format!("{} -> null", scalar(old)),
            (None, Some(new)) => scalar(new),
            (None, None) => return,
        };
        self.line(mark, indent, &format!("{head}{text}{forces}"));
    }

    fn map(&mut self, mark_of_map: char, head: &str, old: Option<&Attribute>, new: Option<&Attribute>, indent: usize) {
        let empty = Map::new();
        let entries = |value: Option<&Attribute>| match value {
            Some(Attribute::Map(entries)) => entries.clone(),
            _ => empty.clone(),
        };
        let (before, after) = (entries(old), entries(new));
        let null = if new.is_none() { " -> null" } else { "" };
        let keys: Set<&String> = before.keys().chain(after.keys()).collect();
        let width = keys.iter().map(|key| quoted(key).chars().count()).max().unwrap_or_default();
        let mut hidden = 0;
        if keys.is_empty() {
            self.line(mark_of_map, indent, &format!("{head}{{}}{null}"));
            return;
        }
        self.line(mark_of_map, indent, &format!("{head}{{"));
        for key in keys {
            let (old, new) = (before.get(key), after.get(key));
            if old == new {
                hidden += 1;
                continue;
            }
            let text = match (old, new) {
                (Some(old), Some(new)) => format!("{} -> {}", scalar(old), scalar(new)),
                (Some(old), None) => format!("{} -> null", scalar(old)),
                (None, new) => new.map(scalar).unwrap_or_default(),
            };
            self.line(self.mark(old, new), indent + 4, &format!("{:width$} = {text}", quoted(key)));
        }
        self.hidden(hidden, "element", indent + 4);
        self.line(' ', indent, &format!("}}{null}"));
    }

    /// Blocks of one name, paired by position. Returns how many stay as they are.
    fn blocks(&mut self, name: &str, old: Option<&Attribute>, new: Option<&Attribute>, indent: usize) -> usize {
        let list = |value: Option<&Attribute>| match value {
            Some(Attribute::Blocks(blocks)) => blocks.clone(),
            _ => Vec::new(),
        };
        let (before, after) = (list(old), list(new));
        let mut hidden = 0;
        for index in 0..before.len().max(after.len()) {
            let (old, new) = (before.get(index), after.get(index));
            if old == new {
                hidden += 1;
                continue;
            }
            let mark = match (old, new) {
                (None, _) => self.added,
                (_, None) => '-',
                _ => '~',
            };
            self.out.push('\n');
            self.line(mark, indent, &format!("{name} {{"));
            self.body(old, new, indent + 4);
            self.line(' ', indent, "}");
        }
        hidden
    }

    /// Code as lines: a listing of one version, or the difference of two.
    fn code_lines(&self, old: Option<&Attribute>, new: Option<&Attribute>) -> Option<Vec<Line>> {
        let text = |value: Option<&Attribute>| match value {
            Some(Attribute::Code { code }) => Some(self.code.get(code).and_then(Code::as_text).unwrap_or(NOT_TEXT)),
            _ => None,
        };
        match (text(old), text(new)) {
            (Some(old), Some(new)) if old != new => Some(code::difference(old, new)),
            (None, Some(new)) if old.is_none() => Some(code::listing(new, self.added)),
            (Some(old), None) if new.is_none() => Some(code::listing(old, '-')),
            _ => None,
        }
    }

    fn mark(&self, old: Option<&Attribute>, new: Option<&Attribute>) -> char {
        match (old, new) {
            (None, _) => self.added,
            (_, None) => '-',
            (old, new) if old == new => ' ',
            _ => '~',
        }
    }

    fn hidden(&mut self, count: usize, noun: &str, indent: usize) {
        if count > 0 {
            let plural = if count == 1 { "" } else { "s" };
            let text = self.palette.paint(Ink::Faint, &format!("# ({count} unchanged {noun}{plural} hidden)"));
            self.line(' ', indent, &text);
        }
    }

    /// A line of a difference. What it shows as changed is marked `!`.
    fn marked(&mut self, mark: char, indent: usize, text: &str) {
        let mark = if mark == '~' { '!' } else { mark };
        self.out.push_str(&format!("{mark}{:indent$} {text}\n", ""));
    }

    fn line(&mut self, mark: char, indent: usize, text: &str) {
        if self.is_diff {
            return self.marked(mark, indent, text);
        }
        let mark = match mark {
            '+' => self.palette.paint(Ink::Add, "+"),
            '-' => self.palette.paint(Ink::Remove, "-"),
            '~' => self.palette.paint(Ink::Change, "~"),
            other => other.to_string(),
        };
        self.out.push_str(&format!("{:indent$}{mark} {text}\n", ""));
    }
}

/// Shown in place of code that is not text.
const NOT_TEXT: &str = "(not text)";

fn side<'a>(attributes: Option<&'a Attributes>, name: &str) -> Option<&'a Attribute> {
    attributes?.get(name)
}

fn is_empty(value: Option<&Attribute>) -> bool {
    match value {
        None | Some(Attribute::Null) => true,
        Some(Attribute::Map(entries)) => entries.is_empty(),
        Some(Attribute::Blocks(blocks)) => blocks.is_empty(),
        _ => false,
    }
}

fn is_worth_showing(old: Option<&Attribute>, new: Option<&Attribute>, both: bool) -> bool {
    if both { old != new } else { !(is_empty(old) && is_empty(new)) }
}

/// A value in one line.
pub(super) fn scalar(value: &Attribute) -> String {
    match value {
        Attribute::Null => "null".to_string(),
        Attribute::Bool(value) => value.to_string(),
        Attribute::String(text) => quoted(text),
        Attribute::Unknown { .. } => "(known after apply)".to_string(),
        Attribute::Code { code } => format!("(code {})", code.short()),
        Attribute::Blocks(blocks) => format!("({} blocks)", blocks.len()),
        Attribute::Map(entries) => format!("({} elements)", entries.len()),
    }
}
