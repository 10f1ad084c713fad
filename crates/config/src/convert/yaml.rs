//! Writes data as YAML, as a person would: in blocks, without quotes where they are not needed, and texts of several lines as they are.

use super::json;
use crate::syntax::node::{Node, Value};
use alloc::{format, string::String};

pub(super) fn write(root: &Node) -> String {
    let mut out = String::new();
    match &root.value {
        Value::Map(_) | Value::List(_) => block(root, 0, false, &mut out),
        _ => inline(root, 0, &mut out),
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// A list or a map on lines of their own; the first line may go on where something stands already.
fn block(node: &Node, depth: usize, goes_on: bool, out: &mut String) {
    let mut first = goes_on;
    let mut line = |out: &mut String| {
        if !core::mem::take(&mut first) {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            (0..depth).for_each(|_| out.push_str("  "));
        }
    };
    match &node.value {
        Value::Map(members) if !members.is_empty() => {
            for member in members {
                line(out);
                text(&member.name, true, depth, out);
                out.push(':');
                below(&member.node, depth, out);
            }
        }
        Value::List(items) if !items.is_empty() => {
            for item in items {
                line(out);
                out.push('-');
                match &item.value {
                    Value::Map(members) if !members.is_empty() => {
                        out.push(' ');
                        block(item, depth + 1, true, out);
                    }
                    Value::List(items) if !items.is_empty() => {
                        out.push(' ');
                        block(item, depth + 1, true, out);
                    }
                    _ => {
                        out.push(' ');
                        inline(item, depth, out);
                    }
                }
            }
        }
        _ => inline(node, depth, out),
    }
}

/// A value after its key.
fn below(node: &Node, depth: usize, out: &mut String) {
    let is_block = match &node.value {
        Value::Map(members) => !members.is_empty(),
        Value::List(items) => !items.is_empty(),
        _ => false,
    };
    if is_block {
        block(node, depth + 1, false, out);
    } else {
        out.push(' ');
        inline(node, depth, out);
    }
}

fn inline(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number),
        Value::String(found) => text(found, false, depth, out),
        Value::Expression(found) => text(&format!("${{{found}}}"), false, depth, out),
        Value::List(_) => out.push_str("[]"),
        Value::Map(_) => out.push_str("{}"),
    }
}

fn text(text: &str, is_key: bool, depth: usize, out: &mut String) {
    if !is_key && is_literal(text) {
        let lines = text.trim_end_matches('\n');
        out.push_str(match text.len() - lines.len() {
            0 => "|-",
            1 => "|",
            _ => "|+",
        });
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            out.push('\n');
            if !line.is_empty() {
                (0..=depth).for_each(|_| out.push_str("  "));
                out.push_str(line);
            }
        }
        out.push('\n');
    } else if is_plain(text) {
        out.push_str(text);
    } else {
        json::string(text, out);
    }
}

/// Whether a text of several lines can stand as it is: its first line is not indented, and nothing in it has to be escaped.
fn is_literal(text: &str) -> bool {
    let lines = text.trim_end_matches('\n');
    lines.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && !text.contains(['\u{feff}', '\u{2028}', '\u{2029}', '\u{fffe}', '\u{ffff}'])
        && text.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control())
        // Blanks alone on a line are easily lost, and at the end of a text they are read in more than one way.
        && !text.split('\n').any(|line| !line.is_empty() && line.trim().is_empty())
}

/// Whether a text means itself without quotes, in every place and for every reader.
fn is_plain(text: &str) -> bool {
    let word = text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '/' | '.'))
        && !text.ends_with([' ', ':'])
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | ':' | '(' | ')' | '='))
        && !text.contains(": ")
        && text.chars().any(|c| c.is_ascii_alphabetic());
    // A template that is one reference reads better without quotes.
    let template = text.starts_with("${")
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '{' | '}' | '_' | '-' | '.'));
    let lower = text.to_ascii_lowercase();
    let is_word_of_yaml = matches!(
        lower.as_str(),
        "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | ".inf" | ".nan" | "<<"
    );
    (word || template) && !is_word_of_yaml && !is_number(text)
}

/// Whether some reader takes a text for a number.
fn is_number(text: &str) -> bool {
    let rest = text.trim_start_matches('.');
    rest.starts_with(|c: char| c.is_ascii_digit()) || rest.is_empty()
}
