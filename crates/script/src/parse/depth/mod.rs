//! A bound on nesting, found by going through the tokens once. The parser and what follows it recurse, and code may come from
//! anybody: what is nested deeper than people write is refused before anything recurses.
//!
//! The count may be too high but never too low. Where the scan cannot know how the parser will read a character (whether `/`
//! divides, say), it counts every bracket from there on and closes none.

mod cursor;

use crate::facts::Span;
use alloc::vec::Vec;
use cursor::{Cursor, is_word};

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
        cursor: Cursor { bytes: code.as_bytes(), at: 0, newline: false },
        open: Vec::new(),
        pending: Pending::default(),
        chain: Chain::default(),
        before: Before::Operator,
        doubtful: false,
        follows_else: false,
        has_do: false,
    };
    if code.starts_with("#!") {
        scan.cursor.end_of_line();
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
    cursor: Cursor<'a>,
    open: Vec<Open>,
    pending: Pending,
    chain: Chain,
    before: Before,
    doubtful: bool,
    follows_else: bool,
    /// Whether a `do` stood anywhere before: then `while` may end it.
    has_do: bool,
}

/// The bracket that `${` opens.
const IN_TEMPLATE: u8 = b'$';

impl Scan<'_> {
    fn run(&mut self) -> Option<usize> {
        while let Some(byte) = self.cursor.peek(0) {
            let start = self.cursor.at;
            self.token(byte);
            if self.open.len() > BRACKETS || self.pending.total() > PENDING || self.chain.total() > LINKS {
                return Some(start);
            }
        }
        None
    }

    fn token(&mut self, byte: u8) {
        if self.doubtful {
            self.cursor.at += 1;
            if matches!(byte, b'(' | b'[' | b'{' | b'`') {
                self.open(byte, false);
            } else if is_word(byte) {
                while self.cursor.peek(0).is_some_and(is_word) {
                    self.cursor.at += 1;
                }
                self.pending.loose += 1;
            } else if !byte.is_ascii_whitespace() {
                self.pending.loose += usize::from(!matches!(byte, b')' | b']' | b'}' | b';' | b','));
            }
            return;
        }
        if self.cursor.skip_space_and_comments() {
            return;
        }
        if is_word(byte) {
            return self.word();
        }
        self.follows_else = false;
        self.cursor.at += 1;
        match byte {
            b'"' | b'\'' => {
                let is_closed = self.cursor.text(byte);
                self.literal(is_closed);
            }
            b'`' => self.template(),
            b'(' | b'[' | b'{' => {
                let condition = byte == b'(' && self.before == Before::Control;
                self.open(byte, condition);
                self.before = Before::Operator;
            }
            b')' | b']' | b'}' => self.close(byte),
            b';' => {
                if !self.joins(self.cursor.next_word()) {
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
            b'+' | b'-' if self.cursor.peek(0) == Some(byte) => {
                // At the start of a line this may be a comment in HTML's manner.
                if byte == b'-' && self.cursor.newline && self.cursor.peek(1) == Some(b'>') {
                    self.doubtful = true;
                }
                self.cursor.at += 1;
                self.pending.tight += 1;
                self.before = match self.before {
                    Before::Operand if !self.cursor.newline => Before::Operand,
                    Before::Operator | Before::Condition => Before::Operator,
                    _ => Before::Doubtful,
                };
            }
            b'.' if self.cursor.peek(0) == Some(b'.') => {
                self.pending.loose += 1;
                self.before = Before::Operator;
            }
            b'.' => {
                self.pending.tight += 1;
                self.before = Before::Dot;
            }
            b'<' if self.cursor.is_at(b"!--") => self.doubtful = true,
            _ => self.operator(byte),
        }
        self.cursor.newline = false;
    }

    /// An operator that no other rule is about.
    fn operator(&mut self, byte: u8) {
        let start = self.cursor.at - 1;
        while self.cursor.peek(0).is_some_and(|next| goes_on(byte, next)) {
            self.cursor.at += 1;
        }
        let sign = self.cursor.since(start);
        if sign == b"?"
            && self.cursor.peek(0) == Some(b'.')
            && !self.cursor.peek(1).is_some_and(|next| next.is_ascii_digit())
        {
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

    fn word(&mut self) {
        let word = self.cursor.word();
        let follows_else = core::mem::replace(&mut self.follows_else, word == b"else");
        if word.contains(&b'\\') {
            self.doubtful = true;
        }
        if self.before == Before::Operand && self.cursor.newline && !self.joins(word) {
            self.end_statement();
        }
        if AFTER_STATEMENTS.contains(&word) && self.before != Before::Dot {
            self.pending = Pending { statement: self.pending.statement, ..self.base() };
            self.chain.end();
        }
        self.cursor.newline = false;
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

    /// Something that was stepped over as a whole, if it is surely that.
    const fn literal(&mut self, is_sure: bool) {
        if is_sure {
            self.before = Before::Operand;
        } else {
            self.doubtful = true;
        }
    }

    /// The rest of a template up to its end or to `${`.
    fn template(&mut self) {
        self.pending.loose += 1;
        while let Some(byte) = self.cursor.peek(0) {
            self.cursor.at += 1;
            match byte {
                b'\\' => self.cursor.at += 1,
                b'`' => {
                    self.before = Before::Operand;
                    return;
                }
                b'$' if self.cursor.peek(0) == Some(b'{') => {
                    self.cursor.at += 1;
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
            Before::Operand if self.cursor.peek(0) == Some(b'=') => {
                self.cursor.at += 1;
                self.pending.loose += 1;
                self.before = Before::Operator;
            }
            Before::Operand => {
                self.link();
                self.before = Before::Operator;
            }
            Before::Operator | Before::Condition => {
                let is_pattern = self.cursor.pattern();
                self.literal(is_pattern);
            }
            _ => self.doubtful = true,
        }
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

    /// Whether a word goes on with what stands before it.
    fn joins(&self, word: &[u8]) -> bool {
        JOINS.contains(&word) || (self.has_do && word == b"while")
    }

    /// Whether what follows `}` cannot go on with what the bracket is part of.
    fn next_begins_statement(&self) -> bool {
        match self.cursor.next_byte() {
            Some(byte) if is_word(byte) => !self.joins(self.cursor.next_word()),
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
