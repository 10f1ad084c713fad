//! Where a text that is parsed comes from.

use crate::problem::Place;
use alloc::vec::Vec;
use core::ops::Range;

/// Where the characters of a parsed text stand in the file.
#[derive(Debug)]
pub(crate) enum Origin {
    Same,
    /// The file's offset of each byte of the text, and of its end.
    Decoded(Vec<usize>),
    /// All of them are at one place.
    Whole(Place),
}

impl Origin {
    pub(super) fn place(&self, file: usize, range: &Range<usize>) -> Place {
        match self {
            Self::Same => Place::new(file, range),
            Self::Whole(place) => *place,
            Self::Decoded(offsets) => {
                let at = |byte: usize| offsets.get(byte).or(offsets.last()).copied().unwrap_or_default();
                Place::new(file, &(at(range.start)..at(range.end)))
            }
        }
    }
}
