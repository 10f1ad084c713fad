//! Reads JSON into data. Terraform's JSON syntax is made of it in `data`.

use super::{
    data::{Member, Node, Value},
    error,
};
use crate::problem::{Place, Problems};
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
pub(super) fn parse(file: usize, text: &str, problems: &mut Problems) -> Option<Node> {
    match jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(found) => {
            if found.value.is_none() {
                let place = Place::new(file, &(0..0));
                problems.add(Code::Syntax, place, "the document is empty").help("write at least `{}`");
            }
            found.value.map(|value| node(file, &value))
        }
        Err(problem) => {
            error::json(&problem, text, file, problems);
            None
        }
    }
}

fn node(file: usize, value: &ast::Value<'_>) -> Node {
    let range = value.range();
    let place = Place::new(file, &(range.start..range.end));
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(found) => Value::Bool(found.value),
        ast::Value::NumberLit(found) => Value::Number(found.value.to_owned()),
        ast::Value::StringLit(found) => Value::String(found.value.as_ref().to_owned()),
        ast::Value::Array(found) => Value::List(found.elements.iter().map(|item| node(file, item)).collect()),
        ast::Value::Object(found) => {
            let members = found.properties.iter().map(|member| Member {
                name: member.name.as_str().to_owned(),
                place: name_place(file, member),
                node: node(file, &member.value),
            });
            Value::Map(members.collect::<Vec<_>>())
        }
    };
    Node { place, value }
}

/// The place of a member's key within its quotes.
fn name_place(file: usize, member: &ObjectProp<'_>) -> Place {
    let range = match &member.name {
        ObjectPropName::String(name) => name.range(),
        ObjectPropName::Word(name) => name.range(),
    };
    Place::new(file, &(range.start + 1..range.end.saturating_sub(1)))
}
