//! Diagnostics as annotations of GitHub Actions: workflow commands, which its runner reads from a job's output.

use super::{origin::Origin, places::Places};
use crate::text::visible;
use connfn::{Diagnostic, Severity};

/// One command a line.
pub(super) fn annotations(diagnostics: &[Diagnostic], origin: &Origin<'_>) -> String {
    let places = Places::around_here();
    diagnostics.iter().map(|diagnostic| annotation(diagnostic, origin, &places)).collect()
}

fn annotation(diagnostic: &Diagnostic, origin: &Origin<'_>, places: &Places) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = String::new();
    if let Some(at) = &diagnostic.location {
        let (start, end) = (at.span.start, at.span.end);
        let file = property(&places.name(origin.folder, &at.file));
        properties = format!("file={file},line={},endLine={},", start.line, end.line);
        // The runner takes columns within one line only.
        if start.line == end.line {
            properties.push_str(&format!("col={},endColumn={},", start.column_utf16, end.column_utf16));
        }
    }
    let title = property(&format!("{} {}", diagnostic.code, diagnostic.code.title()));
    let mut message = visible(&diagnostic.message);
    if let Some(address) = &diagnostic.address {
        message.push_str(&format!("\nresource: {}", visible(address.as_str())));
    }
    if let Some(help) = &diagnostic.help {
        message.push_str(&format!("\nhelp: {}", visible(help)));
    }
    format!("::{level} {properties}title={title}::{}\n", data(&message))
}

/// Text of others between commands that make the runner take none from it. Nothing in a plan can hold the plan's own digest.
pub(super) fn quiet(text: &str, token: &str) -> String {
    format!("::stop-commands::{token}\n{text}::{token}::\n")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use connfn::{Code, LineIndex, Location};
    use std::path::Path;

    #[test]
    fn an_annotation_escapes_what_the_runner_reads() {
        let span = LineIndex::new("é = 𝒳y\nz").span(7..12);
        let location = Location { file: "a,b:c%.tf".into(), span };
        let diagnostic = Diagnostic::new(Code::Syntax, "100% of\n::error::it").at(location).help("mend, it: now");
        let text = annotations(&[diagnostic], &Origin { folder: Some(Path::new("/r/x")), files: None });
        let (head, message) = text.split_once("::100%25").unwrap();
        assert!(head.starts_with("::error file=/r/x/a%2Cb%3Ac%25.tf,line=1,endLine="), "{head}");
        assert!(head.ends_with("title=CF0101 the document cannot be parsed"), "{head}");
        assert_eq!(message, " of\\u{a}::error::it%0Ahelp: mend, it: now\n");
    }

    #[test]
    fn columns_are_of_one_line() {
        let at = |range| Location { file: "m.tf".into(), span: LineIndex::new("𝒳 = é\nz").span(range) };
        let text = |range| annotations(&[Diagnostic::new(Code::NotHonoured, "m").at(at(range))], &Origin::default());
        assert!(text(7..9).contains("line=1,endLine=1,col=6,endColumn=7,"), "{}", text(7..9));
        assert!(text(7..11).contains("line=1,endLine=2,title="), "{}", text(7..11));
        assert!(text(7..9).starts_with("::warning file="));
    }
}
