//! Regular expressions. Terraform's are RE2's, which this library reads but for some forms; those are refused, and none means
//! something else here than there.

use super::{
    arguments::Arguments,
    outcome::{Fault, MOST_BYTES, MOST_ITEMS, Outcome, fault, limit},
};
use crate::evaluate::value::{Data, Value};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::diagnostic::Code;
use regex_lite::{Captures, Regex};

/// What RE2 reads and this library does not, and how people name it.
const UNREAD: &[(&str, &str)] = &[
    ("\\p", "classes of Unicode such as `\\p{L}`"),
    ("\\P", "classes of Unicode such as `\\P{L}`"),
    ("[:^", "classes such as `[[:^alpha:]]`"),
    ("\\Q", "`\\Q…\\E`"),
    ("\\C", "`\\C`"),
];

/// Classes that have a name, as they stand within brackets.
const CLASSES: &[(&str, &str)] = &[
    ("[:alnum:]", "0-9A-Za-z"),
    ("[:alpha:]", "A-Za-z"),
    ("[:ascii:]", "\\x00-\\x7F"),
    ("[:blank:]", "\\t "),
    ("[:cntrl:]", "\\x00-\\x1F\\x7F"),
    ("[:digit:]", "0-9"),
    ("[:graph:]", "!-~"),
    ("[:lower:]", "a-z"),
    ("[:print:]", " -~"),
    ("[:punct:]", "!-/:-@\\[-`{-~"),
    ("[:space:]", "\\t\\n\\v\\f\\r "),
    ("[:upper:]", "A-Z"),
    ("[:word:]", "0-9A-Za-z_"),
    ("[:xdigit:]", "0-9A-Fa-f"),
];

fn pattern(text: &str, index: usize) -> Result<Regex, Fault> {
    let unread = |what: &str| {
        Err(Fault {
            code: Code::UnsupportedPattern,
            argument: Some(index),
            message: format!("connfn does not read {what} in a regular expression"),
        })
    };
    if let Some((_, what)) = UNREAD.iter().find(|(form, _)| text.contains(form)) {
        return unread(what);
    }
    // Case would mean only ASCII here.
    if !text.is_ascii() && text.contains("(?i") {
        return unread("letters other than ASCII's without regard to case");
    }
    if is_repeated_twice(text) {
        return fault(index, "this is no regular expression: what is repeated cannot be repeated again");
    }
    let text = CLASSES.iter().fold(String::from(text), |text, (name, members)| text.replace(name, members));
    match Regex::new(&text) {
        Ok(regex) => Ok(regex),
        Err(error) => fault(index, format!("this is no regular expression: {}", error.to_string().replace('\n', " "))),
    }
}

/// Whether one `*`, `+` or `?` follows another, which RE2 refuses and this library does not.
fn is_repeated_twice(text: &str) -> bool {
    let (mut in_class, mut repeated, mut lazy, mut opened) = (false, false, false, false);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let quantifier = !in_class && !opened && matches!(c, '*' | '+' | '?');
        match c {
            '\\' => _ = chars.next(),
            '[' => in_class = true,
            ']' => in_class = false,
            '?' if repeated && !lazy && quantifier => {
                lazy = true;
                continue;
            }
            _ if quantifier && repeated => return true,
            _ => {}
        }
        opened = c == '(' && !in_class;
        (repeated, lazy) = (quantifier, false);
    }
    false
}

/// What a match comes to: itself, or its groups.
fn found(regex: &Regex, captures: &Captures<'_>, arguments: &Arguments) -> Data {
    let group = |at: usize| {
        let data = captures
            .get(at)
            .map_or(Data::Null(crate::evaluate::types::Type::String), |group| Data::text(group.as_str()));
        Value::new(arguments.place, data)
    };
    if regex.captures_len() <= 1 {
        return group(0).data;
    }
    let names: Vec<Option<&str>> = regex.capture_names().skip(1).collect();
    if names.iter().any(Option::is_some) {
        return Data::object(
            names
                .iter()
                .enumerate()
                .filter_map(|(at, name)| name.map(|name| (String::from(name), arguments.place, group(at + 1)))),
        );
    }
    Data::tuple((1..regex.captures_len()).map(group).collect())
}

/// Groups either all have names or none has.
fn checked(regex: &Regex) -> Result<(), Fault> {
    let named = regex.capture_names().skip(1).flatten().count();
    if named > 0 && named + 1 < regex.captures_len() {
        return fault(0, "either all groups of a regular expression have names, or none has");
    }
    Ok(())
}

pub(super) fn regex(arguments: &Arguments) -> Outcome {
    let regex = pattern(arguments.text(0)?, 0)?;
    checked(&regex)?;
    match regex.captures(arguments.text(1)?) {
        Some(captures) => Ok(found(&regex, &captures, arguments)),
        None => fault(1, "the regular expression does not match the string"),
    }
}

pub(super) fn regex_all(arguments: &Arguments) -> Outcome {
    let regex = pattern(arguments.text(0)?, 0)?;
    checked(&regex)?;
    let mut items = Vec::new();
    for captures in regex.captures_iter(arguments.text(1)?) {
        items.push(Value::new(arguments.place, found(&regex, &captures, arguments)));
        if items.len() > MOST_ITEMS {
            return limit(1, format!("connfn makes no lists of more than {MOST_ITEMS} items"));
        }
    }
    let of = match items.first() {
        Some(first) => first.data.kind(),
        // The type of an item that there is not.
        None => match regex.captures(" ").as_ref().map(|captures| found(&regex, captures, arguments)) {
            Some(data) => data.kind(),
            None => crate::evaluate::types::Type::String,
        },
    };
    Ok(Data::list(of, items))
}

pub(super) fn replace(arguments: &Arguments) -> Outcome {
    let (whole, part, with) = (arguments.text(0)?, arguments.text(1)?, arguments.text(2)?);
    let inside = part.strip_prefix('/').and_then(|part| part.strip_suffix('/'));
    let result = match inside {
        Some(inside) => {
            let regex = pattern(inside, 1)?;
            let matches = regex.find_iter(whole).count();
            bounded(matches.saturating_mul(with.len().saturating_add(whole.len())))?;
            regex.replace_all(whole, with).into_owned()
        }
        None => {
            bounded(whole.matches(part).count().saturating_mul(with.len()))?;
            whole.replace(part, with)
        }
    };
    Ok(Data::text(result))
}

fn bounded(length: usize) -> Result<(), Fault> {
    if length > MOST_BYTES * 16 {
        return limit(0, format!("connfn makes no strings of more than {MOST_BYTES} bytes"));
    }
    Ok(())
}
