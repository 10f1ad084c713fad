//! `// connfn-ignore CF0310 reason`: silences the findings of a code, or of several, on its own line, or in the next statement if it
//! stands alone.

use crate::codes::Code;
use crate::context::Context;
use crate::facts::{Facts, Span};
use crate::finding::Finding;
use alloc::{format, string::String, vec::Vec};
use core::ops::Range;

const WORD: &str = "connfn-ignore";
const HELP: &str = "write the code and the reason: `// connfn-ignore CF0313 reason`";

/// Takes out what is ignored, and tells of ignoring that has no reason or no effect.
pub(crate) fn apply(code: &str, facts: &Facts, context: &Context, findings: &mut Vec<Finding>) {
    if !facts.comments.iter().any(|comment| comment.text.contains(WORD)) {
        return;
    }
    let mut told = Vec::new();
    let lines = lines(code, facts);
    for comment in facts.comments.iter().filter(|comment| comment.text.contains(WORD)) {
        let mut tell = |code, message: String, help| {
            told.push(Finding::new(code, message, comment.span.clone()).help(help));
        };
        let Some(asked) = Asked::read(&comment.text) else {
            tell(Code::IgnoreUnused, format!("`{WORD}` does not stand at the beginning of a comment"), HELP);
            continue;
        };
        if asked.codes.is_empty() {
            tell(Code::IgnoreUnused, asked.no_code(), HELP);
        }
        let place = silenced(&lines, facts, &comment.span);
        let mut is_used = false;
        for named in &asked.codes {
            let Some(ignored) = Code::ALL.iter().find(|known| known.as_str() == *named) else {
                tell(Code::IgnoreUnused, format!("`{named}` is not a code that can be ignored in function code"), HELP);
                continue;
            };
            let before = findings.len();
            findings.retain(|finding| finding.code != *ignored || !is_within(&finding.span, &place));
            if findings.len() == before {
                if !is_judged(*ignored, context) {
                    continue;
                }
                let message = format!("`{ignored}` is ignored, but is not found there");
                tell(Code::IgnoreUnused, message, "remove it");
            } else {
                is_used = true;
            }
        }
        if is_used && !asked.has_reason {
            let codes = asked.codes.join("`, `");
            tell(Code::IgnoreWithoutReason, format!("`{codes}` is ignored without a reason"), "say why after the code");
        }
    }
    findings.extend(told);
}

/// Whether enough is known of the function to find a code that is there.
fn is_judged(code: Code, context: &Context) -> bool {
    match code {
        Code::StoreNotAssociated | Code::StoreNeverUsed => context.store_associated.is_some(),
        Code::UnguardedCertificate => context.optional_mtls.is_some(),
        _ => true,
    }
}

/// What a comment asks for.
struct Asked<'c> {
    codes: Vec<&'c str>,
    /// What stands where a code should.
    other: &'c str,
    has_reason: bool,
}

impl<'c> Asked<'c> {
    /// None if the word stands elsewhere than at the beginning.
    fn read(comment: &'c str) -> Option<Self> {
        let inner = comment.trim_start_matches(|c: char| matches!(c, '/' | '*') || c.is_whitespace());
        let rest = inner.strip_prefix(WORD)?.trim_end_matches("*/");
        if !(rest.is_empty() || rest.starts_with(|c: char| c == ':' || c.is_whitespace())) {
            return None;
        }
        let mut words = rest.trim_start_matches(':').split_whitespace().peekable();
        let mut codes = Vec::new();
        while let Some(found) = words.peek().and_then(|word| code_in(word)) {
            codes.push(found);
            words.next();
        }
        let other = words.next().unwrap_or_default();
        Some(Self { codes, other, has_reason: !other.is_empty() })
    }

    fn no_code(&self) -> String {
        match self.other {
            "" => format!("`{WORD}` names no code"),
            other => format!("`{other}` is not a code that can be ignored in function code"),
        }
    }
}

/// The code that a word is, but for a sign behind it.
fn code_in(word: &str) -> Option<&str> {
    let word = word.trim_end_matches([',', ':', ';']);
    let digits = word.strip_prefix("CF")?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(word)
}

/// Whether a finding is in these lines. What is said of the code as a whole is in all.
fn is_within(found: &Span, place: &Span) -> bool {
    place.contains(&found.start) || *found == (0..0)
}

/// A line of the code, and whether it holds more than comments.
struct Line {
    range: Range<usize>,
    has_code: bool,
}

fn lines(code: &str, facts: &Facts) -> Vec<Line> {
    let mut comments = facts.comments.iter().map(|comment| &comment.span).peekable();
    let mut lines = Vec::new();
    let mut start = 0;
    for text in code.split('\n') {
        let mut has_code = false;
        for (at, c) in text.char_indices() {
            let at = offset(start + at);
            while comments.next_if(|comment| comment.end <= at).is_some() {}
            has_code |= !c.is_whitespace() && comments.peek().is_none_or(|comment| !comment.contains(&at));
        }
        lines.push(Line { range: start..start + text.len(), has_code });
        start += text.len() + 1;
    }
    lines
}

/// The lines that a comment speaks of: its own, or, if nothing else stands there, the next that holds code, up to the end of the
/// statement that begins there, or to its first block.
fn silenced(lines: &[Line], facts: &Facts, comment: &Span) -> Span {
    let line_of = |at: u32| lines.partition_point(|line| offset(line.range.start) <= at).saturating_sub(1);
    let (first, last) = (line_of(comment.start), line_of(comment.end));
    let of = |line: &Line| offset(line.range.start)..offset(line.range.end);
    let own = lines.get(first..=last).unwrap_or_default();
    if let (true, Some(begin), Some(end)) = (own.iter().any(|line| line.has_code), own.first(), own.last()) {
        return of(begin).start..of(end).end;
    }
    let Some(mut found) = lines.iter().skip(last + 1).find(|line| line.has_code).map(of) else { return 0..0 };
    let statements = facts.places.statements.iter().map(|(span, _)| span);
    let statement = statements.filter(|span| found.contains(&span.start)).min_by_key(|span| span.start);
    if let Some(statement) = statement {
        let block = facts.places.blocks.iter().filter(|block| statement.contains(block)).min();
        found.end = found.end.max(block.copied().unwrap_or(statement.end));
    }
    found
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
