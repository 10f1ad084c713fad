//! What exists, as a Terraform resource block.

use super::{attributes::Writer, paint::Palette};
use crate::{attributes::Attribute, digest::Digest, observed::Code};
use alloc::{collections::BTreeMap, format, string::String};

/// Renders a function that exists.
pub fn function(
    label: &str,
    attributes: &BTreeMap<String, Attribute>,
    code: &BTreeMap<Digest, Code>,
    palette: Palette,
) -> String {
    block("aws_cloudfront_connection_function", label, attributes, code, palette)
}

/// Renders a store that exists.
pub fn store(label: &str, attributes: &BTreeMap<String, Attribute>, palette: Palette) -> String {
    block("aws_cloudfront_key_value_store", label, attributes, &BTreeMap::new(), palette)
}

fn block(
    kind: &str,
    label: &str,
    attributes: &BTreeMap<String, Attribute>,
    code: &BTreeMap<Digest, Code>,
    palette: Palette,
) -> String {
    let mut body = String::new();
    Writer { palette, code, replaces: &[], added: ' ', out: &mut body }.body(None, Some(attributes), 2);
    format!("resource \"{kind}\" \"{label}\" {{\n{body}}}\n")
}
