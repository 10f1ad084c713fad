//! Values as JSON text.

use super::value::Data;
use alloc::string::{String, ToString};
use core::fmt::Write as _;

/// The value byte for byte as Terraform writes it: compact, keys sorted, and `<`, `>`, `&` escaped.
pub(crate) fn json_of(data: &Data) -> Option<String> {
    let mut out = String::new();
    write(data, &mut out)?;
    Some(out)
}

fn write(data: &Data, out: &mut String) -> Option<()> {
    match data {
        Data::Null(_) => out.push_str("null"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Number(number) => out.push_str(&number.to_string()),
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
        Data::Sensitive(_) | Data::Later(_) | Data::Unknown => return None,
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
