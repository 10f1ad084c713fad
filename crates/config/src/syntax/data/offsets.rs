//! Where the characters of a string stand in its file, whichever way it is written, in data or in HCL. It only improves places:
//! what a string holds its reader has decided.

use crate::problem::Place;
use alloc::vec::Vec;

/// The offset in the file of each byte of a string's text, and of its end. The string has quotes, or is a heredoc, or a block or a
/// plain scalar of YAML.
pub(crate) fn offsets(source: &str, place: Place, text: &str) -> Vec<usize> {
    let written = source.get(place.start..place.end).unwrap_or_default();
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (mut at, end) = match quote {
        // Three quotes are TOML's, unless the text itself starts with one.
        Some('"') if written.starts_with("\"\"\"") => (3, written.len().saturating_sub(3)),
        Some('\'') if written.starts_with("'''") && !text.starts_with('\'') => (3, written.len().saturating_sub(3)),
        Some(_) => (1, written.len().saturating_sub(1)),
        None if written.starts_with(['|', '>']) || written.starts_with("<<") => {
            (written.find('\n').map_or(0, |line| line + 1), written.len())
        }
        None => (0, written.len()),
    };
    let mut offsets = Vec::with_capacity(text.len() + 1);
    for (byte, c) in text.char_indices() {
        let mut next = at;
        let doubled = doubled_sign(text.get(byte..).unwrap_or_default());
        // What stands in the file and not in the text is passed over: indentation and line breaks.
        while let Some(rest) = written.get(next..end).filter(|rest| !rest.is_empty()) {
            let found = rest.chars().next().unwrap_or_default();
            if found == '\\' && quote == Some('"') {
                if let Some(length) = continuation(rest) {
                    next += length;
                    continue;
                }
                at = next;
                next += escape(rest).min(rest.len());
            } else if doubled.is_some_and(|doubled| rest.starts_with(doubled)) {
                at = next;
                next += 2;
            } else if found == c || (c == ' ' && found == '\n') {
                at = next;
                // YAML doubles a quote within single quotes.
                next += if rest.starts_with("''") && quote == Some('\'') { 2 } else { found.len_utf8() };
            } else if found.is_whitespace() {
                next += found.len_utf8();
                continue;
            }
            break;
        }
        let copied = written.get(at..).is_some_and(|rest| rest.starts_with(c));
        offsets.extend((0..c.len_utf8()).map(|byte| place.start + at + if copied { byte } else { 0 }));
        at = next.max(at);
    }
    offsets.push(place.start + at);
    offsets
}

/// How a template writes what would begin an interpolation or a directive and stands for itself.
fn doubled_sign(text: &str) -> Option<&'static str> {
    [("${", "$${"), ("%{", "%%{")].into_iter().find(|(plain, _)| text.starts_with(plain)).map(|(_, doubled)| doubled)
}

/// The length of an escaped line break and the blanks after it, which stand for nothing.
fn continuation(rest: &str) -> Option<usize> {
    let line = rest.strip_prefix('\\')?;
    let blanks = line.len() - line.trim_start().len();
    line.get(..blanks)?.contains('\n').then_some(1 + blanks)
}

/// The length of an escape sequence.
fn escape(rest: &str) -> usize {
    match rest.as_bytes() {
        [b'\\', b'x', ..] => 4,
        // A pair of surrogates is one character.
        [b'\\', b'u', b'd' | b'D', b'8' | b'9' | b'a' | b'b' | b'A' | b'B', ..] => 12,
        [b'\\', b'u', ..] => 6,
        [b'\\', b'U', ..] => 10,
        _ => rest.chars().take(2).map(char::len_utf8).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts that the characters of a string cover in the file.
    fn covered(written: &str, text: &str) -> Vec<alloc::string::String> {
        let place = Place { file: 0, start: 0, end: written.len() };
        let found = offsets(written, place, text);
        assert_eq!(found.len(), text.len() + 1);
        assert!(found.is_sorted());
        let starts: Vec<usize> =
            text.char_indices().map(|(byte, _)| found[byte]).chain(found.last().copied()).collect();
        starts.windows(2).map(|pair| written.get(pair[0]..pair[1]).unwrap().into()).collect()
    }

    #[test]
    fn each_character_is_where_it_is_written() {
        assert_eq!(covered(r#""a\n\u00e9b""#, "a\né"), ["a", r"\n", r"\u00e9"]);
        assert_eq!(covered(r#""\ud83d\ude00x""#, "😀x"), [r"\ud83d\ude00", "x"]);
        assert_eq!(covered("'it''s'", "it's"), ["i", "t", "''", "s"]);
        assert_eq!(covered("plain", "plain"), ["p", "l", "a", "i", "n"]);
        assert_eq!(covered("|-\n  ab\n  c", "ab\nc"), ["a", "b", "\n  ", "c"]);
        assert_eq!(covered(">-\n  a\n  b", "a b"), ["a", "\n  ", "b"]);
        assert_eq!(covered("\"\"\"\na \\\n  b\"\"\"", "a b"), ["a", " \\\n  ", "b"]);
        assert_eq!(covered("'''\na'b'''", "a'b"), ["a", "'", "b"]);
        assert_eq!(covered(r#""a$${b}""#, "a${b}"), ["a", "$$", "{", "b", "}"]);
        assert_eq!(covered(r#""$${b}""#, "$${b}"), ["$", "$", "{", "b", "}"], "of data, where it stands for itself");
        assert_eq!(covered("<<EOT\na\n  b\nEOT", "a\n  b\n"), ["a", "\n", " ", " ", "b", "\n"]);
        assert_eq!(covered("<<-EOT\n  a\n  é$${\n  EOT", "a\né${\n"), ["a", "\n  ", "é", "$$", "{", "\n"]);
    }
}
