//! Function code and the difference between two versions of it, line by line.

use super::paint::{Ink, Palette, visible};
use alloc::{format, string::String, vec::Vec};
use similar::{ChangeTag, TextDiff};

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
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    let mut shown_to = 0;
    for group in diff.grouped_ops(CONTEXT_LINES) {
        let start = group.first().map_or(0, |op| op.old_range().start);
        lines.extend(left_out(start.saturating_sub(shown_to)));
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let mark = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            let text = change.value();
            let ended = text.strip_suffix('\n');
            lines.push(Line { mark, text: visible(ended.unwrap_or(text)) });
            if ended.is_none() && mark != ' ' {
                lines.push(Line { mark: ' ', text: "(no newline at the end)".into() });
            }
        }
        shown_to = group.last().map_or(shown_to, |op| op.old_range().end);
    }
    lines.extend(left_out(before.lines().count().saturating_sub(shown_to)));
    lines
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
