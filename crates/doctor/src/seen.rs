//! What was seen of an assumption, and how it is reported.

use crate::{
    answer::{Given, Outcome},
    assumptions::Assumption,
    report::{Area, Finding, Verdict},
};
use alloc::{format, string::String};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Holds,
    /// Why it does not.
    Fails(String),
    /// Why nothing is known.
    Unclear(String),
    /// What was missing for a look.
    Missing(&'static str),
}

/// What a call gave that is to succeed, or what it shows that it did not.
pub(crate) fn expected(outcome: Outcome, what: &str) -> Result<Given, Seen> {
    match outcome {
        Outcome::Given(given) => Ok(given),
        outcome => Err(match outcome.considered() {
            // The first is what an attempt is answered that follows one whose answer was lost, whatever was asked.
            Some("PreconditionFailed") | None => Seen::Unclear(outcome.words()),
            Some(code) => Seen::Fails(format!("{what} was answered with `{code}`")),
        }),
    }
}

/// What was seen, whichever way it ended.
pub(crate) fn either(seen: Result<Seen, Seen>) -> Seen {
    seen.unwrap_or_else(|seen| seen)
}

/// What is reported of an assumption.
pub(crate) fn finding(assumption: &Assumption, seen: Seen) -> Finding {
    let claim = plain(assumption.claim);
    let (verdict, message) = match seen {
        Seen::Holds => (Verdict::Ok, claim),
        Seen::Fails(why) => (Verdict::Wrong, format!("{why}. Assumed: {claim}")),
        Seen::Unclear(why) => (Verdict::Unknown, format!("{claim} ({why})")),
        Seen::Missing(why) => (Verdict::NotChecked, format!("{claim} ({why})")),
    };
    let found = Finding::new(Area::Assumptions, assumption.id, verdict, message);
    let found = Finding { by: Some(assumption.by), ..found };
    match verdict {
        Verdict::Wrong => {
            found.help(format!("please report it with its id; what depends on it: {}", plain(assumption.dependents)))
        }
        _ => found,
    }
}

/// Markdown without its links' targets.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, (label, after))) = rest
        .split_once('[')
        .and_then(|(before, link)| Some((before, link.split_once("](")?)))
        .and_then(|(before, (label, target))| Some((before, (label, target.split_once(')')?.1))))
    {
        text.push_str(before);
        text.push_str(label);
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_left_out_and_their_words_are_not() {
        assert_eq!(
            plain("the table in [function-code.md](function-code.md) says"),
            "the table in function-code.md says"
        );
        assert_eq!(plain("a[0] and b"), "a[0] and b");
    }
}
