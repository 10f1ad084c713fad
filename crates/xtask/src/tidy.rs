//! `cargo xtask tidy`: the rules of the house that a text can be held to. What takes judgement is for the review.

use crate::outcome::Outcome;
use crate::shell;
use std::fs;
use std::path::Path;

/// A file that is longer is two.
const LONGEST: usize = 600;

/// What no test may hide behind.
const EXCUSES: [&str; 2] = ["#[ignore", "#[should_panic"];

/// Looks at every file of code that is committed.
pub(crate) fn run() -> Outcome {
    let files = shell::output(shell::command("git").args(["ls-files", "-z", "--", "*.rs", "*.js", "*.mjs"]))?;
    let mut problems = Vec::new();
    let mut count = 0;
    for file in files.split('\0').filter(|file| !file.is_empty()) {
        // What is deleted and not committed yet.
        let Ok(text) = fs::read_to_string(shell::root().join(file)) else { continue };
        count += 1;
        problems.extend(problems_of(file, &text).into_iter().map(|problem| format!("{file}: {problem}")));
    }
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    println!("{count} files introduce themselves, are at most {LONGEST} lines long, and skip no test");
    Ok(())
}

fn problems_of(file: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let lines = text.lines().count();
    if lines > LONGEST {
        problems.push(format!("it has {lines} lines; split it by what it is about"));
    }
    if Path::new(file).extension().is_some_and(|extension| extension == "rs") {
        if !text.starts_with("//! ") {
            problems.push("it does not begin with a header that says its job".to_owned());
        }
        let found = EXCUSES.iter().filter(|excuse| text.lines().any(|line| line.trim_start().starts_with(**excuse)));
        problems.extend(found.map(|excuse| format!("a test has `{excuse}…]`; a test runs and passes, or goes")));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_a_rule_is_told() {
        assert!(problems_of("a.rs", "//! Does it.\n").is_empty());
        assert!(problems_of("a.js", "let a;\n").is_empty());
        let long = format!("//! Does it.\n{}", "\n".repeat(LONGEST));
        for (text, problem) in [
            ("use std::fs;\n", "header"),
            (long.as_str(), "601 lines"),
            ("//! Tests.\n    #[ignore = \"slow\"]\n", "#[ignore"),
        ] {
            let problems = problems_of("a.rs", text);
            assert!(matches!(problems.as_slice(), [one] if one.contains(problem)), "{problems:?}");
        }
    }
}
