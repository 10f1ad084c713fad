//! What stands at an offset of a text that cannot be parsed, and how to name it, in whichever format.

use crate::suggest::printable;
use alloc::{format, string::String};
use core::ops::Range;

pub(super) const END_OF_LINE: &str = "the end of the line";
pub(super) const END_OF_FILE: &str = "the end of the file";

/// The word, number or single character at an offset, and how to name it.
pub(super) fn token(text: &str, start: usize) -> (Range<usize>, String) {
    let rest = text.get(start..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let (start, rest) = (start + blanks, rest.get(blanks..).unwrap_or_default());
    let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    match rest.chars().next() {
        None => (start..start, END_OF_FILE.into()),
        Some('\n' | '\r') => (start..start, END_OF_LINE.into()),
        Some(c) => {
            let length = if word == 0 { c.len_utf8() } else { word };
            (start..start + length, format!("`{}`", printable(rest.get(..length).unwrap_or_default())))
        }
    }
}

/// The last word before an offset, and how to name it.
pub(super) fn word_before(text: &str, at: usize) -> (Range<usize>, String) {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |blank| text.ceil_char_boundary(blank + 1));
    token(text, start)
}
