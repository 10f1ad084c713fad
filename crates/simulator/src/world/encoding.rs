//! Texts to bytes and back, in the encodings that a `Buffer` knows. What is malformed is read as far as it goes, as njs reads it.

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig, general_purpose};

/// Reads padded and unpadded text, and bits after the last byte.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Hex,
    Base64,
    Base64Url,
    /// A byte is the character of its number.
    Binary,
}

impl Encoding {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "utf8" | "utf-8" => Some(Self::Utf8),
            "hex" => Some(Self::Hex),
            "base64" => Some(Self::Base64),
            "base64url" => Some(Self::Base64Url),
            "binary" => Some(Self::Binary),
            _ => None,
        }
    }

    /// The bytes of a text, given in UTF-16.
    pub(super) fn bytes(self, text: &[u16]) -> Vec<u8> {
        match self {
            Self::Utf8 => String::from_utf16_lossy(text).into_bytes(),
            Self::Hex => hex(text),
            Self::Base64 | Self::Base64Url => base64(text),
            Self::Binary => text.iter().map(|unit| unit.to_le_bytes()[0]).collect(),
        }
    }

    pub(super) fn text(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Hex => {
                let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
                bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
            }
            Self::Base64 => general_purpose::STANDARD.encode(bytes),
            Self::Base64Url => general_purpose::URL_SAFE_NO_PAD.encode(bytes),
            Self::Binary => bytes.iter().map(|byte| char::from(*byte)).collect(),
        }
    }
}

/// Pairs of digits, up to the first that is none.
fn hex(text: &[u16]) -> Vec<u8> {
    let digit = |unit: u16| char::from_u32(u32::from(unit)).and_then(|found| found.to_digit(16));
    text.chunks_exact(2)
        .map_while(|pair| match pair {
            [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}

/// Either alphabet, up to the first character that is in neither.
fn base64(text: &[u16]) -> Vec<u8> {
    let standard = text.iter().map_while(|unit| match u8::try_from(*unit).ok()? {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        byte if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/') => Some(byte),
        _ => None,
    });
    let mut standard: Vec<u8> = standard.collect();
    // One character alone holds less than a byte.
    if standard.len() % 4 == 1 {
        standard.pop();
    }
    GeneralPurpose::new(&alphabet::STANDARD, LENIENT).decode(standard).unwrap_or_default()
}

/// The bytes of a text that `atob` takes: base64 and nothing else.
pub(super) fn strict_base64(text: &[u16]) -> Option<Vec<u8>> {
    let text = String::from_utf16(text).ok()?;
    let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    GeneralPurpose::new(&alphabet::STANDARD, LENIENT).decode(text).ok()
}

/// `+` is a space and `%41` is `A`; what is no such thing stays.
pub(super) fn unescape(text: &[u16]) -> String {
    let text = String::from_utf16_lossy(text);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let digit = |byte: u8| char::from(byte).to_digit(16);
        match (first, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, behind @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                    rest = behind;
                }
                _ => bytes.push(b'%'),
            },
            (other, _) => bytes.push(*other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn what_is_malformed_is_read_as_far_as_it_goes() {
        for (encoding, text, bytes) in [
            (Encoding::Hex, "4142", &b"AB"[..]),
            (Encoding::Hex, "41zz42", b"A"),
            (Encoding::Hex, "414", b"A"),
            (Encoding::Base64, "QUI=", b"AB"),
            (Encoding::Base64, "QUI", b"AB"),
            (Encoding::Base64, "QUI!QUI", b"AB"),
            (Encoding::Base64, "_-8", b"\xff\xef"),
            (Encoding::Base64, "Q", b""),
            (Encoding::Binary, "\u{e9}\u{141}", b"\xe9A"),
        ] {
            assert_eq!(encoding.bytes(&units(text)), bytes, "{encoding:?} {text}");
        }
        assert_eq!(strict_base64(&units("QU I=")), Some(b"AB".to_vec()));
        assert_eq!(strict_base64(&units("QU$=")), None);
        assert_eq!(unescape(&units("a+b%20%C3%BC%zz%")), "a b \u{fc}%zz%");
    }

    #[test]
    fn bytes_become_texts_and_come_back() {
        let all: Vec<u8> = (0..=255).collect();
        for encoding in [Encoding::Hex, Encoding::Base64, Encoding::Base64Url, Encoding::Binary] {
            assert_eq!(encoding.bytes(&units(&encoding.text(&all))), all, "{encoding:?}");
        }
    }
}
