//! Runs that had to be ended from outside. What an engine cannot count is bounded by whoever gives it a process or a worker: time, and
//! memory. What is then said is the same everywhere.

use crate::outcome::{ErrorKind, Outcome, ScriptError};
use serde::{Deserialize, Serialize};

/// How long a function may run, in milliseconds, with all that belongs to it.
pub const PATIENCE_MS: u32 = 1_800;

/// Why there is no outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lost {
    /// It did not end in time.
    Time,
    /// It needed more memory than it may have.
    Memory,
    /// It went deeper than the stack.
    Depth,
    /// Something else went wrong with the worker: what, to go after its name.
    Other(String),
}

impl Outcome {
    /// The outcome of a run that was lost.
    pub fn lost(lost: Lost) -> Self {
        let (message, help) = match lost {
            Lost::Time => (
                format!("the function was stopped after {} s", f64::from(PATIENCE_MS) / 1000.0),
                "a function has 5 ms at AWS; look for a loop that goes on for long, or a regular expression that tries everything, such as `(a+)+$`",
            ),
            Lost::Memory => (
                "the function was stopped since it needed more than 256 MB".to_owned(),
                "a function has 2 MB at AWS; look for a text or an array that grows in a loop",
            ),
            Lost::Depth => (
                "the function was stopped since its calls, or what it made, lay too deep in one another".to_owned(),
                "look for a function that calls itself, or an object that is put into the next one, without end",
            ),
            Lost::Other(why) => (format!("the worker that runs functions was lost: {why}"), "try again"),
        };
        Self::refused(ScriptError::new(ErrorKind::Limit, message).help(help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Decision;

    #[test]
    fn what_was_lost_denies_and_says_why() {
        let said = |lost| {
            let Outcome { decision, error, .. } = Outcome::lost(lost);
            assert_eq!(decision, Decision::None);
            let ScriptError { kind, message, .. } = error.unwrap();
            assert_eq!(kind, ErrorKind::Limit);
            message
        };
        assert_eq!(said(Lost::Time), "the function was stopped after 1.8 s");
        assert_eq!(said(Lost::Memory), "the function was stopped since it needed more than 256 MB");
        assert!(said(Lost::Depth).contains("too deep in one another"));
        assert_eq!(said(Lost::Other("it ended".to_owned())), "the worker that runs functions was lost: it ended");
    }
}
