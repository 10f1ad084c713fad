//! Distinguished names as text. AWS shows `CN=client.example.com,O=Example Corp,C=US`: the order and the escapes of RFC 4514. AWS does
//! not say how it calls types of attributes that are not in that RFC; here those that are met in certificates have OpenSSL's names, and
//! all others their number. Characters that are not ASCII stay as they are.

use super::hex::hex;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::der::{Encode, Tag, Tagged, asn1::Any};
use x509_cert::name::Name;

const TYPES: [(&str, &str); 30] = [
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.13", "description"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.16", "postalAddress"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.20", "telephoneNumber"),
    ("2.5.4.41", "name"),
    ("2.5.4.42", "GN"),
    ("2.5.4.43", "initials"),
    ("2.5.4.44", "generationQualifier"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.51", "houseIdentifier"),
    ("2.5.4.65", "pseudonym"),
    ("2.5.4.72", "role"),
    ("2.5.4.97", "organizationIdentifier"),
];

pub(super) fn text(name: &Name) -> String {
    let parts = name.iter_rdn().map(|part| reversed(part.iter().map(attribute)).join("+"));
    reversed(parts).join(",")
}

fn reversed(parts: impl Iterator<Item = String>) -> Vec<String> {
    let mut parts: Vec<_> = parts.collect();
    parts.reverse();
    parts
}

fn attribute(attribute: &AttributeTypeAndValue) -> String {
    let number = attribute.oid.to_string();
    match TYPES.iter().find(|(known, _)| *known == number) {
        Some((_, name)) => format!("{name}={}", value(&attribute.value)),
        None => format!("{number}={}", encoded(&attribute.value)),
    }
}

fn value(value: &Any) -> String {
    string(value).map_or_else(|| encoded(value), |text| escaped(&text))
}

/// The value as the hexadecimal form of its encoding, which is what the RFC has for all that is no text.
fn encoded(value: &Any) -> String {
    format!("#{}", hex(&value.to_der().unwrap_or_default()).to_uppercase())
}

fn string(value: &Any) -> Option<String> {
    let bytes = value.value();
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString => {
            String::from_utf8(bytes.to_vec()).ok()
        }
        // In practice it is Latin-1 that certificates hold there.
        Tag::TeletexString => Some(bytes.iter().copied().map(char::from).collect()),
        Tag::BmpString => {
            let (units, rest) = bytes.as_chunks::<2>();
            let units: Vec<u16> = units.iter().copied().map(u16::from_be_bytes).collect();
            String::from_utf16(&units).ok().filter(|_| rest.is_empty())
        }
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    let last = text.chars().count().saturating_sub(1);
    let mut written = String::with_capacity(text.len());
    for (place, character) in text.chars().enumerate() {
        match character {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' => written.extend(['\\', character]),
            '#' if place == 0 => written.push_str("\\#"),
            ' ' if place == 0 || place == last => written.push_str("\\ "),
            '\0'..'\u{20}' | '\u{7f}' => written.push_str(&format!("\\{:02X}", u32::from(character))),
            _ => written.push(character),
        }
    }
    written
}
