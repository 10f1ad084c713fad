//! Regular expressions: whether one can be read, and what the runtime's engine for them, PCRE, takes differently. It goes along the
//! pattern once, and must not be surer than JavaScript of old, in which `{` and `]` may stand for themselves. The parser has a reader of its
//! own, which is not used: with its tables of Unicode it would make the planner's WASM sixteen kilobytes larger.

use super::functions::span;
use crate::facts::{Span, SyntaxError};
use alloc::{format, string::ToString, vec::Vec};
use oxc_ast::ast;

/// How often something may be repeated.
const MOST_TIMES: u64 = 65_535;

/// What is found in a regular expression: an error, or features by their ids, with their places.
pub(super) fn read(literal: &ast::RegExpLiteral<'_>) -> Result<Vec<(&'static str, Span)>, SyntaxError> {
    let pattern = literal.regex.pattern.text.as_str();
    let start = span(literal.span).start + 1;
    let place = |range: Range| place(start, range);
    let flags = literal.regex.flags.to_string();
    // What Unicode changes the runtime does not have: that is told by the flag.
    if flags.contains(['u', 'v']) {
        return Ok(Vec::new());
    }
    let mut scan = Scan {
        text: pattern,
        at: 0,
        frames: Vec::from([Frame::new(0, Kind::Whole)]),
        found: Vec::new(),
        names: Vec::new(),
        references: Vec::new(),
        has_names: has_names(pattern),
    };
    scan.run().map_err(|(why, range)| invalid(why, place(range)))?;
    Ok(scan.found.into_iter().map(|(feature, range)| (feature, place(range))).collect())
}

type Range = core::ops::Range<usize>;

/// Why a pattern is none, and where.
type Wrong = (&'static str, Range);

fn place(start: u32, range: Range) -> Span {
    let offset = |at: usize| start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    offset(range.start)..offset(range.end)
}

fn invalid(why: &str, span: Span) -> SyntaxError {
    let message = format!("the regular expression is invalid: {why}");
    SyntaxError { message, help: None, span, related: None, too_deep: false }
}

fn has_names(pattern: &str) -> bool {
    pattern.split("(?<").skip(1).any(|rest| !rest.starts_with(['=', '!']))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Whole,
    Group,
    Ahead,
    Behind,
}

/// How many characters a part of a pattern matches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Always(u64),
    Varies,
}

impl Length {
    fn and(self, other: Self) -> Self {
        let sum = |(one, other): (u64, u64)| one.checked_add(other);
        self.number().zip(other.number()).and_then(sum).map_or(Self::Varies, Self::Always)
    }

    fn times(self, times: u64) -> Self {
        self.number().and_then(|length| length.checked_mul(times)).map_or(Self::Varies, Self::Always)
    }

    const fn number(self) -> Option<u64> {
        match self {
            Self::Always(number) => Some(number),
            Self::Varies => None,
        }
    }
}

/// A group that is open.
struct Frame {
    start: usize,
    kind: Kind,
    /// It has the name of another.
    same_name: bool,
    /// What its alternative matches so far, but for the last part.
    sum: Length,
    /// What the last part matches. None: nothing is there that can be repeated.
    last: Option<Length>,
    /// What its alternatives before match, if there are any.
    others: Option<Length>,
    /// Whether each alternative always matches as many.
    each_is_fixed: bool,
}

impl Frame {
    const fn new(start: usize, kind: Kind) -> Self {
        Self { start, kind, same_name: false, sum: Length::Always(0), last: None, others: None, each_is_fixed: true }
    }

    fn part(&mut self, length: Length, can_be_repeated: bool) {
        self.settle();
        self.last = Some(length);
        if !can_be_repeated {
            self.settle();
        }
    }

    /// Counts the last part.
    fn settle(&mut self) {
        if let Some(length) = self.last.take() {
            self.sum = self.sum.and(length);
        }
    }

    fn alternative(&mut self) {
        self.settle();
        let length = core::mem::replace(&mut self.sum, Length::Always(0));
        self.each_is_fixed &= length != Length::Varies;
        self.others = Some(match self.others {
            Some(others) if others != length => Length::Varies,
            _ => length,
        });
    }
}

struct Scan<'p> {
    text: &'p str,
    at: usize,
    /// The first is the whole pattern.
    frames: Vec<Frame>,
    found: Vec<(&'static str, Range)>,
    names: Vec<&'p str>,
    references: Vec<(&'p str, Range)>,
    has_names: bool,
}

impl<'p> Scan<'p> {
    fn run(&mut self) -> Result<(), Wrong> {
        while let Some(c) = self.next() {
            let start = self.at - c.len_utf8();
            match c {
                '\\' => self.escape(start)?,
                '[' => self.class(start)?,
                '(' => self.open(start)?,
                ')' => self.close(start)?,
                '|' => self.frame(Frame::alternative),
                '^' | '$' => self.part(Length::Always(0), false),
                '*' => self.repeat(start, 0, None)?,
                '+' => self.repeat(start, 1, None)?,
                '?' => self.repeat(start, 0, Some(1))?,
                '{' => match self.times() {
                    Some((least, most)) => self.repeat(start, least, most)?,
                    None => self.part(Length::Always(1), true),
                },
                _ => self.part(Length::Always(1), true),
            }
        }
        if let Some(frame) = self.frames.get(1..).and_then(<[Frame]>::last) {
            return Err(("a bracket is never closed", frame.start..frame.start + 1));
        }
        match self.references.iter().find(|(name, _)| !self.names.contains(name)) {
            Some((_, range)) => Err(("it refers to a group that is not there", range.clone())),
            None => Ok(()),
        }
    }

    fn rest(&self) -> &'p str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn frame(&mut self, change: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.frames.last_mut() {
            change(frame);
        }
    }

    fn part(&mut self, length: Length, can_be_repeated: bool) {
        self.frame(|frame| frame.part(length, can_be_repeated));
    }

    fn escape(&mut self, start: usize) -> Result<(), Wrong> {
        match self.next() {
            Some('b' | 'B') => self.part(Length::Always(0), false),
            Some('k') if self.has_names => {
                let name = self.name(start)?;
                self.references.push((name, start..self.at));
                self.part(Length::Varies, true);
            }
            Some('1'..='9') => self.part(Length::Varies, true),
            Some(letter) => {
                self.digits_of(letter);
                self.part(Length::Always(1), true);
            }
            None => {}
        }
        Ok(())
    }

    /// What belongs to an escape behind its letter.
    fn digits_of(&mut self, letter: char) {
        let count = match letter {
            'x' => 2,
            'u' => 4,
            _ => 0,
        };
        let digits = self.rest().get(..count).unwrap_or_default();
        if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            self.at += digits.len();
        }
    }

    fn class(&mut self, start: usize) -> Result<(), Wrong> {
        self.eat("^");
        let first = self.at;
        // The character before a `-`, and where it is.
        let mut from: Option<(char, usize)> = None;
        let mut before: Option<(char, usize)> = None;
        while let Some(c) = self.next() {
            let at = self.at - c.len_utf8();
            let one = match c {
                ']' => {
                    if at == first {
                        self.found.push(("regex_empty_class", start..self.at));
                    }
                    self.part(Length::Always(1), true);
                    return Ok(());
                }
                '\\' => match self.next() {
                    // What stands for several characters, or is written by its number, is not compared.
                    Some(letter) if letter.is_ascii_alphanumeric() => {
                        self.digits_of(letter);
                        None
                    }
                    other => other.map(|other| (other, at)),
                },
                '-' if before.is_some() && from.is_none() && !self.rest().starts_with(']') => {
                    from = before.take();
                    continue;
                }
                c => Some((c, at)),
            };
            if let (Some((low, begin)), Some((high, _))) = (from, one)
                && low > high
            {
                return Err(("a range begins after its end", begin..self.at));
            }
            before = if from.take().is_some() { None } else { one };
        }
        Err(("a bracket is never closed", start..start + 1))
    }

    fn open(&mut self, start: usize) -> Result<(), Wrong> {
        let mut same_name = false;
        let kind = if !self.eat("?") || self.eat(":") {
            Kind::Group
        } else if self.eat("=") || self.eat("!") {
            Kind::Ahead
        } else if self.eat("<=") || self.eat("<!") {
            Kind::Behind
        } else if self.rest().starts_with('<') {
            let name = self.name(start)?;
            same_name = self.names.contains(&name);
            self.names.push(name);
            Kind::Group
        } else {
            self.modifiers(start)?;
            Kind::Group
        };
        self.frames.push(Frame { same_name, ..Frame::new(start, kind) });
        Ok(())
    }

    /// `<name>`
    fn name(&mut self, start: usize) -> Result<&'p str, Wrong> {
        let name = self.rest().strip_prefix('<').and_then(|rest| Some(rest.split_once('>')?.0)).unwrap_or_default();
        let is_name = name.starts_with(|c: char| !c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii());
        if !is_name {
            return Err(("this is no name of a group", start..self.at + 1));
        }
        self.at += name.len() + 2;
        Ok(name)
    }

    /// `i-s:`
    fn modifiers(&mut self, start: usize) -> Result<(), Wrong> {
        let letters = self.rest().split_once(':').map_or("", |(letters, _)| letters);
        if letters.is_empty() || !letters.bytes().all(|byte| matches!(byte, b'i' | b'm' | b's' | b'-')) {
            return Err(("there is no group of this kind", start..self.at));
        }
        self.at += letters.len() + 1;
        Ok(())
    }

    fn close(&mut self, at: usize) -> Result<(), Wrong> {
        if self.frames.len() < 2 {
            return Err(("this bracket closes nothing", at..at + 1));
        }
        let Some(mut frame) = self.frames.pop() else { return Ok(()) };
        frame.alternative();
        let range = frame.start..self.at;
        if frame.same_name {
            self.found.push(("regex_same_names", range.clone()));
        }
        if frame.kind == Kind::Behind {
            let id = if frame.each_is_fixed { "regex_lookbehind" } else { "regex_lookbehind_length" };
            self.found.push((id, range));
        }
        let length = if frame.kind == Kind::Group { frame.others.unwrap_or(frame.sum) } else { Length::Always(0) };
        self.part(length, true);
        Ok(())
    }

    /// `{2}`, `{2,}` or `{2,3}` behind its bracket; None if it is none, and then nothing is passed over.
    fn times(&mut self) -> Option<(u64, Option<u64>)> {
        let (inside, _) = self.rest().split_once('}')?;
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().unwrap_or(u64::MAX))
        };
        let times = match inside.split_once(',') {
            None => (number(inside)?, Some(number(inside)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        self.at += inside.len() + 1;
        Some(times)
    }

    fn repeat(&mut self, start: usize, least: u64, most: Option<u64>) -> Result<(), Wrong> {
        let range = start..self.at;
        if most.is_some_and(|most| most < least) {
            return Err(("the numbers of times are the wrong way around", range));
        }
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        let Some(length) = frame.last.take() else { return Err(("there is nothing to repeat", range)) };
        let repeated = if most == Some(least) { length.times(least) } else { Length::Varies };
        frame.part(repeated, false);
        if most.unwrap_or(least) > MOST_TIMES {
            self.found.push(("regex_large_count", range));
        }
        self.eat("?");
        Ok(())
    }
}
