//! Foreign text made safe for a terminal: no character of it can move the cursor, colour what follows or hide itself.

use std::path::Path;

/// One line of text with such characters written out.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\t' && is_unsafe(c) {
            shown.push_str(&c.escape_unicode().to_string());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A path as it is said: as it was typed, without a `./` that says nothing.
pub(crate) fn shown(path: &Path) -> String {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => visible(&rest.to_string_lossy()),
        _ => visible(&path.to_string_lossy()),
    }
}

/// A path as it can be typed in a shell.
pub(crate) fn argument(path: &Path) -> String {
    let path = shown(path);
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-:=@%+,\\".contains(c);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

/// A part of a source with such characters replaced by others of as many bytes, so that every span still fits.
pub(crate) fn same_length(source: &str) -> String {
    let shown = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        c if !is_unsafe(c) => c,
        c => match c.len_utf8() {
            1 => '?',
            2 => '\u{b7}',
            _ => '\u{fffd}',
        },
    };
    source.chars().map(shown).collect()
}

/// Controls, bidirectional ones among them, and characters without width ("Trojan Source").
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_quoted_where_a_shell_needs_it() {
        assert_eq!(argument(Path::new("./a/plan.json")), "a/plan.json");
        assert_eq!(argument(Path::new("it's a plan")), r"'it'\''s a plan'");
    }

    #[test]
    fn foreign_text_cannot_steer_a_terminal() {
        let text = "a\u{1b}[31m\tb\u{9b}\u{202e}\u{200b}é";
        assert_eq!(visible(text), "a\\u{1b}[31m\tb\\u{9b}\\u{202e}\\u{200b}é");
        let source = same_length(text);
        assert_eq!(source, "a?[31m\tb\u{b7}\u{fffd}\u{fffd}é");
        assert_eq!(source.len(), text.len());
    }
}
