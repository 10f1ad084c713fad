//! Who owns a resource, and which of its tags. CloudFront itself is the state: a resource belongs to the stack and the address
//! that two tags on it name, and a third keeps marks of the keys of the tags that the configuration gave it, so that these can be
//! told from the tags of others when one leaves the configuration. Nothing else may read or write these tags.

use crate::address::Address;
use crate::digest::Digest;
use crate::limits::{TAG_VALUE_MAX_CHARS, is_tag_char};
use crate::ordered::{Map, Set};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
};

/// The tag that names the owning stack.
pub const STACK_TAG: &str = "connfn:stack";
/// The tag that names the resource's address in that stack's configuration.
pub const ADDRESS_TAG: &str = "connfn:address";

/// The tag that keeps marks of the keys of the tags that the configuration gave the resource.
pub const TAGS_TAG: &str = "connfn:tags";

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
    key == STACK_TAG || key == ADDRESS_TAG || key == TAGS_TAG
}

/// Whether AWS sets a tag itself. Nobody else can set or remove it.
pub fn is_system_tag(key: &str) -> bool {
    key.starts_with("aws:")
}

/// A resource's tags without connfn's own.
pub fn without_own_tags(tags: &Map<String, String>) -> Map<String, String> {
    tags.iter().filter(|(key, _)| !is_own_tag(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// connfn's own tags for a resource to which the configuration gives tags with these keys: two, and a third if there are such
/// keys. `None` if the address does not fit into a tag's value.
pub fn own_tags<'k>(
    stack: &str,
    address: &Address,
    keys: impl Iterator<Item = &'k String>,
) -> Option<Map<String, String>> {
    let encoded = encode_address(address);
    if encoded.chars().count() > TAG_VALUE_MAX_CHARS {
        return None;
    }
    let mut tags = Map::from([(ADDRESS_TAG.to_owned(), encoded), (STACK_TAG.to_owned(), stack.to_owned())]);
    let marks: Set<String> = keys.map(|key| mark(key)).collect();
    if !marks.is_empty() {
        tags.insert(TAGS_TAG.to_owned(), marks.iter().map(String::as_str).collect());
    }
    Some(tags)
}

/// Whether the configuration, as it was when the resource was last tagged, gave it the tag of this key.
pub fn is_recorded(tags: &Map<String, String>, key: &str) -> bool {
    let mark = mark(key);
    let marks = tags.get(TAGS_TAG).map_or(&[][..], |marks| marks.as_bytes());
    marks.chunks(MARK_CHARS).any(|found| found == mark.as_bytes())
}

/// How long a mark is. Fifty of them, which is all the tags that a resource can have, fit into a tag's value; and among 2^24 marks
/// the tag of another does not get one that is there by chance.
const MARK_CHARS: usize = 4;

/// What stands for a key among the marks: the first 24 bits of its digest, six to a character.
fn mark(key: &str) -> String {
    const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-";
    let number = Digest::of(key.as_bytes()).number();
    let digit =
        |place: usize| DIGITS.as_bytes().get(number as usize >> (6 * place) & 63).copied().map_or('-', char::from);
    (0..MARK_CHARS).rev().map(digit).collect()
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
    use crate::limits::TAGS_MAX;
    use alloc::vec::Vec;

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
        let tags = own_tags("site-1", &address, [].into_iter()).unwrap();
        assert_eq!(Owner::of(&tags, "site-1"), Owner::ThisStack { address: Some(address) });
        assert_eq!(Owner::of(&tags, "site"), Owner::OtherStack { stack: "site-1".to_owned() });
        assert_eq!(Owner::of(&Map::new(), "site"), Owner::Nobody);
    }

    #[test]
    fn the_tags_of_the_configuration_are_told_from_those_of_others() {
        let address = Address::parse("aws_cloudfront_key_value_store.x").unwrap();
        let keys: Vec<String> = (0..TAGS_MAX - 3).map(|n| format!("key {n}")).collect();
        let tags = own_tags("site-1", &address, keys.iter()).unwrap();
        let marks = &tags[TAGS_TAG];
        assert!(marks.len() <= TAG_VALUE_MAX_CHARS && marks.chars().all(is_tag_char), "{marks}");
        assert!(keys.iter().all(|key| is_recorded(&tags, key)));
        assert!(!(0..10_000).any(|n| is_recorded(&tags, &format!("another {n}"))));
        assert!(!is_recorded(&Map::new(), "key 1"));
    }

    #[test]
    fn stack_names() {
        assert!(is_stack_name("site-a1.b_c"));
        assert!(!is_stack_name("") && !is_stack_name("-a") && !is_stack_name("a b") && !is_stack_name(&"a".repeat(65)));
    }
}
