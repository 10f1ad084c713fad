//! Functions of strings. Where Terraform counts characters as a reader sees them, so does this: letters with their accents, and
//! flags, are one.

use super::{
    arguments::Arguments,
    outcome::{MOST_BYTES, Outcome, fault, limit},
};
use crate::evaluate::value::Data;
use alloc::{format, string::String, vec::Vec};
use unicode_segmentation::UnicodeSegmentation as _;

/// The characters as a reader sees them.
pub(super) fn characters(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

fn made(text: impl Into<String>) -> Outcome {
    Ok(Data::text(text))
}

/// The case of single characters, as Unicode maps one to one: what becomes of some elsewhere are two.
fn simple(mut mapped: impl Iterator<Item = char> + Clone, c: char) -> char {
    match (mapped.clone().count(), c) {
        (1, _) => mapped.next().unwrap_or(c),
        (_, 'İ') => 'i',
        (_, '\u{1f80}'..='\u{1faf}') => char::from_u32(u32::from(c) | 8).unwrap_or(c),
        (_, '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}') => char::from_u32(u32::from(c) + 9).unwrap_or(c),
        _ => c,
    }
}

pub(super) fn upper(arguments: &Arguments) -> Outcome {
    made(arguments.text(0)?.chars().map(|c| simple(c.to_uppercase(), c)).collect::<String>())
}

pub(super) fn lower(arguments: &Arguments) -> Outcome {
    made(arguments.text(0)?.chars().map(|c| simple(c.to_lowercase(), c)).collect::<String>())
}

/// The letter that starts a word: those of two letters have a form of their own for it.
fn titled(c: char) -> char {
    match c {
        'Ǆ' | 'ǅ' | 'ǆ' => 'ǅ',
        'Ǉ' | 'ǈ' | 'ǉ' => 'ǈ',
        'Ǌ' | 'ǋ' | 'ǌ' => 'ǋ',
        'Ǳ' | 'ǲ' | 'ǳ' => 'ǲ',
        c => simple(c.to_uppercase(), c),
    }
}

pub(super) fn title(arguments: &Arguments) -> Outcome {
    let mut before = ' ';
    let mut result = String::new();
    for c in arguments.text(0)?.chars() {
        let starts =
            if before.is_ascii() { !(before.is_ascii_alphanumeric() || before == '_') } else { before.is_whitespace() };
        result.push(if starts { titled(c) } else { c });
        before = c;
    }
    made(result)
}

pub(super) fn trim_space(arguments: &Arguments) -> Outcome {
    made(arguments.text(0)?.trim())
}

pub(super) fn chomp(arguments: &Arguments) -> Outcome {
    made(arguments.text(0)?.trim_end_matches(['\r', '\n']))
}

pub(super) fn trim(arguments: &Arguments) -> Outcome {
    let set = arguments.text(1)?;
    made(arguments.text(0)?.trim_matches(|c| set.contains(c)))
}

pub(super) fn trim_prefix(arguments: &Arguments) -> Outcome {
    let (whole, prefix) = (arguments.text(0)?, arguments.text(1)?);
    made(whole.strip_prefix(prefix).unwrap_or(whole))
}

pub(super) fn trim_suffix(arguments: &Arguments) -> Outcome {
    let (whole, suffix) = (arguments.text(0)?, arguments.text(1)?);
    made(whole.strip_suffix(suffix).unwrap_or(whole))
}

pub(super) fn starts_with(arguments: &Arguments) -> Outcome {
    Ok(Data::Bool(arguments.text(0)?.starts_with(arguments.text(1)?)))
}

pub(super) fn ends_with(arguments: &Arguments) -> Outcome {
    Ok(Data::Bool(arguments.text(0)?.ends_with(arguments.text(1)?)))
}

pub(super) fn contains(arguments: &Arguments) -> Outcome {
    Ok(Data::Bool(arguments.text(0)?.contains(arguments.text(1)?)))
}

pub(super) fn reverse(arguments: &Arguments) -> Outcome {
    made(characters(arguments.text(0)?).rev().collect::<String>())
}

pub(super) fn substr(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let (offset, length) = (arguments.whole(1)?, arguments.whole(2)?);
    let skipped = match usize::try_from(offset) {
        Ok(offset) => offset,
        Err(_) => {
            let back = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            characters(text).count().saturating_sub(back)
        }
    };
    let rest = characters(text).skip(skipped);
    made(match usize::try_from(length) {
        Ok(length) => rest.take(length).collect::<String>(),
        Err(_) => rest.collect(),
    })
}

pub(super) fn indent(arguments: &Arguments) -> Outcome {
    let text = arguments.text(1)?;
    let Ok(spaces) = usize::try_from(arguments.whole(0)?) else {
        return fault(0, "the number of spaces must not be negative");
    };
    if text.matches('\n').count().saturating_add(1).saturating_mul(spaces) > MOST_BYTES {
        return limit(0, format!("connfn makes no strings of more than {MOST_BYTES} bytes"));
    }
    made(text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

pub(super) fn split(arguments: &Arguments) -> Outcome {
    let (separator, whole) = (arguments.text(0)?, arguments.text(1)?);
    if separator.is_empty() {
        return arguments.list_of_strings(whole.chars());
    }
    arguments.list_of_strings(whole.split(separator))
}

pub(super) fn join(arguments: &Arguments) -> Outcome {
    let mut parts = Vec::new();
    for index in 1..arguments.len() {
        parts.extend(arguments.strings(index)?);
    }
    if arguments.len() < 2 {
        return fault(0, "at least one list of strings is wanted");
    }
    let separator = arguments.text(0)?;
    if parts.len().saturating_mul(separator.len()) > MOST_BYTES {
        return limit(0, format!("connfn makes no strings of more than {MOST_BYTES} bytes"));
    }
    made(parts.join(separator))
}

/// A path without `.`, `..` and doubled slashes, as far as they can be told from its text.
fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", None) if rooted => {}
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            (part, _) => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".into(),
        (false, false) => joined,
    }
}

pub(super) fn basename(arguments: &Arguments) -> Outcome {
    let path = arguments.text(0)?;
    let trimmed = path.trim_end_matches('/');
    made(match (path.is_empty(), trimmed.is_empty()) {
        (true, _) => ".",
        (false, true) => "/",
        _ => trimmed.rsplit('/').next().unwrap_or(trimmed),
    })
}

pub(super) fn dirname(arguments: &Arguments) -> Outcome {
    let path = arguments.text(0)?;
    made(path.rfind('/').and_then(|end| path.get(..=end)).map_or_else(|| String::from("."), clean))
}

pub(super) fn path_expand(arguments: &Arguments) -> Outcome {
    let path = arguments.text(0)?;
    if path.starts_with('~') {
        return limit(0, "the folder of whoever runs this differs from machine to machine");
    }
    made(path)
}
