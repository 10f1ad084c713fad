//! A look at the brackets, quotes and heredocs of a text that does not parse, to say what was left open. It only improves
//! messages: whether a text is right the parser decides.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// Something that was left open, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// A quote that its line does not close: from the quote to the end of the line.
    String(Range<usize>),
    Comment(Range<usize>),
    /// A heredoc without its delimiter, which is the text.
    Heredoc(Range<usize>, String),
    /// A heredoc that goes on, though the parser ended it at a line that only starts with its delimiter.
    Early(String),
    /// The innermost bracket that is open.
    Bracket(Range<usize>),
}

enum Mode<'a> {
    Bracket(usize, u8),
    /// `${` or `%{` within a string.
    Template(usize),
    Quote(usize),
    Heredoc(Range<usize>, &'a str),
}

/// What is open at an offset, reading from the start. A string, comment or heredoc is reported if it starts before it.
pub(super) fn open_at(text: &str, offset: usize) -> Option<Open> {
    walk(text, offset, &mut Vec::new())
}

/// The heredocs that have no line, up to the ends of their delimiters. The parser takes the delimiter of such a one for a
/// line of it, and reads on to the next.
pub(super) fn empty_heredocs(text: &str) -> Vec<Range<usize>> {
    let mut empty = Vec::new();
    if text.contains("<<") {
        walk(text, text.len(), &mut empty);
    }
    empty
}

fn walk(text: &str, offset: usize, empty: &mut Vec<Range<usize>>) -> Option<Open> {
    let bytes = text.as_bytes();
    let mut modes: Vec<Mode<'_>> = Vec::new();
    let mut at = 0;
    while at < offset {
        let rest = bytes.get(at..).unwrap_or_default();
        match modes.last() {
            Some(Mode::Quote(start)) => match rest {
                [b'\\', _, ..] => at += 2,
                [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => at += 3,
                [b'$' | b'%', b'{', ..] => {
                    modes.push(Mode::Template(at));
                    at += 2;
                }
                [b'"', ..] => {
                    modes.pop();
                    at += 1;
                }
                [b'\n', ..] | [] => return Some(open_string(text, &modes, *start, at)),
                _ => at += 1,
            },
            Some(Mode::Heredoc(range, delimiter)) => {
                let line = bytes.get(..at).is_some_and(|before| before.ends_with(b"\n"));
                let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length);
                if line && text.get(at..end).is_some_and(|line| line.trim() == *delimiter) {
                    modes.pop();
                    at = end;
                    continue;
                }
                match rest {
                    [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => at += 3,
                    [b'$' | b'%', b'{', ..] => {
                        modes.push(Mode::Template(at));
                        at += 2;
                    }
                    [] => return Some(Open::Heredoc(range.clone(), (*delimiter).into())),
                    _ => at += 1,
                }
            }
            _ => match rest {
                [b'#', ..] | [b'/', b'/', ..] => {
                    at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                }
                [b'/', b'*', ..] => match text.get(at + 2..).and_then(|inside| inside.find("*/")) {
                    Some(length) => at += length + 4,
                    None => return Some(Open::Comment(at..at + 2)),
                },
                [b'"', ..] => {
                    modes.push(Mode::Quote(at));
                    at += 1;
                }
                [b'<', b'<', ..] => match heredoc(text, at) {
                    Some((delimiter, start)) => {
                        let rest = text.get(start..).unwrap_or_default();
                        let line = rest.lines().next().unwrap_or_default();
                        if line.trim() == delimiter {
                            empty.push(at..start + line.len());
                        }
                        modes.push(Mode::Heredoc(at..trimmed_end(text, start - 1), delimiter));
                        at = start;
                    }
                    None => at += 2,
                },
                [open @ (b'(' | b'[' | b'{'), ..] => {
                    modes.push(Mode::Bracket(at, *open));
                    at += 1;
                }
                [close @ (b')' | b']' | b'}'), ..] => {
                    match modes.last() {
                        Some(Mode::Bracket(_, b'(')) if *close == b')' => {}
                        Some(Mode::Bracket(_, b'[')) if *close == b']' => {}
                        Some(Mode::Bracket(_, b'{') | Mode::Template(_)) if *close == b'}' => {}
                        // A bracket of another kind: what is open stays open.
                        _ => break,
                    }
                    modes.pop();
                    at += 1;
                }
                _ => at += 1,
            },
        }
    }
    match modes.last()? {
        Mode::Bracket(start, _) => Some(Open::Bracket(*start..*start + 1)),
        Mode::Template(start) => Some(Open::Bracket(*start..*start + 2)),
        Mode::Quote(start) => {
            let end = text.get(*start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| start + length);
            let closed = text.get(start + 1..end).is_some_and(|rest| rest.contains('"'));
            (!closed).then(|| open_string(text, &modes, *start, end))
        }
        Mode::Heredoc(range, delimiter) => {
            let rest = text.get(range.end..).unwrap_or_default();
            let closed = rest.lines().skip(1).any(|line| line.trim() == *delimiter);
            let delimiter = String::from(*delimiter);
            Some(if closed { Open::Early(delimiter) } else { Open::Heredoc(range.clone(), delimiter) })
        }
    }
}

/// What is open where a line ends within quotes. If nothing follows the quote, it was to end the string around an
/// interpolation, which is then what is not closed.
fn open_string(text: &str, modes: &[Mode<'_>], start: usize, end: usize) -> Open {
    let range = start..trimmed_end(text, end);
    match modes.iter().rev().nth(1) {
        Some(Mode::Template(template)) if range.len() == 1 => Open::Bracket(*template..template + 2),
        _ => Open::String(range),
    }
}

/// The delimiter of a heredoc, and where its text starts.
fn heredoc(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at + 2..)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (line, _) = rest.split_once('\n')?;
    let delimiter = line.trim_end();
    let word = !delimiter.is_empty() && delimiter.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let start = text.len() - rest.len() + line.len() + 1;
    word.then_some((delimiter, start))
}

/// The end of the text before an offset, without blanks.
fn trimmed_end(text: &str, at: usize) -> usize {
    text.get(..at).map_or(at, |before| before.trim_end().len())
}

/// The first `%{ if` or `%{ for` of a line that has fewer ends than beginnings.
pub(super) fn unclosed_directive(line: &str) -> Option<Range<usize>> {
    let mut open = Vec::new();
    for (start, _) in line.match_indices("%{") {
        let rest = line.get(start..).unwrap_or_default();
        let word = rest.get(2..).unwrap_or_default().trim_start_matches(['~', ' ']);
        if word.starts_with("if ") || word.starts_with("for ") {
            open.push(start..start + rest.find('}').map_or(2, |length| length + 1));
        } else if word.starts_with("endif") || word.starts_with("endfor") {
            open.pop();
        }
    }
    open.into_iter().next()
}
