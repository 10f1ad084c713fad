//! Tests, in two steps: which runs they need, and what these showed. JavaScript makes each run by itself in between, so that one that
//! does not end costs its own answer alone.

use crate::{answer::Refusal, read::read};
use connfn_core::{
    checks::Checks,
    desired::DesiredState,
    json,
    testing::{TestReport, Tests},
};
use connfn_simulator::{Engine, Outcome, Request};
use connfn_testing::Selection;
use serde::Deserialize;
use std::{cell::RefCell, vec::IntoIter};

/// What `check` answered, as far as tests need it.
#[derive(Deserialize)]
struct Checked {
    #[serde(default)]
    checks: Checks,
    desired: DesiredState,
    #[serde(default)]
    needs: Vec<String>,
    tests: Tests,
    #[serde(default)]
    wants: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    filter: Option<String>,
}

/// The answer to one run.
#[derive(Deserialize)]
struct Answer {
    ok: Outcome,
}

/// The runs that the tests of a configuration need, each as the text of a request.
pub(crate) fn runs(checked: &str, options: &str) -> Result<Vec<String>, Refusal> {
    let noting = Noting::default();
    run(checked, options, &noting)?;
    Ok(noting.0.into_inner())
}

/// What the tests showed, given the answers to those runs.
pub(crate) fn report(checked: &str, options: &str, answers: &str) -> Result<TestReport, Refusal> {
    let answers: Vec<Answer> = read("a list of answers", answers)?;
    run(checked, options, &Telling(RefCell::new(answers.into_iter())))
}

fn run(checked: &str, options: &str, engine: &dyn Engine) -> Result<TestReport, Refusal> {
    let Checked { checks, desired, needs, tests, wants } = read("an answer of `check`", checked)?;
    // What was not looked for would pass without a word.
    if let Some(asked) = needs.iter().chain(&wants).next() {
        return Err(Refusal::new(format!(
            "`check` asks for `{asked}`, so tests may be missing: check again with it, or with it in `sources.unavailable`"
        )));
    }
    let Options { filter } = read("options", options)?;
    Ok(connfn_testing::run(&desired, &tests, &checks, &Selection { filter }, engine))
}

/// Runs nothing, and notes what is to be run.
#[derive(Default)]
struct Noting(RefCell<Vec<String>>);

impl Engine for Noting {
    fn simulate(&self, request: &Request) -> Outcome {
        self.0.borrow_mut().push(json::compact(request));
        Outcome::default()
    }
}

/// Runs nothing, and tells what became of each run, in their order.
struct Telling(RefCell<IntoIter<Answer>>);

impl Engine for Telling {
    fn simulate(&self, _: &Request) -> Outcome {
        self.0.borrow_mut().next().map(|answer| answer.ok).unwrap_or_default()
    }
}
