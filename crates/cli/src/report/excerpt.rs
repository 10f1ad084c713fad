//! The lines of the sources that a diagnostic is about, with its places marked. Of a line without end, such as all of a document that
//! a program wrote, nothing far behind the places is looked at: the renderer goes through what it is given for each diagnostic anew.
//! What is before them is left, since the renderer counts columns by it.

use super::origin::Origin;
use crate::text::{same_length, visible};
use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use connfn::{Diagnostic, Location, Span};
use std::ops::Range;

/// As much of a line is left behind the last place, which is more than the renderer shows.
const BEHIND: usize = 1_000;

/// A place of a diagnostic, and what is said there.
struct Mark<'a> {
    location: &'a Location,
    kind: AnnotationKind,
    label: Option<&'a str>,
}

/// One excerpt a file, that of the diagnostic's own place first.
pub(super) fn excerpts<'a>(diagnostic: &'a Diagnostic, origin: &Origin<'_>) -> Vec<Snippet<'a, Annotation<'a>>> {
    let own = diagnostic.location.iter().map(|location| Mark { location, kind: AnnotationKind::Primary, label: None });
    let related = diagnostic.related.iter().map(|related| Mark {
        location: &related.location,
        kind: AnnotationKind::Context,
        label: Some(&related.message),
    });
    let mut files: Vec<(&str, Vec<Mark<'a>>)> = Vec::new();
    for mark in own.chain(related) {
        match files.iter_mut().find(|(file, _)| *file == mark.location.file) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((&mark.location.file, vec![mark])),
        }
    }
    files.into_iter().map(|(file, marks)| excerpt(file, &marks, origin)).collect()
}

/// The lines from the first mark to the last: the rest of a long file need not be looked at.
fn excerpt<'a>(file: &str, marks: &[Mark<'a>], origin: &Origin<'_>) -> Snippet<'a, Annotation<'a>> {
    let text = origin.files.and_then(|files| files.get(file)).map(String::as_str).unwrap_or_default();
    let spans = || marks.iter().map(|mark| bytes(text, mark.location.span));
    let first = spans().map(|span| span.start).min().unwrap_or_default();
    let last = spans().map(|span| span.end).max().unwrap_or_default();
    let start = text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let far = text.floor_char_boundary(last + BEHIND);
    let end = text.get(last..far).and_then(|after| after.find('\n')).map_or(far, |at| last + at);
    let lines = same_length(text.get(start..end).unwrap_or_default().trim_end_matches('\r'));
    let length = lines.len();
    let line = marks.iter().map(|mark| mark.location.span.start.line).min().unwrap_or(1);
    let annotations = marks.iter().zip(spans()).map(|(mark, span)| {
        mark.kind.span((span.start - start).min(length)..(span.end - start).min(length)).label(mark.label.map(visible))
    });
    Snippet::source(lines)
        .path(origin.shown(file))
        .line_start(usize::try_from(line).unwrap_or(1))
        .annotations(annotations)
}

/// A span within the text, on boundaries of characters.
fn bytes(text: &str, span: Span) -> Range<usize> {
    let at = |byte: u32| text.floor_char_boundary(usize::try_from(byte).unwrap_or(usize::MAX));
    let start = at(span.start.byte);
    start..at(span.end.byte).max(start)
}
