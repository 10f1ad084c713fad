//! Writes data as TOML: a table for each map, a list of tables for each list of maps, and the rest in place.

use super::json;
use crate::syntax::{
    NULL_IN_TOML,
    node::{Member, Node, Value},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

pub(super) fn write(root: &Node) -> String {
    let mut out = String::new();
    if let Value::Map(members) = &root.value {
        table(members, &[], &mut out);
    }
    out
}

/// The members of a table: its values first, since a header would take them for its own.
fn table(members: &[Member], path: &[String], out: &mut String) {
    for member in members.iter().filter(|member| tables(&member.node).is_none()) {
        out.push_str(&key(&member.name));
        out.push_str(" = ");
        value(&member.node, true, out);
        out.push('\n');
    }
    for member in members {
        let Some(tables) = tables(&member.node) else { continue };
        let mut path = path.to_vec();
        path.push(key(&member.name));
        let is_list = matches!(member.node.value, Value::List(_));
        for inside in tables {
            // A table that holds only others needs no header.
            let is_shown =
                is_list || inside.is_empty() || inside.iter().any(|member| self::tables(&member.node).is_none());
            if is_shown {
                if !out.is_empty() {
                    out.push('\n');
                }
                let name = path.join(".");
                out.push_str(&if is_list { format!("[[{name}]]\n") } else { format!("[{name}]\n") });
            }
            table(inside, &path, out);
        }
    }
}

/// The tables that a value is, if it is one or a list of them.
fn tables(node: &Node) -> Option<Vec<&[Member]>> {
    let is_table = |node: &Node| matches!(node.value, Value::Map(_));
    match &node.value {
        Value::Map(found) => Some(Vec::from([found.as_slice()])),
        Value::List(items) if !items.is_empty() && items.iter().all(is_table) => {
            let all = items.iter().filter_map(|item| match &item.value {
                Value::Map(found) => Some(found.as_slice()),
                _ => None,
            });
            Some(all.collect())
        }
        _ => None,
    }
}

fn value(node: &Node, on_a_line: bool, out: &mut String) {
    match &node.value {
        Value::Null => json::string(NULL_IN_TOML, out),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number),
        Value::String(text) => string(text, on_a_line, out),
        Value::Expression(text) => string(&format!("${{{text}}}"), on_a_line, out),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                value(item, false, out);
            }
            out.push(']');
        }
        Value::Map(members) if members.is_empty() => out.push_str("{}"),
        Value::Map(members) => {
            for (index, member) in members.iter().enumerate() {
                out.push_str(if index == 0 { "{ " } else { ", " });
                out.push_str(&key(&member.name));
                out.push_str(" = ");
                value(&member.node, false, out);
            }
            out.push_str(" }");
        }
    }
}

fn string(text: &str, on_a_line: bool, out: &mut String) {
    let printable = text.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control());
    if on_a_line
        && printable
        && text.trim_end_matches('\n').contains('\n')
        && !text.contains("'''")
        && !text.ends_with('\'')
    {
        out.push_str("'''\n");
        out.push_str(text);
        out.push_str("'''");
    } else if printable && !text.contains(['\n', '\'']) && text.contains(['"', '\\']) {
        out.push_str(&format!("'{text}'"));
    } else {
        json::string(text, out);
    }
}

fn key(name: &str) -> String {
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
        return name.to_string();
    }
    let mut out = String::new();
    json::string(name, &mut out);
    out
}
