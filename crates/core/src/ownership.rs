//! Who owns a resource. CloudFront itself is the state: a resource belongs to the stack and the address that two tags on
//! it name. Nothing else may read or write those two tags.

use crate::address::Address;
use crate::limits::{TAG_VALUE_MAX_CHARS, is_tag_char};
use crate::ordered::Map;
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
};

/// The tag that names the owning stack.
pub const STACK_TAG: &str = "connfn:stack";
/// The tag that names the resource's address in that stack's configuration.
pub const ADDRESS_TAG: &str = "connfn:address";

/// Longest name of a stack.
pub const STACK_MAX_CHARS: usize = 64;

/// Whose a resource is, seen from one stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Nobody,
    /// This stack; the address is absent if the tag is missing or names nothing that connfn manages.
    ThisStack {
        address: Option<Address>,
    },
    OtherStack {
        stack: String,
    },
}

impl Owner {
    pub fn of(tags: &Map<String, String>, stack: &str) -> Self {
        match tags.get(STACK_TAG) {
            None => Self::Nobody,
            Some(owner) if owner == stack => {
                Self::ThisStack { address: tags.get(ADDRESS_TAG).and_then(|text| decode_address(text)) }
            }
            Some(owner) => Self::OtherStack { stack: owner.clone() },
        }
    }
}

/// Whether a tag is one of connfn's own.
pub fn is_own_tag(key: &str) -> bool {
    key == STACK_TAG || key == ADDRESS_TAG
}

/// A resource's tags without connfn's own two.
pub fn without_own_tags(tags: &Map<String, String>) -> Map<String, String> {
    tags.iter().filter(|(key, _)| !is_own_tag(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// The two tags of a resource. `None` if the address does not fit into a tag's value.
pub fn own_tags(stack: &str, address: &Address) -> Option<[(String, String); 2]> {
    let encoded = encode_address(address);
    (encoded.chars().count() <= TAG_VALUE_MAX_CHARS)
        .then(|| [(ADDRESS_TAG.to_owned(), encoded), (STACK_TAG.to_owned(), stack.to_owned())])
}

/// Whether a stack may have this name: 1 to 64 of `[A-Za-z0-9._-]`, a letter or digit first.
pub fn is_stack_name(name: &str) -> bool {
    (1..=STACK_MAX_CHARS).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// An address as a tag's value. Characters that a tag may not hold, `=`, and all beyond ASCII, become `=` and two hexadecimal
/// digits a byte, so `x["eu"]` is `x=5B=22eu=22=5D` and most addresses stand as they are.
fn encode_address(address: &Address) -> String {
    let mut encoded = String::new();
    for c in address.as_str().chars() {
        if c.is_ascii() && c != '=' && is_tag_char(c) {
            encoded.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                encoded.push_str(&format!("={byte:02X}"));
            }
        }
    }
    encoded
}

fn decode_address(encoded: &str) -> Option<Address> {
    let mut bytes = alloc::vec::Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend_from_slice(before.as_bytes());
        bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = after.get(2..)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    Address::parse(core::str::from_utf8(&bytes).ok()?.to_string().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_its_tag() {
        for text in [
            "aws_cloudfront_connection_function.gate",
            r#"aws_cloudfront_connection_function.gate["eu=west é😀"]"#,
            "module.edge[1].aws_cloudfront_key_value_store.x[0]",
        ] {
            let address = Address::parse(text).unwrap();
            let encoded = encode_address(&address);
            assert!(encoded.chars().all(is_tag_char), "{encoded}");
            assert_eq!(decode_address(&encoded), Some(address));
        }
        assert_eq!(decode_address("=5"), None);
        assert_eq!(decode_address("=é"), None);
    }

    #[test]
    fn an_owner_is_read_from_both_tags() {
        let address = Address::parse("aws_cloudfront_key_value_store.x").unwrap();
        let tags = Map::from(own_tags("site-1", &address).unwrap());
        assert_eq!(Owner::of(&tags, "site-1"), Owner::ThisStack { address: Some(address) });
        assert_eq!(Owner::of(&tags, "site"), Owner::OtherStack { stack: "site-1".to_owned() });
        assert_eq!(Owner::of(&Map::new(), "site"), Owner::Nobody);
    }

    #[test]
    fn stack_names() {
        assert!(is_stack_name("site-a1.b_c"));
        assert!(!is_stack_name("") && !is_stack_name("-a") && !is_stack_name("a b") && !is_stack_name(&"a".repeat(65)));
    }
}
