//! Writes data as JSON.

use crate::syntax::node::{Node, Value};
use alloc::{format, string::String};

pub(super) fn write(root: &Node) -> String {
    let mut out = String::new();
    value(root, 0, &mut out);
    out.push('\n');
    out
}

fn value(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => string(text, out),
        Value::Expression(text) => string(&format!("${{{text}}}"), out),
        Value::List(items) if items.is_empty() => out.push_str("[]"),
        Value::Map(members) if members.is_empty() => out.push_str("{}"),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                line(index, depth + 1, out);
                value(item, depth + 1, out);
            }
            end(depth, ']', out);
        }
        Value::Map(members) => {
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                line(index, depth + 1, out);
                string(&member.name, out);
                out.push_str(": ");
                value(&member.node, depth + 1, out);
            }
            end(depth, '}', out);
        }
    }
}

fn line(index: usize, depth: usize, out: &mut String) {
    out.push_str(if index == 0 { "\n" } else { ",\n" });
    (0..depth).for_each(|_| out.push_str("  "));
}

fn end(depth: usize, bracket: char, out: &mut String) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
    out.push(bracket);
}

/// A text in double quotes, as JSON, YAML and TOML all read it.
pub(super) fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // YAML reads some as line breaks or refuses them, though they are no control characters.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
