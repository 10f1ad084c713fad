//! A bound on nesting, found by going through the tokens once. The parser and what follows it recurse, and code may come from
//! anybody: what is nested deeper than people write is refused before anything recurses.
//!
//! The count may be too high but never too low. Where the scan cannot know how the parser will read a character (whether `/`
//! divides, say), it counts every bracket from there on and closes none.

use crate::facts::Span;
use alloc::vec::Vec;

/// How many brackets may be open.
const BRACKETS: usize = 48;
/// How many operators, and words that an expression or a statement follows, may wait for the end of what they are part of.
const PENDING: usize = 256;
/// How many operators may stand between operands, one after the other: such a chain is parsed in a loop, but makes a tree that leans to
/// the left. Those within brackets count too.
const LINKS: usize = 800;

/// The place where the code exceeds a limit.
pub(super) fn too_deep(code: &str) -> Option<Span> {
    let mut scan = Scan {
        bytes: code.as_bytes(),
        at: 0,
        open: Vec::new(),
        pending: Pending::default(),
        chain: Chain::default(),
        before: Before::Operator,
        newline: false,
        doubtful: false,
        follows_else: false,
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
    /// What binds as loosely as an assignment: a whole chain of operators may stand behind it.
    loose: usize,
    /// What binds one operand: signs before it, members and calls behind it.
    tight: usize,
}

impl Pending {
    const fn total(self) -> usize {
        self.statement + self.loose + self.tight
    }
}

/// The operators between operands, within one bracket.
#[derive(Clone, Copy, Debug, Default)]
struct Chain {
    links: usize,
    /// How many are within a bracket that is part of the chain, at most.
    within: usize,
    /// How many the chains before had.
    most: usize,
}

impl Chain {
    fn total(self) -> usize {
        self.most.max(self.links + self.within)
    }

    fn end(&mut self) {
        *self = Self { most: self.total(), ..Self::default() };
    }
}

#[derive(Debug)]
struct Open {
    bracket: u8,
    condition: bool,
    before: Pending,
    chain: Chain,
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    open: Vec<Open>,
    pending: Pending,
    chain: Chain,
    before: Before,
    newline: bool,
    doubtful: bool,
    follows_else: bool,
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
            if self.open.len() > BRACKETS || self.pending.total() > PENDING || self.chain.total() > LINKS {
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
                self.pending.loose += 1;
            } else if !byte.is_ascii_whitespace() {
                self.pending.loose += usize::from(!matches!(byte, b')' | b']' | b'}' | b';' | b','));
            }
            return;
        }
        if self.skip_space_and_comments() {
            return;
        }
        if is_word(byte) {
            return self.word();
        }
        self.follows_else = false;
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
                let Pending { loose, tight, .. } = self.base();
                self.pending = Pending { loose, tight, ..self.pending };
                self.chain.end();
                self.before = Before::Operator;
            }
            b'/' => self.slash(),
            b'+' | b'-' if self.peek(0) == Some(byte) => {
                // At the start of a line this may be a comment in HTML's manner.
                if byte == b'-' && self.newline && self.peek(1) == Some(b'>') {
                    self.doubtful = true;
                }
                self.at += 1;
                self.pending.tight += 1;
                self.before = match self.before {
                    Before::Operand if !self.newline => Before::Operand,
                    Before::Operator | Before::Condition => Before::Operator,
                    _ => Before::Doubtful,
                };
            }
            b'.' if self.peek(0) == Some(b'.') => {
                self.pending.loose += 1;
                self.before = Before::Operator;
            }
            b'.' => {
                self.pending.tight += 1;
                self.before = Before::Dot;
            }
            b'<' if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"!--")) => self.doubtful = true,
            _ => self.operator(byte),
        }
        self.newline = false;
    }

    /// An operator that no other rule is about.
    fn operator(&mut self, byte: u8) {
        let start = self.at - 1;
        while self.peek(0).is_some_and(|next| goes_on(byte, next)) {
            self.at += 1;
        }
        let sign = self.bytes.get(start..self.at).unwrap_or_default();
        if sign == b"?" && self.peek(0) == Some(b'.') && !self.peek(1).is_some_and(|next| next.is_ascii_digit()) {
            return;
        }
        if self.before == Before::Operand && BETWEEN_OPERANDS.contains(&sign) {
            self.link();
        } else if matches!(sign, b"!" | b"~" | b"+" | b"-") && self.before != Before::Operand {
            self.pending.tight += 1;
        } else {
            self.pending.loose += 1;
        }
        self.before = Before::Operator;
    }

    /// An operator between two operands, which ends what binds the left one.
    fn link(&mut self) {
        self.pending.tight = self.base().tight;
        self.chain.links += 1;
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
        let follows_else = core::mem::replace(&mut self.follows_else, word == b"else");
        if word.contains(&b'\\') {
            self.doubtful = true;
        }
        if self.before == Before::Operand && self.newline && !self.joins(word) {
            self.end_statement();
        }
        if AFTER_STATEMENTS.contains(&word) && self.before != Before::Dot {
            self.pending = Pending { statement: self.pending.statement, ..self.base() };
            self.chain.end();
        }
        self.newline = false;
        self.before = match word {
            _ if self.before == Before::Dot => Before::Operand,
            b"if" | b"for" | b"while" | b"with" => {
                // `else if` is one step deeper, not two.
                self.pending.statement += usize::from(word != b"if" || !follows_else);
                Before::Control
            }
            // `for await (`
            b"await" if self.before == Before::Control => Before::Control,
            b"else" | b"do" => {
                self.has_do |= word == b"do";
                self.pending.statement += 1;
                Before::Operator
            }
            b"await" => {
                self.pending.tight += 1;
                Before::Doubtful
            }
            b"of" | b"async" | b"let" | b"static" | b"yield" | b"get" | b"set" | b"as" => {
                self.pending.loose += 1;
                Before::Doubtful
            }
            b"typeof" | b"void" | b"delete" | b"new" => {
                self.pending.tight += 1;
                Before::Operator
            }
            _ if WORDS_BEFORE_OPERANDS.contains(&word) => {
                self.pending.loose += 1;
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
        self.pending.loose += 1;
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
            Before::Operand if self.peek(0) == Some(b'=') => {
                self.at += 1;
                self.pending.loose += 1;
                self.before = Before::Operator;
            }
            Before::Operand => {
                self.link();
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
        let chain = core::mem::take(&mut self.chain);
        self.open.push(Open { bracket, condition, before: self.pending, chain });
    }

    fn close(&mut self, byte: u8) {
        let Some(open) = self.open.pop() else {
            self.doubtful = true;
            return;
        };
        self.pending = open.before;
        let within = self.chain.total();
        self.chain = Chain { within: open.chain.within.max(within), ..open.chain };
        match (open.bracket, byte) {
            (b'(', b')') => {
                self.pending.tight += 1;
                self.before = if open.condition { Before::Condition } else { Before::Operand };
            }
            (b'[', b']') => {
                self.pending.tight += 1;
                self.before = Before::Operand;
            }
            (b'{', b'}') => {
                let ends = self.next_begins_statement();
                if ends {
                    self.end_statement();
                } else {
                    self.pending.loose += 1;
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
        self.chain.end();
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

/// Words that go on with a statement that has ended.
const AFTER_STATEMENTS: &[&[u8]] = &[b"else", b"catch", b"finally"];

const WORDS_BEFORE_OPERANDS: &[&[u8]] = &[
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

/// Operators between two operands that bind to the left, and so make a chain.
const BETWEEN_OPERANDS: &[&[u8]] = &[
    b"||", b"&&", b"??", b"|", b"&", b"^", b"==", b"===", b"!=", b"!==", b"<", b"<=", b">", b">=", b"<<", b">>",
    b">>>", b"+", b"-", b"*", b"%",
];

/// Whether an operator that begins so may go on with another sign.
fn goes_on(first: u8, next: u8) -> bool {
    match first {
        b'=' | b'!' => matches!(next, b'=' | b'>'),
        b'<' | b'>' | b'&' | b'|' | b'?' | b'*' => next == first || next == b'=',
        b'+' | b'-' | b'%' | b'^' => next == b'=',
        _ => false,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'\\') || byte >= 0x80
}
