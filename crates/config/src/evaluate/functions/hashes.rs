//! Hashes of text.

use super::{
    arguments::Arguments,
    encoding::base64,
    outcome::{Outcome, fault},
};
use crate::evaluate::value::Data;
use ::sha2::{Digest as _, Sha256, Sha512};
use alloc::{format, string::String, vec::Vec};

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

pub(super) fn md5_of(text: &str) -> String {
    hex(&::md5::Md5::digest(text))
}

pub(super) fn sha1_of(text: &str) -> String {
    hex(&::sha1::Sha1::digest(text))
}

pub(super) fn sha256_of(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

pub(super) fn sha512_of(text: &str) -> Vec<u8> {
    Sha512::digest(text).to_vec()
}

pub(super) fn md5(arguments: &Arguments) -> Outcome {
    Ok(Data::text(md5_of(arguments.text(0)?)))
}

pub(super) fn sha1(arguments: &Arguments) -> Outcome {
    Ok(Data::text(sha1_of(arguments.text(0)?)))
}

pub(super) fn sha256(arguments: &Arguments) -> Outcome {
    Ok(Data::text(hex(&sha256_of(arguments.text(0)?))))
}

pub(super) fn sha512(arguments: &Arguments) -> Outcome {
    Ok(Data::text(hex(&sha512_of(arguments.text(0)?))))
}

pub(super) fn base64_sha256(arguments: &Arguments) -> Outcome {
    Ok(Data::text(base64(&sha256_of(arguments.text(0)?))))
}

pub(super) fn base64_sha512(arguments: &Arguments) -> Outcome {
    Ok(Data::text(base64(&sha512_of(arguments.text(0)?))))
}

/// The bytes of a UUID as it is written.
fn uuid(text: &str) -> Option<Vec<u8>> {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let digits: Option<Vec<u32>> = text.chars().filter(|c| *c != '-').map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|_| lengths == [8, 4, 4, 4, 12])?;
    digits.chunks(2).map(|pair| u8::try_from(pair.iter().fold(0, |byte, digit| byte * 16 + digit)).ok()).collect()
}

pub(super) fn uuid_v5(arguments: &Arguments) -> Outcome {
    // The four namespaces of the standard differ in one byte.
    let standard = |byte: &str| uuid(&format!("6ba7b8{byte}-9dad-11d1-80b4-00c04fd430c8"));
    let namespace = match arguments.text(0)? {
        "dns" => standard("10"),
        "url" => standard("11"),
        "oid" => standard("12"),
        "x500" => standard("14"),
        other => uuid(other),
    };
    let Some(mut bytes) = namespace else {
        return fault(0, "a namespace is `dns`, `url`, `oid`, `x500` or a UUID");
    };
    bytes.extend(arguments.text(1)?.bytes());
    let mut made = ::sha1::Sha1::digest(&bytes).to_vec();
    for (at, byte) in made.iter_mut().enumerate() {
        match at {
            6 => *byte = (*byte & 0x0f) | 0x50,
            8 => *byte = (*byte & 0x3f) | 0x80,
            _ => {}
        }
    }
    let mut text = String::new();
    for (at, byte) in made.iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    Ok(Data::text(text))
}
