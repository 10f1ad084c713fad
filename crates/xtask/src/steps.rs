//! A sequence of named, timed steps. A failed step does not hide the next ones: all are run, and the table at the end tells.

use crate::outcome::Outcome;
use std::time::{Duration, Instant};

/// How a step that did not fail ended.
#[derive(Debug)]
pub(crate) enum Done {
    Passed,
    /// It was not run, and why.
    Skipped(String),
}

#[derive(Debug)]
struct Step {
    name: String,
    result: Result<Done, String>,
    time: Duration,
}

/// The steps taken so far.
#[derive(Debug)]
pub(crate) struct Steps {
    keep_going: bool,
    taken: Vec<Step>,
    began: Instant,
}

impl Steps {
    pub(crate) fn new(keep_going: bool) -> Self {
        Self { keep_going, taken: Vec::new(), began: Instant::now() }
    }

    /// Takes a step, and says whether it passed. After a failure without `keep_going` it is only noted as skipped.
    pub(crate) fn step(&mut self, name: &str, action: impl FnOnce() -> Outcome<Done>) -> bool {
        if !self.keep_going && self.taken.iter().any(|step| step.result.is_err()) {
            return self.skip(name, "an earlier step failed");
        }
        println!("\n==> {name}");
        let start = Instant::now();
        let result = action().map_err(|error| error.to_string());
        self.note(name, result, start.elapsed())
    }

    /// Notes a step that was taken, and says whether it passed.
    pub(crate) fn note(&mut self, name: &str, result: Result<Done, String>, time: Duration) -> bool {
        match &result {
            Ok(Done::Passed) => {}
            Ok(Done::Skipped(reason)) => println!("skipped: {reason}"),
            Err(error) => println!("error: {error}"),
        }
        let passed = matches!(result, Ok(Done::Passed));
        self.taken.push(Step { name: name.to_owned(), result, time });
        passed
    }

    /// Takes a step that either passes or fails.
    pub(crate) fn must(&mut self, name: &str, action: impl FnOnce() -> Outcome) -> bool {
        self.step(name, || action().map(|()| Done::Passed))
    }

    /// Notes a step that is not taken.
    pub(crate) fn skip(&mut self, name: &str, reason: &str) -> bool {
        println!("\n==> {name}");
        self.note(name, Ok(Done::Skipped(reason.to_owned())), Duration::ZERO)
    }

    /// Prints the table and fails if any step did.
    pub(crate) fn finish(self, title: &str) -> Outcome {
        println!("\n{}", self.table(title));
        let failed: Vec<_> =
            self.taken.iter().filter(|step| step.result.is_err()).map(|step| step.name.as_str()).collect();
        if failed.is_empty() { Ok(()) } else { Err(format!("{title}: failed in {}", failed.join(", ")).into()) }
    }

    fn table(&self, title: &str) -> String {
        let width = self.taken.iter().map(|step| step.name.chars().count()).max().unwrap_or(0);
        let mut rows = vec![format!("==> {title}: what was done")];
        for Step { name, result, time } in &self.taken {
            let (word, reason) = match result {
                Ok(Done::Passed) => ("ok", ""),
                Ok(Done::Skipped(reason)) => ("skipped", reason.as_str()),
                Err(error) => ("FAILED", error.lines().next().unwrap_or_default()),
            };
            let row = format!("{name:<width$}  {:>7.1} s  {word:<7}  {reason}", time.as_secs_f64());
            rows.push(row.trim_end().to_owned());
        }
        // Less than the sum where steps were taken side by side.
        rows.push(format!("{:<width$}  {:>7.1} s", "in all", self.began.elapsed().as_secs_f64()));
        rows.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_does_not_hide_the_next_step() {
        let mut steps = Steps::new(true);
        assert!(!steps.must("first", || Err("broken".into())));
        assert!(steps.must("second", || Ok(())));
        let table = steps.table("all");
        assert!(table.contains("FAILED   broken") && table.contains("second      0.0 s  ok"), "{table}");
        assert_eq!(steps.finish("all").unwrap_err().to_string(), "all: failed in first");
    }

    #[test]
    fn without_keep_going_the_first_failure_ends_it() {
        let mut steps = Steps::new(false);
        steps.must("first", || Err("broken".into()));
        assert!(!steps.must("second", || panic!("it is not run")));
    }

    #[test]
    fn a_skipped_step_is_no_failure() {
        let mut steps = Steps::new(true);
        assert!(!steps.step("first", || Ok(Done::Skipped("no browser".into()))));
        assert!(steps.finish("all").is_ok());
    }
}
