//! What exists, as a Terraform resource block.

use super::{attributes::Writer, paint::Palette};
use crate::ordered::Map;
use crate::{attributes::Attribute, digest::Digest, observed::Code};
use alloc::{format, string::String};

/// Renders a function that exists.
pub fn function(
    label: &str,
    attributes: &Map<String, Attribute>,
    code: &Map<Digest, Code>,
    palette: Palette,
) -> String {
    block("aws_cloudfront_connection_function", label, attributes, code, palette)
}

/// Renders a store that exists.
pub fn store(label: &str, attributes: &Map<String, Attribute>, palette: Palette) -> String {
    block("aws_cloudfront_key_value_store", label, attributes, &Map::new(), palette)
}

fn block(
    kind: &str,
    label: &str,
    attributes: &Map<String, Attribute>,
    code: &Map<Digest, Code>,
    palette: Palette,
) -> String {
    let mut body = String::new();
    Writer { palette, code, replaces: &[], added: ' ', is_diff: false, out: &mut body }.body(None, Some(attributes), 2);
    format!("resource \"{kind}\" \"{label}\" {{\n{body}}}\n")
}
