//! Values and their types as `terraform console` prints them.

use super::{
    json::json_of,
    types::Type,
    value::{Data, Value},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt::Write as _;

/// A value as the console shows it.
pub(crate) fn shown(data: &Data) -> String {
    let mut out = String::new();
    write(data, 0, &mut out);
    out
}

fn write(data: &Data, indent: usize, out: &mut String) {
    match data {
        Data::Unknown | Data::Later(_) => out.push_str("(known after apply)"),
        Data::Sensitive(inside) if matches!(**inside, Data::Later(_)) => out.push_str("(known after apply)"),
        Data::Sensitive(_) => out.push_str("(sensitive value)"),
        Data::Null(of) => match of {
            Type::Any => out.push_str("null"),
            Type::String => out.push_str("tostring(null)"),
            Type::Number => out.push_str("tonumber(null)"),
            Type::Bool => out.push_str("tobool(null)"),
            Type::List(of) => out.push_str(&format!("tolist(null) /* of {} */", friendly(of))),
            Type::Set(of) => out.push_str(&format!("toset(null) /* of {} */", friendly(of))),
            Type::Map(of) => out.push_str(&format!("tomap(null) /* of {} */", friendly(of))),
            of => out.push_str(&format!("null /* {} */", friendly(of))),
        },
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Number(number) => out.push_str(&number.to_string()),
        Data::Text(text) => match text.known() {
            Some(text) => string(text, indent, out),
            None => out.push_str("(known after apply)"),
        },
        Data::List(items) if items.of.is_none() => sequence(items, indent, out),
        Data::List(items) | Data::Set(items) => {
            out.push_str(if matches!(data, Data::List(_)) { "tolist(" } else { "toset(" });
            sequence(items, indent, out);
            out.push(')');
        }
        Data::Object(members) => {
            if members.of.is_some() {
                out.push_str("tomap(");
            }
            out.push('{');
            for (key, member) in members {
                line(indent + 2, out);
                string(key, indent + 2, out);
                out.push_str(" = ");
                write(&member.value.data, indent + 2, out);
            }
            if !members.is_empty() {
                line(indent, out);
            }
            out.push('}');
            if members.of.is_some() {
                out.push(')');
            }
        }
    }
}

fn line(indent: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}

fn sequence(items: &[Value], indent: usize, out: &mut String) {
    out.push('[');
    for item in items {
        line(indent + 2, out);
        write(&item.data, indent + 2, out);
        out.push(',');
    }
    if !items.is_empty() {
        line(indent, out);
    }
    out.push(']');
}

/// A string in quotes, or as a heredoc if it has several lines.
fn string(text: &str, indent: usize, out: &mut String) {
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.len() < 2 {
        out.push_str(&quoted(text));
        return;
    }
    let mut delimiter = String::from("EOT");
    while lines.iter().any(|line| line.trim() == delimiter) {
        delimiter.push('_');
    }
    out.push_str(if indent > 0 { "<<-" } else { "<<" });
    out.push_str(&delimiter);
    for text in lines {
        line(indent, out);
        out.push_str(text);
    }
    line(indent, out);
    out.push_str(&delimiter);
}

/// A string in quotes as Go writes it, with which Terraform is made.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            c if is_printable(c) => out.push(c),
            // Writing to a string cannot fail.
            c => drop(match u32::from(c) {
                code @ ..0x80 => write!(out, "\\x{code:02x}"),
                code @ ..0x1_0000 => write!(out, "\\u{code:04x}"),
                code => write!(out, "\\U{code:08x}"),
            }),
        }
    }
    out.push('"');
    out
}

/// Rust escapes the same characters, and marks that stand on their own: here they stand behind a letter.
fn is_printable(c: char) -> bool {
    c == '\'' || format!("a{c}").escape_debug().count() == 2
}

/// A type as messages name it.
fn friendly(of: &Type) -> String {
    match of {
        Type::Any => "dynamic".into(),
        Type::Bool => "bool".into(),
        Type::Number => "number".into(),
        Type::String => "string".into(),
        Type::List(of) => format!("list of {}", friendly(of)),
        Type::Set(of) => format!("set of {}", friendly(of)),
        Type::Map(of) => format!("map of {}", friendly(of)),
        Type::Tuple(_) => "tuple".into(),
        Type::Object(_) => "object".into(),
    }
}

/// A value's type as `type` gives it.
pub(crate) fn type_shown(of: &Type) -> String {
    let mut out = String::new();
    write_type(of, 0, &mut out);
    out
}

fn write_type(of: &Type, indent: usize, out: &mut String) {
    let mut collection = |name: &str, of: &Type| {
        out.push_str(name);
        out.push('(');
        if matches!(of, Type::Tuple(_) | Type::Object(_)) {
            line(indent + 4, out);
            write_type(of, indent + 4, out);
            out.push(',');
            line(indent, out);
        } else {
            write_type(of, indent, out);
        }
        out.push(')');
    };
    match of {
        Type::List(of) => collection("list", of),
        Type::Set(of) => collection("set", of),
        Type::Map(of) => collection("map", of),
        Type::Tuple(types) if types.is_empty() => out.push_str("tuple([])"),
        Type::Tuple(types) => {
            out.push_str("tuple([");
            for of in types.iter() {
                line(indent + 4, out);
                write_type(of, indent + 4, out);
                out.push(',');
            }
            line(indent, out);
            out.push_str("])");
        }
        Type::Object(types) if types.is_empty() => out.push_str("object({})"),
        Type::Object(types) => {
            out.push_str("object({");
            for (name, of) in types.iter() {
                line(indent + 4, out);
                out.push_str(name);
                out.push_str(": ");
                write_type(of, indent + 4, out);
                out.push(',');
            }
            line(indent, out);
            out.push_str("})");
        }
        simple => out.push_str(&friendly(simple)),
    }
}

/// A type as Terraform writes types in JSON.
pub(crate) fn type_as_json(of: &Type) -> String {
    let collection = |name: &str, of: &Type| format!("[\"{name}\",{}]", type_as_json(of));
    match of {
        Type::Any => "\"dynamic\"".into(),
        Type::Bool => "\"bool\"".into(),
        Type::Number => "\"number\"".into(),
        Type::String => "\"string\"".into(),
        Type::List(of) => collection("list", of),
        Type::Set(of) => collection("set", of),
        Type::Map(of) => collection("map", of),
        Type::Tuple(types) => {
            let types: Vec<String> = types.iter().map(type_as_json).collect();
            format!("[\"tuple\",[{}]]", types.join(","))
        }
        Type::Object(types) => {
            let member = |(name, of): (&String, &Type)| {
                let name = json_of(&Data::text(name.clone())).unwrap_or_default();
                format!("{name}:{}", type_as_json(of))
            };
            let types: Vec<String> = types.iter().map(member).collect();
            format!("[\"object\",{{{}}}]", types.join(","))
        }
    }
}
