//! TypeScript from JSON Schema, as far as the schemas of our types go. A keyword that it does not know is an error, so that no
//! type says less than its schema by accident.

use crate::outcome::Outcome;
use serde_json::{Map, Value};

/// Keywords that say nothing which TypeScript could.
const SILENT: [&str; 16] = [
    "$schema",
    "default",
    "description",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "not",
    "pattern",
    "patternProperties",
    "propertyNames",
    "title",
    "uniqueItems",
];

/// The declarations of all definitions, by name.
pub(super) fn declarations(definitions: &Map<String, Value>) -> Outcome<String> {
    let mut text = "// Written by `cargo xtask generate` from the Rust types; edit those.\n".to_owned();
    for (name, schema) in definitions {
        let declaration = declaration(name, schema).map_err(|error| format!("the type `{name}`: {error}"))?;
        text.extend(["\n", &declaration]);
    }
    Ok(text)
}

fn declaration(name: &str, schema: &Value) -> Outcome<String> {
    let text = type_of(schema, 0)?;
    let docs = docs(schema, 0);
    Ok(if text.starts_with('{') && is_plain_object(schema) {
        format!("{docs}export interface {name} {text}\n")
    } else {
        format!("{docs}export type {name} ={};\n", spaced(&text))
    })
}

/// Whether a schema is its members and nothing else.
fn is_plain_object(schema: &Value) -> bool {
    schema.get("properties").is_some() && ["oneOf", "anyOf", "allOf"].iter().all(|key| schema.get(key).is_none())
}

/// A schema's type, on a line that is so deep.
fn type_of(schema: &Value, depth: usize) -> Outcome<String> {
    let Some(schema) = schema.as_object() else { return Ok("unknown".to_owned()) };
    let (mut parts, mut unions) = (Vec::new(), Vec::new());
    for (keyword, value) in schema {
        match keyword.as_str() {
            "$ref" => parts.push(reference(value)?.to_owned()),
            "const" => parts.push(literal(value)),
            "enum" => parts.push(list(value)?.iter().map(literal).collect::<Vec<_>>().join(" | ")),
            "oneOf" | "anyOf" => unions.push(union(list(value)?, depth)?),
            "allOf" => parts.extend(list(value)?.iter().map(|part| type_of(part, depth)).collect::<Outcome<Vec<_>>>()?),
            "type" if schema.contains_key("const") || schema.contains_key("enum") => {}
            "type" => parts.extend(of_kind(schema, value, depth)?),
            // Read with `type`.
            "properties" | "required" | "additionalProperties" | "items" => {}
            silent if SILENT.contains(&silent) => {}
            unknown => return Err(format!("the keyword `{unknown}` is not known").into()),
        }
    }
    parts.append(&mut unions);
    Ok(match parts.as_slice() {
        [] => "unknown".to_owned(),
        [part] => part.clone(),
        parts => parts.iter().map(|part| enclosed(part)).collect::<Vec<_>>().join(" & "),
    })
}

/// The type that `type` names, or those. A tagged union's object without members of its own adds nothing to the union.
fn of_kind(schema: &Map<String, Value>, kinds: &Value, depth: usize) -> Outcome<Option<String>> {
    let one = [kinds.clone()];
    let kinds = kinds.as_array().map_or(one.as_slice(), Vec::as_slice);
    let of = |kind: &Value| {
        Ok(match kind.as_str().unwrap_or_default() {
            "null" => "null".to_owned(),
            "boolean" => "boolean".to_owned(),
            "integer" | "number" => "number".to_owned(),
            "string" => "string".to_owned(),
            "array" => format!("{}[]", enclosed(&type_of(schema.get("items").unwrap_or(&Value::Null), depth)?)),
            "object" => object(schema, depth)?,
            other => return Err(format!("the type `{other}` is not known").into()),
        })
    };
    let union = kinds.iter().map(of).collect::<Outcome<Vec<_>>>()?.join(" | ");
    let has_variants = ["oneOf", "anyOf"].iter().any(|key| schema.contains_key(*key));
    Ok((!(has_variants && union == EMPTY)).then_some(union))
}

/// An object that may hold nothing that anyone knows of.
const EMPTY: &str = "Record<string, never>";

fn object(schema: &Map<String, Value>, depth: usize) -> Outcome<String> {
    let members = schema.get("properties").and_then(Value::as_object);
    let Some(members) = members.filter(|members| !members.is_empty()) else {
        return Ok(match schema.get("additionalProperties") {
            Some(values) if *values != Value::Bool(false) => {
                format!("{{ [key: string]:{} }}", spaced(&type_of(values, depth)?))
            }
            _ => EMPTY.to_owned(),
        });
    };
    let required = schema.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let indent = "  ".repeat(depth + 1);
    let mut text = "{\n".to_owned();
    for (name, member) in members {
        let mark = if required.iter().any(|other| other == name) { "" } else { "?" };
        let member_type = type_of(member, depth + 1)?;
        text.extend([&docs(member, depth + 1), &indent, &key(name), mark, ":", &spaced(&member_type), ";\n"]);
    }
    // What is refused, TypeScript refuses by itself.
    let others = schema.get("additionalProperties").filter(|others| **others != Value::Bool(false));
    if let Some(others) = others {
        let members = members.values().map(|member| type_of(member, depth + 1)).collect::<Outcome<Vec<_>>>()?;
        let others = type_of(others, depth + 1)?;
        // The type of an index has to hold those of all members.
        let others = if members.iter().all(|member| *member == others) { others } else { "unknown".to_owned() };
        text.extend([&indent, "[key: string]:", &spaced(&others), ";\n"]);
    }
    text.extend([&"  ".repeat(depth), "}"]);
    Ok(text)
}

/// A type behind a mark on the same line, unless it begins a line of its own.
fn spaced(text: &str) -> String {
    if text.starts_with('\n') { text.to_owned() } else { format!(" {text}") }
}

/// A member's name as TypeScript writes it.
fn key(name: &str) -> String {
    let is_word = name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_$".contains(letter));
    if is_word { name.to_owned() } else { literal(&Value::from(name)) }
}

fn union(variants: &[Value], depth: usize) -> Outcome<String> {
    let indent = "  ".repeat(depth + 1);
    let types = variants.iter().map(|variant| type_of(variant, depth + 1)).collect::<Outcome<Vec<_>>>()?;
    if types.iter().all(|text| !text.contains('\n')) && types.iter().map(String::len).sum::<usize>() < 80 {
        return Ok(types.join(" | "));
    }
    let lines = types.iter().zip(variants);
    Ok(lines
        .map(|(text, variant)| format!("\n{}{indent}| {text}", docs(variant, depth + 1)))
        .collect::<Vec<_>>()
        .concat())
}

fn reference(value: &Value) -> Outcome<&str> {
    let name = value.as_str().and_then(|path| path.rsplit('/').next());
    name.ok_or_else(|| "a `$ref` is not a path".into())
}

fn list(value: &Value) -> Outcome<&[Value]> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| "a list is expected".into())
}

/// A value as TypeScript writes it.
fn literal(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("'{}'", text.replace('\'', "\\'")))
}

/// A type as a part of another.
fn enclosed(text: &str) -> String {
    let is_one = !text.contains([' ', '\n']) || closes_at_its_end(text);
    if is_one { text.to_owned() } else { format!("({text})") }
}

/// Whether the brace that a type begins with is closed by its last letter.
fn closes_at_its_end(text: &str) -> bool {
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(_, letter)| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    end.is_some_and(|(at, _)| text.len() == at + 1)
}

/// A schema's description as a comment.
fn docs(schema: &Value, depth: usize) -> String {
    let Some(text) = schema.get("description").and_then(Value::as_str) else { return String::new() };
    let indent = "  ".repeat(depth);
    let text = without_links(text);
    let lines: Vec<&str> = text.lines().collect();
    match lines.as_slice() {
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

/// Rust's links, such as [`Plan::code`](crate::plan::Plan), as plain code.
fn without_links(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("`]").unwrap_or((part, ""));
        let rest = rest.strip_prefix('(').and_then(|target| Some(target.split_once(')')?.1)).unwrap_or(rest);
        plain.extend(["`", &name.replace("::", "."), "`", rest]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(schema: Value, wanted: &str) {
        let definitions = Map::from_iter([("X".to_owned(), schema)]);
        let text = declarations(&definitions).unwrap();
        assert_eq!(text.split_once("\n\n").unwrap().1, wanted);
    }

    #[test]
    fn an_object_is_an_interface() {
        let schema = json!({
            "type": "object", "description": "A thing.", "required": ["a"],
            "properties": {
                "a": { "type": "string", "description": "A name." },
                "b": { "type": ["integer", "null"] },
                "c": { "type": "array", "items": { "anyOf": [{ "$ref": "#/definitions/Y" }, { "type": "null" }] } },
            },
        });
        let wanted = "/** A thing. */\nexport interface X {\n  /** A name. */\n  a: string;\n  b?: number | null;\n  c?: (Y | \
                      null)[];\n}\n";
        check(schema, wanted);
    }

    #[test]
    fn other_members_are_an_index_that_holds_every_member() {
        let schema = json!({
            "type": "object", "properties": { "//": {}, "a": { "type": "string" } },
            "additionalProperties": { "type": "array", "items": { "anyOf": [
                { "type": "object", "additionalProperties": true }, { "type": "null" },
            ] } },
        });
        check(schema, "export interface X {\n  '//'?: unknown;\n  a?: string;\n  [key: string]: unknown;\n}\n");
        let schema = json!({ "type": "object", "additionalProperties": { "type": "array", "items": { "anyOf": [
            { "type": "object", "additionalProperties": true }, { "type": "null" },
        ] } } });
        check(schema, "export type X = { [key: string]: ({ [key: string]: unknown } | null)[] };\n");
    }

    #[test]
    fn a_tagged_union_keeps_the_members_beside_it() {
        let variant = |tag| json!({ "type": "object", "properties": { "t": { "type": "string", "const": tag } }, "required": ["t"] });
        let schema = json!({
            "type": "object", "properties": { "id": { "type": "string" } }, "required": ["id"],
            "oneOf": [variant("a"), variant("b")],
        });
        let wanted = "export type X = {\n  id: string;\n} & (\n  | {\n    t: 'a';\n  }\n  | {\n    t: 'b';\n  });\n";
        check(schema, wanted);
    }

    #[test]
    fn links_to_rust_are_plain() {
        assert_eq!(
            without_links("An entry of [`Plan::code`]; one of [`R`](crate::R)'s."),
            "An entry of `Plan.code`; one of `R`'s."
        );
    }

    #[test]
    fn an_unknown_keyword_is_an_error() {
        let error = declarations(&Map::from_iter([("X".to_owned(), json!({ "if": {} }))])).unwrap_err();
        assert_eq!(error.to_string(), "the type `X`: the keyword `if` is not known");
    }
}
