//! Function code and the difference between two versions of it, line by line.

use super::paint::{Ink, Palette, visible};
use alloc::{format, string::String, vec::Vec};
use core::ops::Range;
use imara_diff::{Algorithm, Diff, InternedInput};

/// Unchanged lines that are shown around a change.
const CONTEXT_LINES: usize = 3;

/// A marked line of a listing.
pub(super) struct Line {
    pub(super) mark: char,
    pub(super) text: String,
}

/// All lines of one version, each with one mark.
pub(super) fn listing(code: &str, mark: char) -> Vec<Line> {
    code.lines().map(|line| Line { mark, text: visible(line) }).collect()
}

/// The lines that differ, with some context; what is left out is said.
pub(super) fn difference(before: &str, after: &str) -> Vec<Line> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut lines = Vec::new();
    let mut shown_to = 0;
    let mut changes = changes(before, after).into_iter().peekable();
    while let Some((removed, added)) = changes.next() {
        let from = removed.start.saturating_sub(CONTEXT_LINES).max(shown_to);
        lines.extend(left_out(from - shown_to));
        let next = changes.peek().map_or(old.len(), |(next, _)| next.start);
        shown_to = next.min(removed.end + CONTEXT_LINES);
        push(&mut lines, ' ', &old, from..removed.start);
        push(&mut lines, '-', &old, removed.clone());
        push(&mut lines, '+', &new, added);
        push(&mut lines, ' ', &old, removed.end..shown_to);
    }
    lines.extend(left_out(old.len() - shown_to));
    lines
}

/// Which lines of the one were replaced by which of the other, from first to last.
fn changes(before: &str, after: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let lines = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Myers, &lines);
    diff.postprocess_lines(&lines);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| (range(hunk.before), range(hunk.after))).collect()
}

fn push(lines: &mut Vec<Line>, mark: char, version: &[&str], range: Range<usize>) {
    for text in version.get(range).into_iter().flatten() {
        let ended = text.strip_suffix('\n');
        lines.push(Line { mark, text: visible(ended.unwrap_or(text)) });
        if ended.is_none() && mark != ' ' {
            lines.push(Line { mark: ' ', text: "(no newline at the end)".into() });
        }
    }
}

fn left_out(count: usize) -> Option<Line> {
    let plural = if count == 1 { "" } else { "s" };
    (count > 0).then(|| Line { mark: ' ', text: format!("# ({count} unchanged line{plural} hidden)") })
}

impl Line {
    pub(super) fn paint(&self, palette: Palette) -> String {
        let text = format!("{} {}", self.mark, self.text);
        match self.mark {
            '+' => palette.paint(Ink::Add, &text),
            '-' => palette.paint(Ink::Remove, &text),
            _ => text,
        }
    }
}
