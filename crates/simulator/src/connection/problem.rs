//! Why there is no connection object.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// The start of a text that may be anything, for a message.
pub(super) fn start(text: &str) -> String {
    text.chars().take(60).flat_map(char::escape_debug).collect()
}
