//! What a function may use. AWS gives a function 5 ms and 2 MB, which nobody outside can measure alike; these limits are such that
//! what AWS would run stays far below them.

/// Statements, calls and rounds of loops.
pub(crate) const STEPS: u64 = 200_000;
/// What following a promise counts; the engine makes several objects for each.
pub(crate) const STEPS_A_JOB: u64 = 16;
/// What calling a built-in function counts that is counted at all.
pub(crate) const STEPS_A_CALL: u64 = 8;
/// Items of a list that a built-in function goes through in a step, and characters of a text.
pub(crate) const ITEMS_A_STEP: u64 = 8;
pub(crate) const CHARACTERS_A_STEP: u64 = 64;
/// Items of a list that a built-in function goes through; more would not fit into the memory that AWS gives a function.
pub(crate) const LIST: u64 = 1 << 20;
/// Characters that replacing may make at the worst.
pub(crate) const REPLACED: usize = 64 << 20;
/// Levels of JSON, and of what is logged. njs has fewer.
pub(crate) const LEVELS: usize = 64;
/// Prototypes behind an object.
pub(crate) const LINKS: usize = 200;
/// Functions that are bound.
pub(crate) const CHAINED: usize = 2_000;
/// Calls within calls.
pub(crate) const DEPTH: usize = 400;
/// Bytes of the engine's own stack, which calls through built-in functions use up. A browser gives a program about a megabyte.
pub(crate) const STACK: usize = 448 << 10;
/// Characters of one text; AWS gives a function 2 MB in all.
pub(crate) const TEXT: usize = 1 << 20;
/// Bytes of one buffer; AWS gives a function 2 MB in all.
pub(crate) const BUFFER: u64 = 1 << 20;
/// Bytes of all buffers that a run makes, and of what lets one see into them.
pub(crate) const BUFFERS: usize = 16 << 20;
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
    List,
    Text,
    Buffers,
    /// The engine was given no more memory.
    Memory,
}

impl Stop {
    pub(crate) fn message(self) -> String {
        match self {
            Self::Steps => format!("the function did not end within {STEPS} steps"),
            Self::Depth => {
                "the function calls itself too deeply, or puts too many objects behind one another".to_owned()
            }
            Self::List => format!("the function makes or goes through a list of more than {LIST} items"),
            Self::Text => format!("the function makes a text of more than {TEXT} characters"),
            Self::Buffers => format!("the function makes buffers of more than {BUFFERS} bytes in all"),
            Self::Memory => "the function needs more memory than it is given here".to_owned(),
        }
    }

    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Steps => "a function has 5 ms at AWS; look for a loop that does not end",
            Self::Depth => "look for a function that calls itself without end",
            Self::List | Self::Text | Self::Buffers | Self::Memory => MEMORY,
        }
    }
}
