//! Syntax errors of HCL in the house style. The parser says where and roughly what; the words are ours.

mod words;

use super::brackets::{Open, open_at, unclosed_directive};
use crate::{
    problem::{Place, Problems},
    syntax::token::{END_OF_FILE, token},
};
use alloc::format;
use connfn_core::diagnostic::Code;
use core::ops::Range;
use hcl_edit::parser::Error;

/// What stands at the start of a line where a version control system could not merge.
const MERGE_MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// Whether lines of the file mark the sides of a merge: then no error but the first tells anything.
pub(super) fn is_of_merge(text: &str) -> bool {
    MERGE_MARKS.iter().all(|mark| text.lines().any(|line| line.starts_with(mark)))
}

/// Whether the error is an argument or a key that is given twice, and where the second one stands.
pub(super) fn repeated(error: &Error) -> Option<usize> {
    error.message().contains("redefined").then(|| error.location().offset())
}

/// Reports why HCL could not be parsed.
pub(super) fn report(error: &Error, text: &str, place: impl Fn(Range<usize>) -> Place, problems: &mut Problems) {
    let message = error.message();
    // hcl-edit points at the last byte if the text ends too early; what is wrong then is the end.
    let offset = error.location().offset();
    let ends = text.get(offset..).is_none_or(|rest| rest.trim().is_empty());
    let start = if ends { text.len() } else { offset };
    // A string that is not closed makes hcl-edit step back to the name before it, so the line is looked at to its end.
    let line_end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| start + length);
    if let Some(range) = text.get(start..line_end).and_then(unclosed_directive) {
        let range = start + range.start..start + range.end;
        problems
            .add(Code::Syntax, place(range), "a template directive is not closed")
            .help("`%{ if … }` ends with `%{ endif }`, and `%{ for … }` with `%{ endfor }`");
        return;
    }
    if let Some(mark) = MERGE_MARKS.iter().find(|mark| text.get(start..).is_some_and(|rest| rest.starts_with(**mark))) {
        problems.add(Code::Syntax, place(start..start + mark.len()), "the file holds both sides of a merge").help(
            "keep what is right of the two, and remove the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`",
        );
        return;
    }
    let mut template = None;
    let open = match open_at(text, line_end) {
        Some(Open::Bracket(range)) => {
            // So does an interpolation that runs on behind its line, unless it takes the string's own end for a beginning.
            let meets_quote = text.get(start..).is_some_and(|rest| rest.starts_with('"'));
            template = (range.len() == 2 && (range.start > start || meets_quote)).then_some(range);
            open_at(text, start)
        }
        Some(Open::Early(_)) | None => open_at(text, start),
        open => open,
    };
    match open {
        Some(Open::String(range)) => {
            problems
                .add(Code::Syntax, place(range), "a string is not closed on its line")
                .help("end it with `\"`; a `\"` inside is written `\\\"`, a line break `\\n`");
        }
        Some(Open::Comment(range)) => {
            problems.add(Code::Syntax, place(range), "a comment is not closed").help("end it with `*/`");
        }
        Some(Open::Heredoc(range, delimiter)) => {
            problems
                .add(Code::Syntax, place(range), "a heredoc is not ended")
                .help(format!("end it with `{delimiter}` on a line of its own"));
        }
        Some(Open::Early(delimiter)) => {
            let (range, _) = token(text, start);
            problems
                .add(Code::Syntax, place(range), format!("a line of a heredoc starts with its delimiter `{delimiter}`"))
                .help("Terraform reads on, but connfn does not: choose another delimiter");
        }
        _ if template.is_some() => {
            let range = template.unwrap_or_default();
            problems.add(Code::Syntax, place(range), "an interpolation is not closed").help("end it with `}`");
        }
        open => {
            let (range, found) = token(text, start);
            let inside = match &open {
                Some(Open::Bracket(bracket)) => text.get(bracket.start..).unwrap_or_default(),
                _ => "",
            };
            let (range, message, help) = words::explain(message, text, range, &found, inside);
            let wants_end = found == END_OF_FILE || message.starts_with("expected `,` or");
            let code = if repeated(error).is_some() { Code::DuplicateArgument } else { Code::Syntax };
            let problem = problems.add(code, place(range), message);
            if let Some(help) = help {
                problem.help(help);
            }
            if let (true, Some(Open::Bracket(range))) = (wants_end, open) {
                let bracket = text.get(range.clone()).unwrap_or_default();
                problem.related(format!("the `{bracket}` that is open"), place(range));
            }
        }
    }
}
