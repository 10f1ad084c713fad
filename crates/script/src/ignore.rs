//! `// connfn-ignore CF0310 reason`: silences the findings of one code on its own line, or on the next one if it stands alone.

use crate::facts::Facts;
use crate::{Code, Finding, Span};
use alloc::{format, string::String, vec::Vec};

const WORD: &str = "connfn-ignore";

/// Takes out what is ignored, and tells of ignoring that has no reason or no effect.
pub(crate) fn apply(code: &str, facts: &Facts, findings: &mut Vec<Finding>) {
    let mut told = Vec::new();
    for comment in &facts.comments {
        let inner = comment.text.trim_start_matches('/').trim_start_matches('*').trim_end_matches("*/").trim();
        let Some(rest) = inner.strip_prefix(WORD).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t', ':']))
        else {
            continue;
        };
        let mut words = rest.trim_start_matches(':').split_whitespace();
        let named = words.next().unwrap_or_default();
        let reason = words.next().is_some();
        let Some(ignored) = Code::ALL.iter().find(|known| known.as_str() == named) else {
            let message = if named.is_empty() {
                String::from("`connfn-ignore` names no code")
            } else {
                format!("`{named}` is not a code that is found in function code")
            };
            told.push(
                Finding::new(Code::IgnoreUnused, message, comment.span.clone())
                    .help("write the code and the reason: `// connfn-ignore CF0313 reason`"),
            );
            continue;
        };
        let line = silenced(code, &comment.span);
        let before = findings.len();
        findings.retain(|finding| finding.code != *ignored || !line.contains(&finding.span.start));
        if findings.len() == before {
            told.push(
                Finding::new(
                    Code::IgnoreUnused,
                    format!("`{ignored}` is ignored, but is not found there"),
                    comment.span.clone(),
                )
                .help("remove the comment"),
            );
        } else if !reason {
            told.push(
                Finding::new(
                    Code::IgnoreWithoutReason,
                    format!("`{ignored}` is ignored without a reason"),
                    comment.span.clone(),
                )
                .help("say why after the code"),
            );
        }
    }
    findings.extend(told);
}

/// The line that a comment speaks of: its own, or the next if nothing else stands on its own.
fn silenced(code: &str, comment: &Span) -> Span {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let line_start = code.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line_end = line_end(code, end);
    let around = [code.get(line_start..start), code.get(end..line_end)];
    let alone = around.into_iter().flatten().all(|text| text.trim().is_empty());
    let range = if alone { line_end..self::line_end(code, line_end + 1) } else { line_start..line_end };
    u32::try_from(range.start).unwrap_or(u32::MAX)..u32::try_from(range.end).unwrap_or(u32::MAX)
}

fn line_end(code: &str, from: usize) -> usize {
    code.get(from..).map_or(code.len(), |rest| rest.find('\n').map_or(code.len(), |at| from + at))
}
