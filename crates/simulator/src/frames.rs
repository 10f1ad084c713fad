//! The lines in which the engine tells the functions that an error came through.

/// What the engine calls the function's code there.
pub(crate) const FILE: &str = "function.js";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame<'f> {
    /// Of a function without a name, and of the code outside functions, it is that of [`Self::NAMELESS`].
    pub(crate) function: &'f str,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl<'f> Frame<'f> {
    pub(crate) const NAMELESS: &'static str = "<main>";

    /// Reads a line such as `    at name (function.js:3:7)`; None of any other, such as that of a function that is built in.
    pub(crate) fn read(text: &'f str) -> Option<Self> {
        let (function, place) = text.strip_prefix("    at ")?.strip_suffix(')')?.rsplit_once(" (")?;
        let (line, column) = place.strip_prefix(FILE)?.strip_prefix(':')?.split_once(':')?;
        Some(Self { function, line: line.parse().ok()?, column: column.parse().ok()? })
    }
}
