//! Writes blocks of data in Terraform's language, as `terraform fmt` would leave them.

use super::{
    blocks::{Block, refuse},
    shape::{Context, Shape},
};
use crate::{
    problem::{Place, Problems},
    syntax::{
        Part,
        hcl::written::{is_expression, is_word, parts_bare, parts_in_quotes, parts_of},
        node::{Member, Node, Value, without_comments},
    },
    write::{Writer, escape},
};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

pub(super) fn write(blocks: &[Block], problems: &mut Problems) -> String {
    let mut convert = Convert { out: Writer::default(), problems };
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            convert.out.blank();
        }
        let labels: Vec<&str> = block.labels.iter().map(|label| label.text.as_str()).collect();
        convert.block(&block.kind, &labels, &block.members, &block.context());
    }
    convert.out.text
}

struct Convert<'p> {
    out: Writer,
    problems: &'p mut Problems,
}

impl Convert<'_> {
    fn block(&mut self, kind: &str, labels: &[&str], members: &[Member], context: &Context<'_>) {
        let mut header = kind.to_owned();
        for label in labels {
            header.push_str(&format!(" \"{}\"", escape(label)));
        }
        self.out.open(&header);
        self.body(members, context);
        self.out.close();
    }

    fn body(&mut self, members: &[Member], context: &Context<'_>) {
        let mut arguments: Vec<(String, String)> = Vec::new();
        let mut long: Vec<(String, String)> = Vec::new();
        let mut blocks: Vec<(&Member, usize)> = Vec::new();
        for member in without_comments(members) {
            let shape = context.shape(&member.name);
            let text = match shape {
                Shape::Block(labels) => {
                    blocks.push((member, labels));
                    continue;
                }
                Shape::Unknown if could_be_block(&member.node) => {
                    let message = "whether this is a block or an argument only its provider knows";
                    refuse(
                        self.problems,
                        member.place,
                        message,
                        "move it to a document of its own, and convert the others",
                    );
                    continue;
                }
                Shape::Literal => self.literal(&member.node, 0),
                Shape::Bare => self.bare(&member.node),
                Shape::Template | Shape::Unknown => self.template(&member.node, 0, true),
            };
            if !is_word(&member.name) && !member.name.chars().all(char::is_alphanumeric) {
                refuse(self.problems, member.place, "this is no name of an argument", "give it another name");
            }
            let list = if text.contains('\n') { &mut long } else { &mut arguments };
            list.push((member.name.clone(), text));
        }
        self.out.arguments(&arguments);
        let mut first = arguments.is_empty();
        for (name, text) in long {
            if !core::mem::take(&mut first) {
                self.out.blank();
            }
            self.out.long_argument(&name, &text);
        }
        for (member, labels) in blocks {
            self.nested(member, &member.node, labels, &mut Vec::new(), context, &mut first);
        }
    }

    fn nested<'n>(
        &mut self,
        member: &'n Member,
        node: &'n Node,
        missing: usize,
        labels: &mut Vec<&'n str>,
        context: &Context<'n>,
        first: &mut bool,
    ) {
        match &node.value {
            Value::Null => {}
            Value::List(items) => {
                for item in items {
                    self.nested(member, item, missing, labels, context, first);
                }
            }
            Value::Map(members) if missing > 0 => {
                for inside in without_comments(members) {
                    labels.push(&inside.name);
                    self.nested(member, &inside.node, missing - 1, labels, context, first);
                    labels.pop();
                }
            }
            Value::Map(members) => {
                if !core::mem::take(first) {
                    self.out.blank();
                }
                let inside = context.inside(&member.name, labels.first().copied());
                self.block(&member.name, labels, members, &inside);
            }
            _ => refuse(self.problems, node.place, "this is a block and has no value", "write an object"),
        }
    }

    /// A value in which strings are templates. Only what stands alone after its name may be a heredoc.
    fn template(&mut self, node: &Node, depth: usize, alone: bool) -> String {
        match &node.value {
            Value::String(text) => match parts_of(text, node.place, self.problems) {
                Some((parts, text)) => template(&parts, text, alone),
                None => String::new(),
            },
            Value::Expression(text) => expression(text),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.template(item, depth + 1, false)).collect();
                list(&items, depth)
            }
            Value::Map(members) => {
                let mut pairs = Vec::new();
                for member in members {
                    let key = match parts_of(&member.name, member.place, self.problems) {
                        Some((parts, text)) => key(&parts, text),
                        None => String::new(),
                    };
                    pairs.push((key, self.template(&member.node, depth + 1, false)));
                }
                object(&pairs, depth)
            }
            _ => self.plain(node),
        }
    }

    /// References or types, which data has in strings.
    fn bare(&mut self, node: &Node) -> String {
        match &node.value {
            Value::String(text) => {
                let inside = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
                if !is_expression(inside) {
                    refuse(self.problems, node.place, "this is no expression", "write a reference or a type");
                }
                expression(inside)
            }
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.bare(item)).collect();
                list(&items, 0)
            }
            Value::Map(members) => {
                let pairs: Vec<_> =
                    members.iter().map(|member| (member.name.clone(), self.bare(&member.node))).collect();
                object(&pairs, 0)
            }
            _ => self.plain(node),
        }
    }

    /// A value in which strings stand for themselves.
    fn literal(&mut self, node: &Node, depth: usize) -> String {
        match &node.value {
            Value::String(text) => {
                let parts = [Part::Literal(text.clone())];
                template(&parts, text, depth == 0)
            }
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.literal(item, depth + 1)).collect();
                list(&items, depth)
            }
            Value::Map(members) => {
                let mut pairs = Vec::new();
                for member in members {
                    let name = &member.name;
                    let key = if is_key(name) { name.clone() } else { format!("\"{}\"", escape(name)) };
                    pairs.push((key, self.literal(&member.node, depth + 1)));
                }
                object(&pairs, depth)
            }
            _ => self.plain(node),
        }
    }

    fn plain(&mut self, node: &Node) -> String {
        match &node.value {
            Value::Bool(value) => value.to_string(),
            Value::Number(text) => {
                if !is_expression(text) {
                    let help = "connfn reads numbers below 1.8e308 there: write it in quotes, with which it is a text";
                    refuse(self.problems, node.place, "this number is too large for a `.tf` file", help);
                }
                text.clone()
            }
            _ => "null".to_owned(),
        }
    }
}

fn could_be_block(node: &Node) -> bool {
    match &node.value {
        Value::Map(_) => true,
        Value::List(items) => items.iter().any(could_be_block),
        _ => false,
    }
}

/// A template as a bare expression, a heredoc or a quoted string, whichever reads best.
fn template(parts: &[Part], text: &str, alone: bool) -> String {
    let source = |place: Place| text.get(place.start..place.end).unwrap_or_default();
    if let [Part::Interpolation(only)] = parts {
        return expression(source(only.place));
    }
    if alone {
        let bare = parts_bare(parts, &source);
        let is_heredoc = bare.ends_with('\n')
            && bare.trim_end_matches('\n').contains('\n')
            && !bare.lines().any(|line| line.trim_start().starts_with(DELIMITER))
            && bare.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control());
        if is_heredoc {
            return format!("<<{DELIMITER}\n{bare}{DELIMITER}");
        }
    }
    format!("\"{}\"", parts_in_quotes(parts, &source))
}

const DELIMITER: &str = "EOT";

/// An expression where a line may end it.
fn expression(text: &str) -> String {
    let text = text.trim();
    let mut open = 0_usize;
    let mut in_quotes = false;
    let mut ends_early = false;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => in_quotes = !in_quotes,
            '(' | '[' | '{' if !in_quotes => open += 1,
            ')' | ']' | '}' if !in_quotes => open = open.saturating_sub(1),
            '\n' => ends_early |= open == 0,
            _ => {}
        }
    }
    // A quote within a template within quotes, or a heredoc, is not followed: brackets around do no harm.
    let unsure = text.contains('\n') && (text.contains("<<") || text.contains("${") || in_quotes);
    let text = dedented(text);
    if ends_early || unsure { format!("(\n{text}\n)") } else { text }
}

/// An expression as if it began in the first column: its lines after the first have the indentation of where it stood.
fn dedented(text: &str) -> String {
    // A heredoc would lose what belongs to it.
    if text.contains("<<") {
        return text.to_owned();
    }
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines: Vec<&str> = text
        .lines()
        .enumerate()
        .map(|(at, line)| if at == 0 { line } else { line.get(least..).unwrap_or("") })
        .collect();
    lines.join("\n")
}

fn key(parts: &[Part], text: &str) -> String {
    let source = |place: Place| text.get(place.start..place.end).unwrap_or_default();
    match parts {
        [Part::Literal(word)] if is_key(word) => word.clone(),
        [Part::Interpolation(only)] => {
            let text = source(only.place).trim();
            let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            if inside.is_some_and(is_expression) { text.to_owned() } else { format!("({text})") }
        }
        _ => format!("\"{}\"", parts_in_quotes(parts, &source)),
    }
}

/// Whether a text can be a key without quotes.
fn is_key(text: &str) -> bool {
    is_word(text) && !matches!(text, "for" | "null" | "true" | "false")
}

/// Items on one line if they are few and short.
fn list(items: &[String], depth: usize) -> String {
    let line = items.join(", ");
    if line.len() <= 90 && !line.contains('\n') {
        return format!("[{line}]");
    }
    let indent = "  ".repeat(depth + 1);
    let mut lines = String::new();
    for item in items {
        lines.push_str(&format!("{indent}{item},\n"));
    }
    format!("[\n{lines}{}]", "  ".repeat(depth))
}

fn object(pairs: &[(String, String)], depth: usize) -> String {
    if pairs.is_empty() {
        return "{}".to_owned();
    }
    let indent = "  ".repeat(depth + 1);
    let short = |(_, value): &&(String, String)| !value.contains('\n');
    let width = pairs.iter().filter(short).map(|(key, _)| key.chars().count()).max().unwrap_or(0);
    let mut lines = String::new();
    for pair in pairs {
        let (key, value) = pair;
        let pad = if short(&pair) { width - key.chars().count() } else { 0 };
        lines.push_str(&format!("{indent}{key}{} = {value}\n", " ".repeat(pad)));
    }
    format!("{{\n{lines}{}}}", "  ".repeat(depth))
}
