//! Tests that CloudFront itself runs, by `TestConnectionFunction`, before a function is published.
//!
//! AWS publishes neither the form of the connection object that is sent nor that of the output that comes back. What connfn
//! takes both for stands here and nowhere else, so that a correction is made here: `connection_object` and `decision`. An
//! answer that is not understood is a test that failed, since what is not known to be right is not to be published.

use crate::{
    json::Tree,
    operation::FunctionTestResult,
    testing::{Decision, TestCaseReport},
};
use alloc::{
    format,
    string::{String, ToString},
};
use serde::{Deserialize, Serialize};

/// What a test that CloudFront runs is called, and what it is to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoteTest {
    pub name: String,
    pub decision: Decision,
    /// Whether an exception is to end the function.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub throws: bool,
}

/// The way out of a test that failed, or whose answer is not understood.
pub(crate) const HELP: &str = "DEVELOPMENT holds the code that was tested, and LIVE stays as it was: mend the function, the test or \
                               what its store holds, then plan again";

/// The way out where CloudFront does not take what is sent.
pub(crate) const NOT_TAKEN_HELP: &str = "AWS does not publish the form of the connection object, so what connfn sends is a guess: \
                                         plan without `--remote-tests`, which leaves the tests that need no AWS";

impl RemoteTest {
    /// The test that a test became which has passed without CloudFront.
    pub(crate) fn of(case: &TestCaseReport) -> Self {
        // An exception that nobody expects is a test that failed.
        Self { name: case.name.clone(), decision: case.expected, throws: case.error.is_some() }
    }

    /// Says in what CloudFront's answer is not what is expected, if it is not.
    pub(crate) fn judge(&self, result: &FunctionTestResult) -> Result<(), String> {
        let thrown = result.connection_function_error_message.as_deref().unwrap_or_default().trim();
        match (self.throws, thrown.is_empty()) {
            (false, false) => return Err(format!("an exception ended the function: {}", shortened(thrown))),
            (true, true) => return Err("no exception ended the function, and one is expected".to_string()),
            _ => {}
        }
        let output = result.connection_function_output.as_deref().unwrap_or_default();
        let found = match decision(output) {
            Some(found) => found,
            // An exception leaves no output behind, and lets nobody in.
            None if self.throws && output.trim().is_empty() => Decision::None,
            None => {
                return Err(format!(
                    "CloudFront's answer is not understood, and so not taken for `{}`: {}",
                    self.decision,
                    shortened(output)
                ));
            }
        };
        if found == self.decision || (found.refuses() && self.decision.refuses()) {
            Ok(())
        } else {
            Err(format!("`{}` is expected, and CloudFront says `{found}`", self.decision))
        }
    }
}

impl Decision {
    /// Whether the viewer's connection is refused. CloudFront need not tell how a function came to refuse it.
    const fn refuses(self) -> bool {
        matches!(self, Self::Deny | Self::None)
    }
}

/// The connection object of a test, as it is sent: the JSON text of the object that a function is given.
pub(crate) fn connection_object(object: &str) -> String {
    object.to_string()
}

/// The members of an output by which it may tell the decision.
const MEMBERS: [&str; 3] = ["action", "decision", "result"];

/// The decision that an output tells: a word alone, or in a member of an object. `None` if it tells none, or two.
pub fn decision(output: &str) -> Option<Decision> {
    let output = output.trim();
    let Ok(tree) = Tree::parse(output) else { return word(output) };
    match &tree {
        Tree::String(text) => word(text),
        Tree::Object(_) => {
            let mut told = MEMBERS.iter().filter_map(|name| tree.member(name)).map(|member| match member {
                Tree::String(text) => word(text),
                _ => None,
            });
            let first = told.next()??;
            told.all(|other| other == Some(first)).then_some(first)
        }
        _ => None,
    }
}

fn word(text: &str) -> Option<Decision> {
    let is = |words: [&str; 2]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["allow", "allowed"]) {
        Some(Decision::Allow)
    } else if is(["deny", "denied"]) {
        Some(Decision::Deny)
    } else {
        None
    }
}

/// Longest text of CloudFront's that is repeated, in characters.
const MOST_OF_TEXT: usize = 300;

fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return "it is empty".to_string();
    }
    let mut shown: String = text.split_whitespace().collect::<alloc::vec::Vec<_>>().join(" ");
    if let Some((end, _)) = shown.char_indices().nth(MOST_OF_TEXT) {
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(output: &str, error: &str) -> FunctionTestResult {
        FunctionTestResult {
            connection_function_output: Some(output.to_string()),
            connection_function_error_message: Some(error.to_string()),
            ..FunctionTestResult::default()
        }
    }

    fn test(decision: Decision, throws: bool) -> RemoteTest {
        RemoteTest { name: "a test".to_string(), decision, throws }
    }

    #[test]
    fn a_decision_is_read_from_a_word_or_a_member() {
        for (output, expected) in [
            ("allow", Some(Decision::Allow)),
            (" DENY\n", Some(Decision::Deny)),
            ("\"Allowed\"", Some(Decision::Allow)),
            (r#"{"decision": "denied"}"#, Some(Decision::Deny)),
            (r#"{"action": "ALLOW", "connection": {"decision": "deny"}}"#, Some(Decision::Allow)),
            (r#"{"action": "allow", "result": "allowed"}"#, Some(Decision::Allow)),
            (r#"{"action": "allow", "result": "denied"}"#, None),
            (r#"{"action": "allow", "result": true}"#, None),
            (r#"{"result": {"decision": "allow"}}"#, None),
            (r#"{"subject": "allow"}"#, None),
            (r#"["allow"]"#, None),
            ("", None),
            ("null", None),
            ("true", None),
            ("undefined", None),
            ("allow deny", None),
            ("disallow", None),
            (r#"{"decision": "allow""#, None),
        ] {
            assert_eq!(decision(output), expected, "{output}");
        }
    }

    #[test]
    fn what_is_not_what_is_expected_is_said() {
        for (wanted, output, error, problem) in [
            (test(Decision::Allow, false), "allow", "", None),
            (test(Decision::Deny, false), "deny", " ", None),
            (test(Decision::None, false), "deny", "", None),
            (test(Decision::None, true), "", "TypeError: x", None),
            (test(Decision::Deny, true), "", "TypeError: x", None),
            (test(Decision::Allow, true), "allow", "TypeError: x", None),
            (test(Decision::Allow, true), "", "TypeError: x", Some("`allow` is expected, and CloudFront says `none`")),
            (test(Decision::Allow, false), "deny", "", Some("`allow` is expected, and CloudFront says `deny`")),
            (test(Decision::None, false), "allow", "", Some("`none` is expected, and CloudFront says `allow`")),
            (test(Decision::Deny, false), "deny", "E:\n  x", Some("an exception ended the function: E: x")),
            (test(Decision::Deny, true), "deny", "", Some("no exception ended the function, and one is expected")),
            (
                test(Decision::None, false),
                "",
                "",
                Some("CloudFront's answer is not understood, and so not taken for `none`: it is empty"),
            ),
            (
                test(Decision::Deny, false),
                "{}",
                "",
                Some("CloudFront's answer is not understood, and so not taken for `deny`: {}"),
            ),
            (
                test(Decision::Deny, true),
                "{}",
                "E",
                Some("CloudFront's answer is not understood, and so not taken for `deny`: {}"),
            ),
        ] {
            assert_eq!(wanted.judge(&result(output, error)).err().as_deref(), problem, "{wanted:?} {output} {error}");
        }
    }

    #[test]
    fn an_answer_without_members_is_not_understood() {
        for decision in Decision::ALL {
            assert!(test(decision, false).judge(&FunctionTestResult::default()).is_err());
        }
    }

    #[test]
    fn long_texts_are_cut() {
        let long = "ü".repeat(1_000);
        let said = test(Decision::Deny, false).judge(&result(&long, "")).unwrap_err();
        assert!(said.ends_with("ü…") && said.chars().count() < 400, "{said}");
    }
}
