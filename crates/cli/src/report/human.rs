//! One diagnostic as text, with the lines of the source that it is about.

use super::excerpt::excerpts;
use super::origin::Origin;
use crate::text::visible;
use annotate_snippets::{Group, Level, Renderer};
use connfn::{Diagnostic, Palette, Severity};

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

#[cfg(test)]
mod tests {
    use super::*;
    use annotate_snippets::{AnnotationKind, Snippet};
    use connfn::{Code, LineIndex, Location};
    use std::path::Path;

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
    fn a_line_without_end_is_shown_as_if_all_of_it_were_looked_at() {
        let words: Vec<String> = (0..2_000).map(|number| format!("é{number}")).collect();
        let line = words.join(" ");
        for (marked, also) in
            [("é1000", None), ("é0", None), ("é1999", None), ("é1000", Some("é1010")), ("é30", Some("é1900"))]
        {
            let mut snippet = Snippet::source(line.as_str()).path("site/main.tf");
            let span = |part: &str| line.find(part).unwrap()..line.find(part).unwrap() + part.len();
            snippet = snippet.annotation(AnnotationKind::Primary.span(span(marked)));
            snippet = snippet
                .annotations(also.map(|also| AnnotationKind::Context.span(span(also)).label("the first is here")));
            let title = Level::ERROR.primary_title("two \\u{1b}names").id("CF0209");
            let whole = title.element(snippet).element(Level::HELP.message("drop one"));
            assert_eq!(rendered(&line, marked, also), Renderer::plain().render(&[whole]), "{marked} {also:?}");
        }
    }

    #[test]
    fn a_place_outside_the_text_does_no_harm() {
        let place = LineIndex::new("abc\ndef").span(5..7);
        let location = Location { file: "gone.tf".into(), span: place };
        let diagnostic = Diagnostic::new(Code::Syntax, "no").at(location);
        assert!(render(&diagnostic, &Origin::default(), Palette::Plain).contains("gone.tf"));
    }
}
