//! One diagnostic as text, with the lines of the source that it is about.

use super::origin::Origin;
use crate::text::{same_length, shown, visible};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use connfn::{Diagnostic, Location, Palette, Severity, Span};
use std::{ops::Range, path::Path};

pub(super) fn render(diagnostic: &Diagnostic, origin: &Origin<'_>, palette: Palette) -> String {
    let renderer = match palette {
        Palette::Plain => Renderer::plain(),
        Palette::Ansi => Renderer::styled(),
    };
    renderer.render(&[group(diagnostic, origin)])
}

fn group<'a>(diagnostic: &'a Diagnostic, origin: &Origin<'_>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.code.as_str())
        .elements(excerpts(diagnostic, origin));
    if let Some(address) = &diagnostic.address {
        group = group.element(Level::NOTE.with_name(Some("resource")).message(visible(address.as_str())));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    group
}

/// A place of a diagnostic, and what is said there.
struct Mark<'a> {
    location: &'a Location,
    kind: AnnotationKind,
    label: Option<&'a str>,
}

/// One excerpt a file, that of the diagnostic's own place first.
fn excerpts<'a>(diagnostic: &'a Diagnostic, origin: &Origin<'_>) -> Vec<Snippet<'a, Annotation<'a>>> {
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
    let end = text.get(last..).and_then(|after| after.find('\n')).map_or(text.len(), |at| last + at);
    let lines = same_length(text.get(start..end).unwrap_or_default().trim_end_matches('\r'));
    let length = lines.len();
    let line = marks.iter().map(|mark| mark.location.span.start.line).min().unwrap_or(1);
    let annotations = marks.iter().zip(spans()).map(|(mark, span)| {
        mark.kind.span((span.start - start).min(length)..(span.end - start).min(length)).label(mark.label.map(visible))
    });
    Snippet::source(lines)
        .path(shown_path(file, origin.folder))
        .line_start(usize::try_from(line).unwrap_or(1))
        .annotations(annotations)
}

/// A span within the text, on boundaries of characters.
fn bytes(text: &str, span: Span) -> Range<usize> {
    let at = |byte: u32| text.floor_char_boundary(usize::try_from(byte).unwrap_or(usize::MAX));
    let start = at(span.start.byte);
    start..at(span.end.byte).max(start)
}

/// The file as whoever typed the folder can open it.
pub(super) fn shown_path(file: &str, folder: Option<&Path>) -> String {
    // What was typed as an option or stands in the environment lies in no folder.
    let folder = folder.filter(|_| !file.starts_with('<'));
    shown(&folder.unwrap_or_else(|| Path::new("")).join(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use connfn::{Code, LineIndex};

    fn rendered(text: &str, marked: &str, also: Option<&str>) -> String {
        let location = |part: &str| {
            let at = text.find(part).unwrap();
            Location { file: "main.tf".into(), span: LineIndex::new(text).span(at..at + part.len()) }
        };
        let mut diagnostic =
            Diagnostic::new(Code::DuplicateName, "two \u{1b}names").at(location(marked)).help("drop one");
        if let Some(also) = also {
            diagnostic = diagnostic.related("the first is here", location(also));
        }
        let files = connfn::Map::from([("main.tf".to_owned(), text.to_owned())]);
        render(&diagnostic, &Origin { folder: Some(Path::new("site")), files: Some(&files) }, Palette::Plain)
    }

    #[test]
    fn shows_the_source_the_help_and_the_other_place() {
        let text = rendered("a\r\nname = \"x\"\r\nb\r\nname = \"y\u{9b}\"\r\n", "\"y\u{9b}\"", Some("\"x\""));
        assert_eq!(
            text,
            "\
error[CF0209]: two \\u{1b}names
 --> site/main.tf:4:8
  |
2 | name = \"x\"
  |        --- the first is here
3 | b
4 | name = \"y\u{b7}\"
  |        ^^^^
  |
  = help: drop one"
        );
    }

    #[test]
    fn a_place_outside_the_text_does_no_harm() {
        let place = LineIndex::new("abc\ndef").span(5..7);
        let location = Location { file: "gone.tf".into(), span: place };
        let diagnostic = Diagnostic::new(Code::Syntax, "no").at(location);
        assert!(render(&diagnostic, &Origin::default(), Palette::Plain).contains("gone.tf"));
    }
}
