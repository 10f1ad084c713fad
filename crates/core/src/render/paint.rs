//! Colour, and text made safe for a terminal. Knows nothing of plans.

use alloc::{
    format,
    string::{String, ToString},
};

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    Plain,
    /// ANSI escape sequences, the eight standard colours.
    Ansi,
}

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Add,
    Change,
    Remove,
    Strong,
    Faint,
}

impl Palette {
    pub fn paint(self, ink: Ink, text: &str) -> String {
        let code = match (self, ink) {
            (Self::Plain, _) => return text.to_string(),
            (Self::Ansi, Ink::Add) => "32",
            (Self::Ansi, Ink::Change) => "33",
            (Self::Ansi, Ink::Remove) => "31",
            (Self::Ansi, Ink::Strong) => "1",
            (Self::Ansi, Ink::Faint) => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// A line of foreign text with every control character but the tab made visible, and likewise the characters that
/// reorder or hide what is around them.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if (c.is_control() && c != '\t') || is_deceptive(c) {
            shown.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Bidirectional controls, separators of lines and zero-width characters ("Trojan Source").
fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A string as HCL writes one.
pub(super) fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
    let escaped = escaped.replace("${", "$${").replace("%{", "%%{");
    format!("\"{}\"", visible(&escaped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_steer_a_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\tc\u{202e}"), "a\\u{1b}[31mb\tc\\u{202e}");
        assert_eq!(quoted("a\"\n\\"), r#""a\"\n\\""#);
    }
}
