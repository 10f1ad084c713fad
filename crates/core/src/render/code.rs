//! Function code and the difference between two versions of it, line by line.

use super::paint::{Ink, Palette, visible};
use alloc::{format, string::String, vec::Vec};
use similar::{
    ChangeTag, DiffOp,
    algorithms::{Capture, Compact, Replace, myers},
};

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
    for group in similar::group_diff_ops(operations(&old, &new), CONTEXT_LINES) {
        let start = group.first().map_or(0, |op| op.old_range().start);
        lines.extend(left_out(start.saturating_sub(shown_to)));
        for change in group.iter().flat_map(|op| op.iter_changes(&old, &new)) {
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
    lines.extend(left_out(old.len().saturating_sub(shown_to)));
    lines
}

/// Myers' algorithm by its own name: the crate's general entry would bring every other into the WASM.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut hook = Compact::new(Replace::new(Capture::new()), old, new);
    // Capturing cannot fail.
    let Ok(()) = myers::diff(&mut hook, old, 0..old.len(), new, 0..new.len());
    hook.into_inner().into_inner().into_ops()
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
