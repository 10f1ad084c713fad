//! Writing documents.

use alloc::string::String;
use serde::Serialize;

/// A document on one line. Every document of connfn has a JSON form: no map has a key that is not a string.
pub fn compact<T: Serialize>(document: &T) -> String {
    serde_json::to_string(document).unwrap_or_default()
}

/// A document as people read it: a member a line, two spaces a level, an end of line at its end.
///
/// serde_json writes this too, but with a second writer for every type, where one that spreads out a text will do.
pub fn indented<T: Serialize>(document: &T) -> String {
    let compact = compact(document);
    let mut text = String::with_capacity(compact.len().saturating_mul(2));
    let mut depth = 0_usize;
    let mut rest = compact.as_str();
    while let Some(at) = rest.find(['"', '{', '[', '}', ']', ',', ':']) {
        let (before, found) = rest.split_at(at);
        text.push_str(before);
        let taken = match found.as_bytes() {
            [b'"', ..] => string_end(found),
            [b'{', b'}', ..] | [b'[', b']', ..] => 2,
            _ => 1,
        };
        let (token, after) = found.split_at(taken);
        match token {
            "{" | "[" => {
                depth += 1;
                text.push_str(token);
                new_line(&mut text, depth);
            }
            "}" | "]" => {
                depth = depth.saturating_sub(1);
                new_line(&mut text, depth);
                text.push_str(token);
            }
            "," => {
                text.push_str(token);
                new_line(&mut text, depth);
            }
            ":" => text.push_str(": "),
            _ => text.push_str(token),
        }
        rest = after;
    }
    text.push_str(rest);
    text.push('\n');
    text
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(core::iter::repeat_n("  ", depth));
}

/// Where the string ends that the text begins with: behind the next quote that no backslash escapes.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    let inside = |byte: &u8| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    };
    text.as_bytes().iter().skip(1).position(inside).map_or(text.len(), |at| at + 2)
}
