//! SHA-256 digests, the only way that the core says two values are the same without holding both.

use alloc::{format, string::String};
use core::fmt;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A SHA-256 digest, written `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of texts as if they were one.
    pub(crate) fn of_parts(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// The digest of a value's canonical JSON: compact, members in declaration order, every map ordered.
    pub fn of_json<T: Serialize + ?Sized>(value: &T) -> Self {
        // A value of this crate always has a JSON form: no map has a key that is not a string.
        Self::of(&serde_json::to_vec(value).unwrap_or_default())
    }

    /// The digest in characters, written by `write`.
    fn spelled<T>(&self, write: impl FnOnce(&str) -> T) -> T {
        let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + (half - 10) };
        let mut text = *b"sha256:0000000000000000000000000000000000000000000000000000000000000000";
        for (pair, byte) in text[7..].chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        write(core::str::from_utf8(&text).unwrap_or_default())
    }

    /// The first 24 bits.
    pub(crate) const fn number(&self) -> u32 {
        let [a, b, c, ..] = self.0;
        u32::from_be_bytes([0, a, b, c])
    }

    /// The first twelve hexadecimal digits: enough for a person to tell two apart.
    pub fn short(&self) -> String {
        let mut text = String::from(self.clone());
        text.drain(.."sha256:".len());
        text.truncate(12);
        text
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spelled(|text| f.write_str(text))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.spelled(|text| text.into())
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.spelled(|text| serializer.serialize_str(text))
    }
}

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse(&text).ok_or_else(|| format!("`{text}` is not `sha256:` and 64 lower-case hexadecimal digits"))
    }
}

fn parse(text: &str) -> Option<Digest> {
    let hex = text.strip_prefix("sha256:")?.as_bytes();
    let mut bytes = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = pair.iter().try_fold(0_u8, |acc, digit| match digit {
            b'0'..=b'9' => Some(acc << 4 | (digit - b'0')),
            b'a'..=b'f' => Some(acc << 4 | (digit - b'a' + 10)),
            _ => None,
        })?;
    }
    Some(Digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::ToOwned;

    #[test]
    fn reads_back_what_it_writes() {
        let digest = Digest::of(b"abc");
        let text = String::from(digest.clone());
        assert_eq!(text, "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(Digest::try_from(text), Ok(digest.clone()));
        assert_eq!(digest.short(), "ba7816bf8f01");
        assert!(Digest::try_from("sha256:BA".to_owned()).is_err());
    }
}
