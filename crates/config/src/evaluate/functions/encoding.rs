//! `jsonencode`, byte for byte as Terraform writes it: compact, keys sorted, and `<`, `>`, `&` escaped.

use super::{Fault, fault};
use crate::evaluate::value::{Data, Value};
use alloc::{format, string::String};
use core::fmt::Write as _;

pub(super) fn json(arguments: &[Value]) -> Result<Data, Fault> {
    let mut out = String::new();
    match arguments.first() {
        Some(value) if write(&value.data, &mut out).is_some() => Ok(Data::text(out)),
        _ => fault(0, "the value has no JSON form"),
    }
}

fn write(data: &Data, out: &mut String) -> Option<()> {
    match data {
        Data::Null => out.push_str("null"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Number(number) => out.push_str(&format!("{number}")),
        Data::Text(text) => string(text.known()?, out),
        Data::List(items) | Data::Set(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(&item.data, out)?;
            }
            out.push(']');
        }
        Data::Object(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                string(key, out);
                out.push(':');
                write(&member.value.data, out)?;
            }
            out.push('}');
        }
        Data::Unknown => return None,
    }
    Some(())
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
