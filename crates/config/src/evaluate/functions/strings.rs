//! Functions of strings and conversions. Where Terraform follows Unicode further than connfn, connfn refuses.

use super::{Fault, fault, limit};
use crate::evaluate::value::{Data, Value};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

type Outcome = Result<Data, Fault>;

/// The longest string that replacing may make.
const MOST_BYTES: usize = 1 << 20;

fn text(arguments: &[Value], index: usize) -> Result<String, Fault> {
    let found = arguments.get(index).map(|value| &value.data);
    match found.and_then(Data::to_text).and_then(|text| text.known().map(ToOwned::to_owned)) {
        Some(text) => Ok(text),
        None => fault(index, format!("expected a string, but this is {}", found.map_or("missing", Data::noun))),
    }
}

pub(super) fn to_string(arguments: &[Value]) -> Outcome {
    match arguments.first().map(|value| &value.data) {
        Some(Data::Null) | None => Ok(Data::Null),
        Some(data) => match data.to_text() {
            Some(text) => Ok(Data::Text(text)),
            None => fault(0, format!("{} has no string form", data.noun())),
        },
    }
}

pub(super) fn to_bool(arguments: &[Value]) -> Outcome {
    match arguments.first().map(|value| &value.data) {
        Some(Data::Null) | None => Ok(Data::Null),
        Some(data) => {
            data.to_bool().map_or_else(|| fault(0, "expected `true` or `false`"), |value| Ok(Data::Bool(value)))
        }
    }
}

pub(super) fn to_number(arguments: &[Value]) -> Outcome {
    match arguments.first().map(|value| &value.data) {
        Some(Data::Null) | None => Ok(Data::Null),
        Some(data) => data.to_number().map_or_else(|| fault(0, "expected a number"), |number| Ok(Data::Number(number))),
    }
}

/// Changes the case character by character, which is what Terraform does.
fn cased<I: Iterator<Item = char>>(arguments: &[Value], case: impl Fn(char) -> I) -> Outcome {
    let mut result = String::new();
    for c in text(arguments, 0)?.chars() {
        let mut cased = case(c);
        match (cased.next(), cased.next()) {
            (Some(only), None) => result.push(only),
            _ => return limit(0, format!("connfn does not know the case of `{c}`")),
        }
    }
    Ok(Data::text(result))
}

pub(super) fn upper(arguments: &[Value]) -> Outcome {
    cased(arguments, char::to_uppercase)
}

pub(super) fn lower(arguments: &[Value]) -> Outcome {
    cased(arguments, char::to_lowercase)
}

pub(super) fn trim_space(arguments: &[Value]) -> Outcome {
    Ok(Data::text(text(arguments, 0)?.trim()))
}

pub(super) fn chomp(arguments: &[Value]) -> Outcome {
    Ok(Data::text(text(arguments, 0)?.trim_end_matches(['\r', '\n'])))
}

pub(super) fn trim(arguments: &[Value]) -> Outcome {
    let set = text(arguments, 1)?;
    Ok(Data::text(text(arguments, 0)?.trim_matches(|c| set.contains(c))))
}

pub(super) fn trim_prefix(arguments: &[Value]) -> Outcome {
    let (whole, prefix) = (text(arguments, 0)?, text(arguments, 1)?);
    Ok(Data::text(whole.strip_prefix(prefix.as_str()).unwrap_or(&whole)))
}

pub(super) fn trim_suffix(arguments: &[Value]) -> Outcome {
    let (whole, suffix) = (text(arguments, 0)?, text(arguments, 1)?);
    Ok(Data::text(whole.strip_suffix(suffix.as_str()).unwrap_or(&whole)))
}

pub(super) fn starts_with(arguments: &[Value]) -> Outcome {
    Ok(Data::Bool(text(arguments, 0)?.starts_with(text(arguments, 1)?.as_str())))
}

pub(super) fn ends_with(arguments: &[Value]) -> Outcome {
    Ok(Data::Bool(text(arguments, 0)?.ends_with(text(arguments, 1)?.as_str())))
}

pub(super) fn contains(arguments: &[Value]) -> Outcome {
    Ok(Data::Bool(text(arguments, 0)?.contains(text(arguments, 1)?.as_str())))
}

pub(super) fn replace(arguments: &[Value]) -> Outcome {
    let (whole, part, with) = (text(arguments, 0)?, text(arguments, 1)?, text(arguments, 2)?);
    if part.len() > 1 && part.starts_with('/') && part.ends_with('/') {
        return limit(1, "connfn has no regular expressions");
    }
    if part.is_empty() {
        return limit(1, "connfn replaces only a string that is not empty");
    }
    let length = whole.matches(part.as_str()).count().saturating_mul(with.len());
    if length > MOST_BYTES {
        return limit(0, format!("connfn makes no strings of more than {MOST_BYTES} bytes"));
    }
    Ok(Data::text(whole.replace(part.as_str(), &with)))
}

pub(super) fn split(arguments: &[Value]) -> Outcome {
    let (separator, whole) = (text(arguments, 0)?, text(arguments, 1)?);
    let Some(place) = arguments.get(1).map(|value| value.place) else { return Ok(Data::Null) };
    if whole.is_empty() {
        return Ok(Data::List(Vec::new()));
    }
    if separator.is_empty() {
        return limit(0, "connfn splits only at a separator that is not empty");
    }
    let items = whole.split(separator.as_str()).map(|part| Value::new(place, Data::text(part)));
    Ok(Data::List(items.collect()))
}

pub(super) fn join(arguments: &[Value]) -> Outcome {
    let separator = text(arguments, 0)?;
    let Some(Data::List(items) | Data::Set(items)) = arguments.get(1).map(|value| &value.data) else {
        return fault(1, "expected a list of strings");
    };
    let mut parts = Vec::new();
    for item in items {
        match item.data.to_text().and_then(|text| text.known().map(ToOwned::to_owned)) {
            Some(text) => parts.push(text),
            None => return fault(1, format!("expected a list of strings, but one item is {}", item.data.noun())),
        }
    }
    Ok(Data::text(parts.join(&separator)))
}

/// `format` with the verbs `%s`, `%d`, `%v` and `%%`, without widths.
pub(super) fn format_(arguments: &[Value]) -> Outcome {
    let pattern = text(arguments, 0)?;
    let mut result = String::new();
    let mut next = 1;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            result.push(c);
            continue;
        }
        let verb = chars.next();
        if verb == Some('%') {
            result.push('%');
            continue;
        }
        let Some(value) = arguments.get(next) else {
            return fault(0, format!("there is no argument for the verb that is number {next}"));
        };
        match verb {
            Some('s' | 'v') => result.push_str(&text(arguments, next)?),
            Some('d') => match value.data.to_number() {
                Some(number) if !number.to_string().contains('.') => result.push_str(&number.to_string()),
                _ => return fault(next, "expected a whole number"),
            },
            _ => return limit(0, "connfn formats only `%s`, `%d`, `%v` and `%%`"),
        }
        next += 1;
    }
    if next < arguments.len() {
        return fault(next, "the format has no verb for this argument");
    }
    Ok(Data::text(result))
}
