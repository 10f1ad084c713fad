//! What a function may use. AWS gives a function 5 ms and 2 MB, which nobody outside can measure alike; these limits are such that
//! what AWS would run stays far below them.

/// Statements, calls and rounds of loops.
pub(crate) const STEPS: u64 = 1_000_000;
/// Calls within calls.
pub(crate) const DEPTH: usize = 400;
/// Bytes of the engine's own stack, which calls through built-in functions use up. A browser gives a program about a megabyte.
pub(crate) const STACK: usize = 448 << 10;
/// Characters of one text; AWS gives a function 2 MB in all.
pub(crate) const TEXT: usize = 1 << 20;
/// Bytes of one buffer; AWS gives a function 2 MB in all.
pub(crate) const BUFFER: u64 = 2 << 20;
/// Bytes of the log, which AWS cuts there.
pub(crate) const LOG: usize = 10 << 10;

/// Notes of an outcome.
pub(crate) const NOTES: usize = 16;

const MEMORY: &str = "a function has 2 MB of memory at AWS";

/// Why a run was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Steps,
    Depth,
    Text,
}

impl Stop {
    pub(crate) fn message(self) -> String {
        match self {
            Self::Steps => format!("the function did not end within {STEPS} steps"),
            Self::Depth => "the function calls itself too deeply".to_owned(),
            Self::Text => format!("the function makes a text of more than {TEXT} characters"),
        }
    }

    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Steps => "a function has 5 ms at AWS; look for a loop that does not end",
            Self::Depth => "look for a function that calls itself without end",
            Self::Text => MEMORY,
        }
    }
}
