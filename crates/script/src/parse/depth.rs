//! A bound on nesting, found by going through the tokens once. The parser and what follows it recurse, and code may come from
//! anybody: what is nested deeper than people write is refused before anything recurses.
//!
//! The count may be too high but never too low. Where the scan cannot know how the parser will read a character (whether `/`
//! divides, say), it counts every bracket from there on and closes none.

use crate::Span;
use alloc::vec::Vec;

/// How many brackets may be open.
const BRACKETS: usize = 48;
/// How many operators, and words that an expression or a statement follows, may wait for the end of what they are part of.
const PENDING: usize = 256;

/// The place where the code exceeds a limit.
pub(super) fn too_deep(code: &str) -> Option<Span> {
    let mut scan = Scan {
        bytes: code.as_bytes(),
        at: 0,
        open: Vec::new(),
        pending: Pending::default(),
        before: Before::Operator,
        newline: false,
        doubtful: false,
        has_do: false,
    };
    if code.starts_with("#!") {
        scan.end_of_line();
    }
    let start = scan.run()?;
    let mut from = start.min(code.len());
    while !code.is_char_boundary(from) {
        from -= 1;
    }
    let to = code.get(from..).and_then(|rest| rest.chars().next()).map_or(from, |found| from + found.len_utf8());
    Some(u32::try_from(from).unwrap_or(u32::MAX)..u32::try_from(to).unwrap_or(u32::MAX))
}

/// What stands before the token at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Something that an operand follows.
    Operator,
    /// Something that an operator follows, or the end of a statement.
    Operand,
    /// The brackets of `if`, `for`, `while` or `with`, which a statement follows.
    Condition,
    /// `.`, which a name follows.
    Dot,
    /// `if`, `for`, `while` or `with`.
    Control,
    /// What may be either.
    Doubtful,
}

#[derive(Clone, Copy, Debug, Default)]
struct Pending {
    statement: usize,
    expression: usize,
}

#[derive(Debug)]
struct Open {
    bracket: u8,
    condition: bool,
    before: Pending,
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    open: Vec<Open>,
    pending: Pending,
    before: Before,
    newline: bool,
    doubtful: bool,
    /// Whether a `do` stood anywhere before: then `while` may end it.
    has_do: bool,
}

/// The bracket that `${` opens.
const IN_TEMPLATE: u8 = b'$';

impl Scan<'_> {
    fn run(&mut self) -> Option<usize> {
        while let Some(byte) = self.peek(0) {
            let start = self.at;
            self.token(byte);
            if self.open.len() > BRACKETS || self.pending.statement + self.pending.expression > PENDING {
                return Some(start);
            }
        }
        None
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn token(&mut self, byte: u8) {
        if self.doubtful {
            self.at += 1;
            if matches!(byte, b'(' | b'[' | b'{' | b'`') {
                self.open(byte, false);
            } else if is_word(byte) {
                while self.peek(0).is_some_and(is_word) {
                    self.at += 1;
                }
                self.pending.expression += 1;
            } else if !byte.is_ascii_whitespace() {
                self.pending.expression += usize::from(!matches!(byte, b')' | b']' | b'}' | b';' | b','));
            }
            return;
        }
        if self.skip_space_and_comments() {
            return;
        }
        if is_word(byte) {
            return self.word();
        }
        self.at += 1;
        match byte {
            b'"' | b'\'' => self.text(byte),
            b'`' => self.template(),
            b'(' | b'[' | b'{' => {
                let condition = byte == b'(' && self.before == Before::Control;
                self.open(byte, condition);
                self.before = Before::Operator;
            }
            b')' | b']' | b'}' => self.close(byte),
            b';' => {
                if !self.joins(self.next_word()) {
                    self.end_statement();
                }
                self.before = Before::Operator;
            }
            b',' => {
                self.pending.expression = self.base().expression;
                self.before = Before::Operator;
            }
            b'/' => self.slash(),
            b'+' | b'-' if self.peek(0) == Some(byte) => {
                // At the start of a line this may be a comment in HTML's manner.
                if byte == b'-' && self.newline && self.peek(1) == Some(b'>') {
                    self.doubtful = true;
                }
                self.at += 1;
                self.pending.expression += 1;
                self.before = match self.before {
                    Before::Operand if !self.newline => Before::Operand,
                    Before::Operator | Before::Condition => Before::Operator,
                    _ => Before::Doubtful,
                };
            }
            b'.' => {
                self.pending.expression += 1;
                self.before = if self.peek(0) == Some(b'.') { Before::Operator } else { Before::Dot };
            }
            b'<' if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"!--")) => self.doubtful = true,
            _ => {
                self.pending.expression += 1;
                self.before = Before::Operator;
            }
        }
        self.newline = false;
    }

    /// Steps over one space or one comment.
    fn skip_space_and_comments(&mut self) -> bool {
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

    fn end_of_line(&mut self) {
        while self.peek(0).is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) && !self.line_separator() {
            self.at += 1;
        }
    }

    fn word(&mut self) {
        let start = self.at;
        while self.peek(0).is_some_and(is_word) && !self.line_separator() {
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        if word.contains(&b'\\') {
            self.doubtful = true;
        }
        if self.before == Before::Operand && self.newline && !self.joins(word) {
            self.end_statement();
        }
        self.newline = false;
        self.before = match word {
            _ if self.before == Before::Dot => Before::Operand,
            b"if" | b"for" | b"while" | b"with" => {
                self.pending.statement += 1;
                Before::Control
            }
            // `for await (`
            b"await" if self.before == Before::Control => Before::Control,
            b"else" | b"do" => {
                self.has_do |= word == b"do";
                self.pending.statement += 1;
                Before::Operator
            }
            b"of" | b"async" | b"let" | b"static" | b"await" | b"yield" | b"get" | b"set" | b"as" => {
                self.pending.expression += 1;
                Before::Doubtful
            }
            _ if WORDS_BEFORE_OPERANDS.contains(&word) => {
                self.pending.expression += 1;
                Before::Operator
            }
            _ => Before::Operand,
        };
    }

    fn text(&mut self, quote: u8) {
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'\n' | b'\r' => break,
                _ if byte == quote => {
                    self.before = Before::Operand;
                    return;
                }
                _ => {}
            }
        }
        self.doubtful = true;
    }

    /// The rest of a template up to its end or to `${`.
    fn template(&mut self) {
        self.pending.expression += 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'`' => {
                    self.before = Before::Operand;
                    return;
                }
                b'$' if self.peek(0) == Some(b'{') => {
                    self.at += 1;
                    self.open(IN_TEMPLATE, false);
                    self.before = Before::Operator;
                    return;
                }
                _ => {}
            }
        }
    }

    /// `/` that begins no comment.
    fn slash(&mut self) {
        match self.before {
            Before::Operand => {
                self.pending.expression += 1;
                self.before = Before::Operator;
            }
            Before::Operator | Before::Condition => self.pattern(),
            _ => self.doubtful = true,
        }
    }

    fn pattern(&mut self) {
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
                    self.before = Before::Operand;
                    return;
                }
                _ => {}
            }
        }
        self.doubtful = true;
    }

    fn open(&mut self, bracket: u8, condition: bool) {
        self.open.push(Open { bracket, condition, before: self.pending });
    }

    fn close(&mut self, byte: u8) {
        let Some(open) = self.open.pop() else {
            self.doubtful = true;
            return;
        };
        self.pending = open.before;
        match (open.bracket, byte) {
            (b'(', b')') => {
                self.pending.expression += 1;
                self.before = if open.condition { Before::Condition } else { Before::Operand };
            }
            (b'[', b']') => {
                self.pending.expression += 1;
                self.before = Before::Operand;
            }
            (b'{', b'}') => {
                let ends = self.next_begins_statement();
                if ends {
                    self.end_statement();
                } else {
                    self.pending.expression += 1;
                }
                self.before = if ends { Before::Operator } else { Before::Doubtful };
            }
            (IN_TEMPLATE, b'}') => self.template(),
            _ => {
                self.open.push(open);
                self.doubtful = true;
            }
        }
    }

    fn base(&self) -> Pending {
        self.open.last().map_or_else(Pending::default, |open| open.before)
    }

    fn end_statement(&mut self) {
        self.pending = self.base();
    }

    /// Where the next token begins.
    fn next(&self) -> usize {
        let mut ahead = Scan { bytes: self.bytes, open: Vec::new(), ..*self };
        while ahead.skip_space_and_comments() {}
        ahead.at
    }

    fn next_word(&self) -> &[u8] {
        let rest = self.bytes.get(self.next()..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_word(**byte)).count();
        rest.get(..length).unwrap_or_default()
    }

    /// Whether a word goes on with what stands before it.
    fn joins(&self, word: &[u8]) -> bool {
        JOINS.contains(&word) || (self.has_do && word == b"while")
    }

    /// Whether what follows `}` cannot go on with what the bracket is part of.
    fn next_begins_statement(&self) -> bool {
        match self.bytes.get(self.next()) {
            Some(byte) if is_word(*byte) => !self.joins(self.next_word()),
            Some(b'}' | b'{' | b'"' | b'\'') | None => true,
            _ => false,
        }
    }
}

/// Words that go on with what stands before them.
const JOINS: &[&[u8]] = &[b"else", b"catch", b"finally", b"in", b"instanceof", b"of", b"as", b"from"];

const WORDS_BEFORE_OPERANDS: &[&[u8]] = &[
    b"typeof",
    b"void",
    b"delete",
    b"new",
    b"class",
    b"extends",
    b"return",
    b"throw",
    b"case",
    b"default",
    b"in",
    b"instanceof",
    b"function",
    b"import",
    b"export",
    b"var",
    b"const",
    b"try",
    b"catch",
    b"finally",
    b"switch",
];

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'\\') || byte >= 0x80
}
