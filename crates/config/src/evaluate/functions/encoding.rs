//! Functions that write values as text and read them again: JSON, base64 and URLs.

use super::{
    arguments::Arguments,
    outcome::{Fault, Outcome, fault, limit},
};
use crate::{
    evaluate::{
        json::json_of,
        number::Number,
        value::{Data, Member, Value},
    },
    problem::Place,
    syntax::{self, Datum, Node},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::ordered::Map;
use core::fmt::Write as _;

pub(super) fn json_encode(arguments: &Arguments) -> Outcome {
    json_of(arguments.data(0)?).map_or_else(|| fault(0, "the value has no JSON form"), |text| Ok(Data::text(text)))
}

pub(super) fn json_decode(arguments: &Arguments) -> Outcome {
    decoded_data(arguments, false)
}

/// The value that a text of JSON or YAML holds.
pub(super) fn decoded_data(arguments: &Arguments, yaml: bool) -> Outcome {
    let text = arguments.text(0)?;
    match syntax::data(text, yaml) {
        Ok(node) => read(node, arguments.place, if yaml { text } else { "" }),
        Err(error) => {
            let format = if yaml { "YAML" } else { "JSON" };
            fault(0, format!("the text is not {format}: {error}"))
        }
    }
}

/// What a word of YAML without quotes is for Terraform, if it is more than a text.
fn plain(text: &str) -> Result<Option<bool>, Fault> {
    let numbers: Vec<&str> = text.split('-').take(3).collect();
    if matches!(numbers.as_slice(), [year, month, day] if year.len() == 4
        && day.starts_with(|c: char| c.is_ascii_digit())
        && [year, month].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())))
    {
        return limit(0, format!("connfn reads no dates of YAML, such as `{text}`: in quotes it is a text"));
    }
    Ok(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    })
}

/// The value of data. `yaml` is its text, if it is YAML: what stands in it without quotes may be a bool.
fn read(node: Node, place: Place, yaml: &str) -> Outcome {
    Ok(match node.value {
        Datum::Null => Data::NULL,
        Datum::Bool(value) => Data::Bool(value),
        Datum::String(text) => {
            let is_plain = yaml.get(node.place.start..).is_some_and(|rest| rest.starts_with(text.as_str()));
            match if is_plain { plain(&text)? } else { None } {
                Some(value) => Data::Bool(value),
                None => Data::text(text),
            }
        }
        Datum::Number(number) => match Number::parse(&number) {
            Some(number) => Data::Number(number),
            None => return limit(0, format!("connfn does not compute with numbers such as `{number}`")),
        },
        Datum::List(items) => {
            let items: Result<Vec<_>, Fault> =
                items.into_iter().map(|item| Ok(Value::new(place, read(item, place, yaml)?))).collect();
            Data::tuple(items?)
        }
        Datum::Map(found) => {
            let mut members = Map::new();
            for member in found {
                let value = Value::new(place, read(member.node, place, yaml)?);
                let quote = member.place.start.checked_sub(1).and_then(|at| yaml.as_bytes().get(at));
                let is_plain = !yaml.is_empty() && !matches!(quote, Some(b'"' | b'\''));
                let name = match if is_plain { plain(&member.name)? } else { None } {
                    Some(value) => value.to_string(),
                    None => member.name,
                };
                members.insert(name, Member { key: place, value });
            }
            Data::Object(members.into())
        }
        Datum::Expression(_) => Data::Unknown,
    })
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = (at(0) << 16) | (at(1) << 8) | at(2);
        for place in 0..4_usize {
            let digit = ALPHABET.get((bits >> (18 - 6 * place)) as usize & 63);
            out.push(if place > chunk.len() { '=' } else { char::from(digit.copied().unwrap_or(b'=')) });
        }
    }
    out
}

/// `None` if the text is not base64.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let bytes: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if !bytes.len().is_multiple_of(4) {
        return None;
    }
    let mut out = Vec::new();
    let last = bytes.len() / 4;
    for (at, chunk) in bytes.chunks(4).enumerate() {
        let padding = if at + 1 == last { chunk.iter().rev().take_while(|byte| **byte == b'=').count() } else { 0 };
        let mut bits = 0_u32;
        for byte in chunk.get(..4 - padding)? {
            bits = (bits << 6) | u32::try_from(ALPHABET.iter().position(|digit| digit == byte)?).ok()?;
        }
        let [_, first, second, third] = (bits << (6 * padding)).to_be_bytes();
        let count = match padding {
            0 => 3,
            1 => 2,
            2 => 1,
            _ => return None,
        };
        out.extend([first, second, third].iter().take(count));
    }
    Some(out)
}

pub(super) fn base64_encode(arguments: &Arguments) -> Outcome {
    Ok(Data::text(base64(arguments.text(0)?.as_bytes())))
}

fn decoded(arguments: &Arguments) -> Result<Vec<u8>, Fault> {
    from_base64(arguments.text(0)?).map_or_else(|| fault(0, "the text is not base64"), Ok)
}

pub(super) fn base64_decode(arguments: &Arguments) -> Outcome {
    match String::from_utf8(decoded(arguments)?) {
        Ok(text) => Ok(Data::text(text)),
        Err(_) => fault(0, "the bytes are not UTF-8 text"),
    }
}

/// How text becomes bytes.
enum Charset {
    Utf8,
    /// Whether the high byte comes first.
    Utf16(bool),
    Latin1,
    Ascii,
}

fn charset(arguments: &Arguments) -> Result<Charset, Fault> {
    Ok(match arguments.text(1)?.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" => Charset::Utf8,
        "UTF-16LE" => Charset::Utf16(false),
        "UTF-16BE" => Charset::Utf16(true),
        "ISO-8859-1" | "ISO_8859-1" | "LATIN1" | "L1" => Charset::Latin1,
        "US-ASCII" | "ASCII" => Charset::Ascii,
        other => {
            return limit(
                1,
                format!("connfn knows the encodings UTF-8, UTF-16LE, UTF-16BE and ISO-8859-1, but not `{other}`"),
            );
        }
    })
}

pub(super) fn text_encode(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let single = |most: u32| {
        let bytes: Option<Vec<u8>> =
            text.chars().map(|c| u8::try_from(u32::from(c)).ok().filter(|byte| u32::from(*byte) <= most)).collect();
        bytes.map_or_else(|| fault(0, "the text has characters that the encoding lacks"), Ok)
    };
    let bytes = match charset(arguments)? {
        Charset::Utf8 => text.as_bytes().to_vec(),
        Charset::Utf16(true) => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Charset::Utf16(false) => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Charset::Latin1 => single(255)?,
        Charset::Ascii => single(127)?,
    };
    Ok(Data::text(base64(&bytes)))
}

pub(super) fn text_decode(arguments: &Arguments) -> Outcome {
    let bytes = decoded(arguments)?;
    let text = match charset(arguments)? {
        Charset::Utf8 => String::from_utf8(bytes).ok(),
        Charset::Utf16(big) => {
            let units = bytes.chunks(2).map(|pair| match pair {
                [first, second] if big => u16::from_be_bytes([*first, *second]),
                [first, second] => u16::from_le_bytes([*first, *second]),
                _ => 0xfffd,
            });
            Some(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect())
        }
        Charset::Latin1 => Some(bytes.iter().copied().map(char::from).collect()),
        Charset::Ascii => bytes.is_ascii().then(|| bytes.iter().copied().map(char::from).collect()),
    };
    text.map_or_else(|| fault(0, "the bytes are no text of this encoding"), |text| Ok(Data::text(text)))
}

pub(super) fn url_encode(arguments: &Arguments) -> Outcome {
    let mut out = String::new();
    for byte in arguments.text(0)?.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            // Writing to a string cannot fail.
            byte => drop(write!(out, "%{byte:02X}")),
        }
    }
    Ok(Data::text(out))
}

pub(super) fn url_decode(arguments: &Arguments) -> Outcome {
    let mut bytes = Vec::new();
    let mut rest = arguments.text(0)?.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
                match (digit(), digit()) {
                    (Some(high), Some(low)) => bytes.extend(u8::try_from(high * 16 + low)),
                    _ => return fault(0, "a `%` is followed by two hexadecimal digits"),
                }
            }
            byte => bytes.push(byte),
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Data::text(text)),
        Err(_) => fault(0, "the bytes are not UTF-8 text"),
    }
}
