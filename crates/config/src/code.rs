//! Where a function's code is written, so that what is said of the code is said at its place in the user's own file. What the code
//! means is for others to judge.

use crate::{problem::Place, sources::Sources, syntax::offsets};
use alloc::{string::String, vec::Vec};
use connfn_core::diagnostic::{LineIndex, Location};
use core::ops::Range;

/// Where a function's code is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeOrigin {
    /// It is the text of this file.
    File(String),
    /// It is a string or a heredoc without interpolation, which stands there.
    Literal { file: String, written: Range<usize> },
    /// It is worked out from several parts; the value stands there.
    Computed(Option<Location>),
}

/// Finds the places of a function's code in the file that holds it.
#[derive(Debug)]
pub struct CodePlaces<'a> {
    file: &'a str,
    text: &'a str,
    lines: LineIndex<'a>,
    /// The offset in the file of each byte of the code, and of its end. None if it is the same.
    offsets: Option<Vec<usize>>,
    code: &'a str,
}

impl CodeOrigin {
    /// The places of this code. None if it stands in no file as it is.
    pub fn places<'a>(&'a self, code: &'a str, sources: &'a Sources) -> Option<CodePlaces<'a>> {
        let (file, written) = match self {
            Self::File(file) => (file, None),
            Self::Literal { file, written } => (file, Some(written)),
            Self::Computed(_) => return None,
        };
        let text = sources.files.get(file)?;
        let offsets = match written {
            None => None,
            Some(written) => Some(exact(text, offsets(text, Place::new(0, written), code), code)?),
        };
        Some(CodePlaces { file, text, lines: LineIndex::new(text), offsets, code })
    }
}

impl CodePlaces<'_> {
    /// The place of a range of the code's bytes.
    pub fn location(&self, range: Range<usize>) -> Location {
        let range = match &self.offsets {
            None => range,
            Some(offsets) => self.written(offsets, range),
        };
        Location { file: self.file.into(), span: self.lines.span(range) }
    }

    fn written(&self, offsets: &[usize], range: Range<usize>) -> Range<usize> {
        let at = |byte: usize| offsets.get(byte).or(offsets.last()).copied().unwrap_or_default();
        let start = at(range.start);
        // What follows the last character may stand on another line, behind its indentation.
        let last = self.code.get(range.clone()).and_then(|covered| covered.chars().next_back());
        let end = last.map_or(start, |last| {
            let place = at(range.end - last.len_utf8());
            let copied = self.text.get(place..).is_some_and(|rest| rest.starts_with(last));
            if copied { place + last.len_utf8() } else { at(range.end) }
        });
        start..end.max(start)
    }
}

/// The offsets, if each character of the code was found where they say.
fn exact(text: &str, offsets: Vec<usize>, code: &str) -> Option<Vec<usize>> {
    let found = code.char_indices().all(|(byte, c)| {
        let rest = offsets.get(byte).and_then(|at| text.get(*at..));
        rest.is_some_and(|rest| rest.starts_with(c) || rest.starts_with('\\') || c.is_whitespace())
    });
    found.then_some(offsets)
}
