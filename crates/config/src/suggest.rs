//! Parts of messages: "did you mean", lists of names, and input as a message can show it.

use alloc::{format, string::String, vec::Vec};
use connfn_core::nearest::distance;

/// The nearest of the candidates, if it is near enough to be what was meant.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(name, &gathered(candidates))
}

/// A help that names the nearest candidate, or else says what there is.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> Option<String> {
    nearest_or_all(name, &gathered(candidates), otherwise)
}

// What follows is compiled once, and not for every kind of iterator.

fn gathered<'a>(candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all = Vec::new();
    for candidate in candidates {
        all.push(candidate);
    }
    all
}

fn nearest_of<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    let far = candidates.iter().map(|candidate| (distance(name, candidate), *candidate));
    far.filter(|(distance, candidate)| *distance <= limit && *candidate != name).min().map(|(_, candidate)| candidate)
}

fn nearest_or_all(name: &str, candidates: &[&str], otherwise: &str) -> Option<String> {
    if let Some(near) = nearest_of(name, candidates) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all = list(candidates.iter().copied());
    (!all.is_empty()).then(|| format!("{otherwise} {all}"))
}

/// Names in backticks, with commas between them.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push('`');
        text.push_str(name);
        text.push('`');
    }
    text
}

/// Input without line breaks and other controls.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if c.is_control() { shown.extend(c.escape_debug()) } else { shown.push(c) }
    }
    shown
}

/// A character of the input.
pub(crate) fn character(c: char) -> String {
    if c == ' ' { "a space".into() } else { format!("`{}`", printable(c.encode_utf8(&mut [0; 4]))) }
}

/// Input that may be long, cut to what a message can hold.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    printable(&short)
}
