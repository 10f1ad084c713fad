//! The alternative names of a certificate as one text. AWS shows `DNS:a,DNS:b` and no other kind; the others are called here as in
//! OpenSSL's configuration files. Of what has no text there is the kind alone.

use super::name;
use std::net::{Ipv4Addr, Ipv6Addr};
use x509_cert::der::asn1::{Any, ObjectIdentifier};
use x509_cert::der::{Decode, Tag, TagNumber, Tagged};
use x509_cert::name::Name;

/// The text of an extension's value. A value that is no list of names has none.
pub(super) fn text(value: &[u8]) -> String {
    let names = Vec::<Any>::from_der(value).unwrap_or_default();
    names.iter().map(one).collect::<Vec<_>>().join(",")
}

fn one(name: &Any) -> String {
    let Tag::ContextSpecific { number: TagNumber(number), .. } = name.tag() else { return "othername".to_owned() };
    let bytes = name.value();
    match number {
        1 => format!("email:{}", String::from_utf8_lossy(bytes)),
        2 => format!("DNS:{}", String::from_utf8_lossy(bytes)),
        4 => format!("dirName:{}", Name::from_der(bytes).map(|name| name::text(&name)).unwrap_or_default()),
        6 => format!("URI:{}", String::from_utf8_lossy(bytes)),
        7 => format!("IP:{}", address(bytes)),
        8 => format!("RID:{}", ObjectIdentifier::from_bytes(bytes).map(|id| id.to_string()).unwrap_or_default()),
        _ => "othername".to_owned(),
    }
}

fn address(bytes: &[u8]) -> String {
    let four = <[u8; 4]>::try_from(bytes).map(|bytes| Ipv4Addr::from(bytes).to_string());
    let six = <[u8; 16]>::try_from(bytes).map(|bytes| Ipv6Addr::from(bytes).to_string());
    four.or(six).unwrap_or_default()
}
