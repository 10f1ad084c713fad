//! Reads JSON into data. Terraform's JSON syntax is made of it in `data`.

mod error;

use crate::{
    problem::{Place, Problems},
    syntax::node::{MOST_DEPTH, Member, Node, Value, too_deep},
};
use alloc::{borrow::ToOwned, vec::Vec};
use connfn_core::diagnostic::Code;
use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{self, ObjectProp, ObjectPropName},
    common::Ranged,
};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a document. `None` if it is none, which is reported.
pub(in crate::syntax) fn parse(file: usize, text: &str, problems: &mut Problems) -> Option<Node> {
    match jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(found) => {
            if found.value.is_none() {
                let place = Place::new(file, &(0..0));
                problems.add(Code::Syntax, place, "the document is empty").help("write at least `{}`");
            }
            node(file, &found.value?, 0, problems)
        }
        Err(problem) => {
            error::report(&problem, text, file, problems);
            None
        }
    }
}

/// A value below so many lists and maps. `None` if it is too deep, which is reported.
fn node(file: usize, value: &ast::Value<'_>, depth: usize, problems: &mut Problems) -> Option<Node> {
    let range = value.range();
    let place = Place::new(file, &(range.start..range.end));
    if depth >= MOST_DEPTH && matches!(value, ast::Value::Array(_) | ast::Value::Object(_)) {
        too_deep(place, problems);
        return None;
    }
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(found) => Value::Bool(found.value),
        ast::Value::NumberLit(found) => Value::Number(found.value.to_owned()),
        ast::Value::StringLit(found) => Value::String(found.value.as_ref().to_owned()),
        ast::Value::Array(found) => {
            let mut items = Vec::new();
            for item in &found.elements {
                items.push(node(file, item, depth + 1, problems)?);
            }
            Value::List(items)
        }
        ast::Value::Object(found) => {
            let mut members = Vec::new();
            for member in &found.properties {
                let node = node(file, &member.value, depth + 1, problems)?;
                members.push(Member { name: member.name.as_str().to_owned(), place: name_place(file, member), node });
            }
            Value::Map(members)
        }
    };
    Some(Node { place, value })
}

/// The place of a member's key within its quotes.
fn name_place(file: usize, member: &ObjectProp<'_>) -> Place {
    let range = match &member.name {
        ObjectPropName::String(name) => name.range(),
        ObjectPropName::Word(name) => name.range(),
    };
    Place::new(file, &(range.start + 1..range.end.saturating_sub(1)))
}
