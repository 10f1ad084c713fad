//! Syntax errors of YAML in the house style. The parser says where and roughly what; the words are ours.

use crate::{
    problem::{Place, Problems},
    syntax::token::{token, word_before},
};
use alloc::{format, string::String};
use connfn_core::diagnostic::Code;

/// Reports why YAML could not be parsed: at a place, within a list or a map in brackets or none.
pub(super) fn report(info: &str, text: &str, at: Place, flow: Option<Place>, problems: &mut Problems) {
    let has = |part: &str| info.contains(part);
    let (range, found) = token(text, at.start);
    let mut place = Place::new(at.file, &range);
    let at_end = text.get(at.start..).is_none_or(|rest| rest.trim().is_empty());
    let ends_early = at_end || has("indent") || has("expected key");
    let line_start = text.get(..at.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let before = text.get(line_start..at.start).unwrap_or_default();
    let (message, help) = if has("quoted scalar, found unexpected") || has("in quoted scalar") {
        let line = text.get(at.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        place = Place { start: at.start, end: at.start + line.trim_end().len(), ..at };
        (String::from("a string is not closed"), Some("end it with the quote that it starts with"))
    } else if let Some(open) = flow.filter(|open| ends_early || (has("':'") || has("',' or")) && is_open(text, *open)) {
        place = Place { end: open.start + 1, ..open };
        (String::from("a bracket is not closed"), None)
    } else if has("recursion") {
        (String::from("the nesting is too deep"), Some("connfn reads values of at most 64 levels"))
    } else if has("mapping values are not allowed") && before.starts_with([' ', '\t']) && !before.contains(':') {
        // The key stands deeper than the one above it, which has its value already.
        let (range, found) = token(text, line_start);
        place = Place::new(at.file, &range);
        fits_nothing(&found)
    } else if has("unknown anchor") {
        let rest = text.get(at.start..).unwrap_or_default();
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len());
        place = Place { start: at.start, end: at.start + length, ..at };
        (String::from("there is no such anchor before this alias"), Some("an anchor is `&NAME` before a value"))
    } else if has("mapping values are not allowed") || has("illegal placement of ':'") {
        (String::from("did not expect `:`"), Some("a text that holds `: ` is written in quotes"))
    } else if has("tab") {
        place = Place { start: at.start.saturating_sub(1), end: at.start, ..at };
        if text.get(place.start..place.end) != Some("\t") {
            place = at;
        }
        (String::from("a tab cannot indent"), Some("indent with spaces"))
    } else if has("unexpected character") {
        (format!("a value cannot start with {found}"), Some("write the text in quotes"))
    } else if has("escape") || has("hexadecimal") {
        let rest = text.get(at.start..).unwrap_or_default();
        let known = "0abtnvfre \"/\\N_LPxuU\t\r\n";
        let mut chars = rest.char_indices();
        while let Some((backslash, c)) = chars.next() {
            if c == '\\' && chars.next().is_none_or(|(_, next)| !known.contains(next)) {
                let start = at.start + backslash;
                place = Place { start, end: text.ceil_char_boundary((start + 2).min(text.len())), ..at };
                break;
            }
        }
        (String::from("not an escape sequence of YAML"), Some("within single quotes a `\\` stands for itself"))
    } else if has("expected key") || has("expected '-'") || has("indentation") || has("indented") {
        fits_nothing(&found)
    } else if has("flow") {
        (format!("expected `,` or a closing bracket before {found}"), None)
    } else if has("node content") {
        (format!("expected a value, but found {found}"), None)
    } else if has("simple key") {
        let (range, word) = word_before(text, at.start);
        place = Place::new(at.file, &range);
        (format!("expected `:` after {word}"), Some("a member is `key: value`"))
    } else {
        (format!("did not expect {found}"), None)
    };
    let problem = problems.add(Code::Syntax, place, message);
    if let Some(help) = help {
        problem.help(help);
    }
}

fn fits_nothing(found: &str) -> (String, Option<&'static str>) {
    let message = format!("the indentation of {found} fits nothing above it");
    (message, Some("what belongs together starts in the same column"))
}

/// Whether a bracket is not closed in all that follows.
fn is_open(text: &str, bracket: Place) -> bool {
    let rest = text.get(bracket.start..).unwrap_or_default();
    rest.matches(['[', '{']).count() > rest.matches([']', '}']).count()
}
