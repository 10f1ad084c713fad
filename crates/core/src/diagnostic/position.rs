//! Places in text files, counted in every way that a reader of diagnostics counts.

use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// A span of a file. The file is named as the caller named it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Location {
    pub file: String,
    pub span: Span,
}

/// From the first byte of something to the byte after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub start: Position,
    pub end: Position,
}

/// A place in a file: byte offset from 0, line from 1, and the column from 1 in UTF-8 bytes and in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Position {
    pub byte: u32,
    pub line: u32,
    pub column_utf8: u32,
    pub column_utf16: u32,
}

/// Finds positions in one text.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { text, line_starts }
    }

    /// The position of a byte offset; one inside a character or past the end is moved back to the nearest boundary.
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.line_starts.partition_point(|start| *start <= byte).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        Position {
            byte: saturate(byte),
            line: saturate(line),
            column_utf8: saturate(before.len() + 1),
            column_utf16: saturate(before.encode_utf16().count() + 1),
        }
    }

    pub fn span(&self, range: core::ops::Range<usize>) -> Span {
        Span { start: self.position(range.start), end: self.position(range.end.max(range.start)) }
    }
}

fn saturate(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_bytes_and_utf16_units() {
        let text = "a\né𝒳z\n";
        let index = LineIndex::new(text);
        let z = text.find('z').unwrap();
        assert_eq!(index.position(z), Position { byte: 8, line: 2, column_utf8: 7, column_utf16: 4 });
        assert_eq!(index.position(3), index.position(2), "inside é");
        assert_eq!(index.position(99), Position { byte: 10, line: 3, column_utf8: 1, column_utf16: 1 });
        assert_eq!(LineIndex::new("").position(0), Position { byte: 0, line: 1, column_utf8: 1, column_utf16: 1 });
    }
}
