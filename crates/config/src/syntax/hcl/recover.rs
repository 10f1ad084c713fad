//! Which part of a document to leave out so that the rest of it can be read although it does not parse. What is wrong is said
//! elsewhere, and whether the rest is right the parser decides.

use super::brackets::{Open, open_at};
use crate::syntax::kinds::labels_of;
use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// The block of the top level around an error, up to the next one.
pub(super) fn broken_block(text: &str, error: usize) -> Range<usize> {
    let ends = text.get(error..).is_none_or(|rest| rest.trim().is_empty());
    let line = text.get(error..).and_then(|rest| rest.find('\n'));
    let at = match open_at(text, line.map_or(text.len(), |length| error + length)) {
        // The parser notices late what was not closed.
        Some(Open::String(range) | Open::Comment(range) | Open::Heredoc(range, _)) => range.start,
        Some(Open::Bracket(range)) if ends => range.start,
        _ => error,
    };
    let mut block = 0..text.len();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if is_header(line) {
            if start > at {
                block.end = start;
                break;
            }
            block.start = start;
        }
        start += line.len();
    }
    block
}

/// Whether a line starts with the first word of a block of the top level and goes on as its header does. That ends whatever was open
/// before it: nobody writes one at the left margin inside of something else.
fn is_header(line: &str) -> bool {
    let end = line.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(line.len());
    let (word, rest) = line.split_at_checked(end).unwrap_or_default();
    labels_of(word).is_some() && rest.trim_start_matches([' ', '\t']).starts_with(['{', '"'])
}

/// Replaces all but the line breaks of a range by spaces, so that every other offset stays true.
pub(super) fn blank(text: &mut String, range: Range<usize>) {
    let blank: Vec<u8> = text
        .bytes()
        .enumerate()
        .map(|(at, byte)| if range.contains(&at) && byte != b'\n' { b' ' } else { byte })
        .collect();
    // The ranges hold whole characters.
    if let Ok(blank) = String::from_utf8(blank) {
        *text = blank;
    }
}

pub(super) fn is_blank(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_none_or(|part| part.trim().is_empty())
}
