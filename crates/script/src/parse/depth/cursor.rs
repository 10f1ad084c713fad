//! Stepping through the bytes of a program: spaces and comments, words, texts and patterns. What they mean is not known here.

/// A place in the code.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Whether a line ended since the last token.
    pub(super) newline: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Whether the rest of the code starts so.
    pub(super) fn is_at(&self, text: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text))
    }

    /// What stands between a place and here.
    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// Steps over one space or one comment.
    pub(super) fn skip_space_and_comments(&mut self) -> bool {
        match (self.peek(0), self.peek(1)) {
            (Some(b'\n' | b'\r'), _) => {
                self.at += 1;
                self.newline = true;
            }
            (Some(byte), _) if byte.is_ascii_whitespace() || byte == 0x0B => self.at += 1,
            (Some(b'/'), Some(b'/')) => self.end_of_line(),
            (Some(b'/'), Some(b'*')) => {
                self.at += 2;
                while self.at < self.bytes.len() && !(self.peek(0) == Some(b'*') && self.peek(1) == Some(b'/')) {
                    self.at += 1;
                }
                self.at += 2;
            }
            _ if self.line_separator() => {
                self.at += 3;
                self.newline = true;
            }
            _ => return false,
        }
        true
    }

    /// Whether U+2028 or U+2029 stands here, which end a line.
    fn line_separator(&self) -> bool {
        self.peek(0) == Some(0xE2) && self.peek(1) == Some(0x80) && matches!(self.peek(2), Some(0xA8 | 0xA9))
    }

    pub(super) fn end_of_line(&mut self) {
        while self.peek(0).is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) && !self.line_separator() {
            self.at += 1;
        }
    }

    /// Steps over a word.
    pub(super) fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek(0).is_some_and(is_word) && !self.line_separator() {
            self.at += 1;
        }
        self.since(start)
    }

    /// Steps over the rest of a text in quotes. Whether it is closed on its line.
    pub(super) fn text(&mut self, quote: u8) -> bool {
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'\n' | b'\r' => break,
                _ if byte == quote => return true,
                _ => {}
            }
        }
        false
    }

    /// Steps over the rest of a regular expression. Whether it is surely one.
    pub(super) fn pattern(&mut self) -> bool {
        let mut class = false;
        while let Some(byte) = self.peek(0) {
            if self.line_separator() {
                break;
            }
            self.at += 1;
            match byte {
                b'\\' => {
                    if self.peek(0).is_some_and(|byte| !byte.is_ascii()) {
                        break;
                    }
                    self.at += 1;
                }
                b'\n' | b'\r' => break,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    while self.peek(0).is_some_and(is_word) {
                        self.at += 1;
                    }
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// Where the next token begins.
    fn next(mut self) -> usize {
        while self.skip_space_and_comments() {}
        self.at
    }

    pub(super) fn next_byte(&self) -> Option<u8> {
        self.bytes.get(self.next()).copied()
    }

    pub(super) fn next_word(&self) -> &'a [u8] {
        let rest = self.bytes.get(self.next()..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_word(**byte)).count();
        rest.get(..length).unwrap_or_default()
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'\\') || byte >= 0x80
}
