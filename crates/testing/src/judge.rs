//! Compares what a function did with what a test expects of it. Each difference is told in words.

use connfn_core::testing::{Decision, Expectation};
use connfn_simulator::{self as simulator, ErrorKind, Outcome, ScriptError};

/// Every way in which an outcome is not what is expected. None: the test has passed.
pub(crate) fn problems(expect: &Expectation, outcome: &Outcome) -> Vec<String> {
    let mut problems = Vec::new();
    problems.extend(error(expect, outcome.error.as_ref()));
    // Whoever reads that the function never got so far need not read that it decided nothing.
    let is_told = !problems.is_empty() && outcome.decision == simulator::Decision::None;
    if !is_told {
        problems.extend(decision(expect.decision, of(outcome.decision)));
    }
    if let (Some(expected), false) = (&expect.logs, is_told) {
        problems.extend(logs(expected, &outcome.logs));
    }
    if let (Some(expected), false) = (&expect.custom_data, is_told) {
        problems.extend(custom_data(expected, outcome.custom_data.as_deref()));
    }
    problems
}

/// The decision in the words of the vocabulary.
pub(crate) const fn of(decision: simulator::Decision) -> Decision {
    match decision {
        simulator::Decision::Allow => Decision::Allow,
        simulator::Decision::Deny => Decision::Deny,
        simulator::Decision::None => Decision::None,
    }
}

/// What ended a function, with its place in the code.
pub(crate) fn told(error: &ScriptError) -> String {
    let place = match (error.line, error.column) {
        (Some(line), Some(column)) => format!(" (line {line}, column {column})"),
        (Some(line), None) => format!(" (line {line})"),
        _ => String::new(),
    };
    format!("{}{place}", error.message)
}

fn error(expect: &Expectation, error: Option<&ScriptError>) -> Option<String> {
    match (&expect.error, error) {
        (None, None) => None,
        (_, Some(error)) if error.kind != ErrorKind::Thrown => Some(match error.kind {
            ErrorKind::RefusedBeforeRun => format!("the function was not run: {}", told(error)),
            _ => format!("the function was stopped: {}", told(error)),
        }),
        (None, Some(error)) => Some(format!("the function ended in an exception: {}", told(error))),
        (Some(expected), None) => Some(format!("expected an exception with `{expected}`, and there was none")),
        (Some(expected), Some(error)) if error.message.contains(expected.as_str()) => None,
        (Some(expected), Some(error)) => {
            Some(format!("expected an exception with `{expected}`, and it was: {}", told(error)))
        }
    }
}

fn decision(expected: Decision, found: Decision) -> Option<String> {
    if expected == found {
        return None;
    }
    let expected = match expected {
        Decision::None => "expected no decision".to_owned(),
        decision => format!("expected `{decision}`"),
    };
    Some(match found {
        Decision::None => format!(
            "{expected}, and the function called neither `allow()` nor `deny()`: CloudFront then refuses the connection"
        ),
        found => format!("{expected}, and the function decided `{found}`"),
    })
}

fn logs(expected: &[String], found: &[String]) -> Option<String> {
    let differs = expected.iter().zip(found).position(|(expected, found)| expected != found);
    let at = differs.or_else(|| (expected.len() != found.len()).then(|| expected.len().min(found.len())))?;
    let number = at + 1;
    Some(match (expected.get(at), found.get(at)) {
        (Some(expected), Some(found)) => {
            format!("line {number} of the log is `{found}`, and `{expected}` was expected")
        }
        (Some(expected), None) => format!("line {number} of the log is missing: `{expected}` was expected"),
        (None, found) => format!("line {number} of the log, `{}`, was not expected", found.map_or("", String::as_str)),
    })
}

fn custom_data(expected: &str, found: Option<&str>) -> Option<String> {
    match found {
        Some(found) if found == expected => None,
        Some(found) => Some(format!("the custom data is `{found}`, and `{expected}` was expected")),
        None => Some(format!("the function logged no custom data, and `{expected}` was expected")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connfn_simulator::Coverage;

    fn outcome(decision: simulator::Decision) -> Outcome {
        Outcome { decision, coverage: Coverage::default(), ..Outcome::default() }
    }

    fn threw(kind: ErrorKind) -> Outcome {
        let error = ScriptError {
            kind,
            message: "TypeError: x is not a function".to_owned(),
            line: Some(3),
            column: Some(5),
            help: None,
            code: None,
        };
        Outcome { error: Some(error), ..outcome(simulator::Decision::None) }
    }

    #[test]
    fn decisions() {
        use simulator::Decision::{Allow, Deny, None};
        let said = |expected, found| problems(&Expectation::of(expected), &outcome(found)).join("|");
        for (expected, found) in [(Decision::Allow, Allow), (Decision::Deny, Deny), (Decision::None, None)] {
            assert_eq!(said(expected, found), "");
        }
        assert_eq!(said(Decision::Deny, Allow), "expected `deny`, and the function decided `allow`");
        assert_eq!(said(Decision::None, Deny), "expected no decision, and the function decided `deny`");
        assert_eq!(
            said(Decision::Deny, None),
            "expected `deny`, and the function called neither `allow()` nor `deny()`: CloudFront then refuses the connection"
        );
    }

    #[test]
    fn exceptions() {
        let plain = Expectation::of(Decision::Allow);
        let wants = |text: &str| Expectation { error: Some(text.to_owned()), ..Expectation::of(Decision::None) };
        let ended = threw(ErrorKind::Thrown);
        let told = "TypeError: x is not a function (line 3, column 5)";
        assert_eq!(problems(&plain, &ended), [format!("the function ended in an exception: {told}")]);
        assert_eq!(
            problems(&plain, &threw(ErrorKind::RefusedBeforeRun)),
            [format!("the function was not run: {told}")]
        );
        assert_eq!(problems(&plain, &threw(ErrorKind::Limit)), [format!("the function was stopped: {told}")]);
        assert_eq!(problems(&wants("not a function"), &ended), [""; 0]);
        // What was not run, or was stopped, threw nothing.
        for kind in [ErrorKind::RefusedBeforeRun, ErrorKind::Limit] {
            assert_eq!(problems(&wants("not a function"), &threw(kind)), problems(&plain, &threw(kind)), "{kind:?}");
        }
        assert_eq!(
            problems(&wants("range"), &ended),
            [format!("expected an exception with `range`, and it was: {told}")]
        );
        assert_eq!(
            problems(&wants("range"), &outcome(simulator::Decision::None)),
            ["expected an exception with `range`, and there was none"]
        );
    }

    #[test]
    fn an_exception_after_a_decision_fails_too() {
        let late = Outcome { decision: simulator::Decision::Allow, ..threw(ErrorKind::Thrown) };
        assert_eq!(problems(&Expectation::of(Decision::Allow), &late).len(), 1);
        assert_eq!(problems(&Expectation::of(Decision::Deny), &late).len(), 2);
    }

    #[test]
    fn logs_and_custom_data() {
        let expect = |lines: &[&str]| Expectation {
            logs: Some(lines.iter().map(|line| (*line).to_owned()).collect()),
            custom_data: Some("x".to_owned()),
            ..Expectation::of(Decision::Deny)
        };
        let found = |lines: &[&str], custom_data: Option<&str>| Outcome {
            logs: lines.iter().map(|line| (*line).to_owned()).collect(),
            custom_data: custom_data.map(str::to_owned),
            ..outcome(simulator::Decision::Deny)
        };
        let said = |lines: &[&str], got: &[&str]| problems(&expect(lines), &found(got, Some("x"))).join("|");
        assert_eq!(said(&["a", "b"], &["a", "b"]), "");
        assert_eq!(said(&["a", "b"], &["a", "c"]), "line 2 of the log is `c`, and `b` was expected");
        assert_eq!(said(&["a"], &["a", "c"]), "line 2 of the log, `c`, was not expected");
        assert_eq!(said(&["a", "b"], &["a"]), "line 2 of the log is missing: `b` was expected");
        assert_eq!(problems(&expect(&[]), &found(&[], Some("y"))), ["the custom data is `y`, and `x` was expected"]);
        assert_eq!(
            problems(&expect(&[]), &found(&[], None)),
            ["the function logged no custom data, and `x` was expected"]
        );
    }
}
