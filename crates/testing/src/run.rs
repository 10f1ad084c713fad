//! Runs tests, one after the other in the order in which they are written.

use crate::{connection, judge};
use connfn_core::{
    address::Address,
    checks::Checks,
    desired::{DesiredFunction, DesiredState},
    digest::Digest,
    testing::{
        Coverage, Decision, FunctionTest, FunctionTestReport, TestCaseReport, TestReport, Tests, code_under_test,
    },
};
use connfn_simulator::{Engine, Request};
use std::collections::{BTreeMap, BTreeSet};

/// Which tests to run.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only those whose name, or whose function's address, has this text in it.
    pub filter: Option<String>,
}

impl Selection {
    fn has(&self, address: &Address, test: &FunctionTest) -> bool {
        self.filter.as_deref().is_none_or(|text| test.name.contains(text) || address.as_str().contains(text))
    }
}

/// Runs the tests of functions. Those of a function that is not among the desired ones are left out. `checks` are those that the
/// configuration says, so that no function is refused here that they let through.
pub fn run(
    desired: &DesiredState,
    tests: &Tests,
    checks: &Checks,
    selection: &Selection,
    engine: &dyn Engine,
) -> TestReport {
    let states = checks.runtime_features.iter();
    let runner = Runner { engine, features: states.map(|(id, state)| (id.clone(), state.to_string())).collect() };
    let mut report = TestReport::default();
    for (address, tests) in tests {
        let Some(function) = desired.functions.get(address) else { continue };
        let chosen: Vec<FunctionTest> = tests.iter().filter(|test| selection.has(address, test)).cloned().collect();
        if !chosen.is_empty() {
            report.functions.insert(address.clone(), runner.function(function, &chosen));
        }
    }
    report
}

/// Runs the tests of one function after the other.
struct Runner<'e> {
    engine: &'e dyn Engine,
    /// What is said of features of the runtime, as an engine takes it.
    features: BTreeMap<String, String>,
}

impl Runner<'_> {
    fn function(&self, function: &DesiredFunction, tests: &[FunctionTest]) -> FunctionTestReport {
        let code = code_under_test(&function.code);
        let mut lines = Lines::default();
        let cases = tests.iter().map(|test| self.case(function, &code, test, &mut lines)).collect();
        FunctionTestReport {
            code: Digest::of(code.as_bytes()),
            runtime: function.runtime,
            tests: Digest::of_json(tests),
            cases,
            coverage: lines.coverage(),
        }
    }

    fn case(&self, function: &DesiredFunction, code: &str, test: &FunctionTest, lines: &mut Lines) -> TestCaseReport {
        let report = TestCaseReport {
            name: test.name.clone(),
            expected: test.expect.decision,
            decision: Decision::None,
            problems: Vec::new(),
            logs: Vec::new(),
            custom_data: None,
            error: None,
            notes: Vec::new(),
            connection: "{}".to_owned(),
            now: test.now.clone(),
            location: test.location.clone(),
        };
        let connection = match connection::resolve(&test.connection) {
            Ok(connection) => connection,
            Err(problem) => {
                return TestCaseReport { problems: vec![format!("there is no connection: {problem}")], ..report };
            }
        };
        let outcome = self.engine.simulate(&Request {
            code: code.to_owned(),
            runtime: function.runtime.as_str().to_owned(),
            connection: connection.clone(),
            store: test
                .store
                .as_ref()
                .map(|items| items.iter().map(|(key, value)| (key.clone(), value.clone())).collect()),
            now: test.now.clone(),
            runtime_features: self.features.clone(),
        });
        lines.add(&outcome.coverage);
        TestCaseReport {
            decision: judge::of(outcome.decision),
            problems: judge::problems(&test.expect, &outcome),
            error: outcome.error.as_ref().map(judge::told),
            logs: outcome.logs,
            custom_data: outcome.custom_data,
            notes: outcome.notes,
            connection,
            ..report
        }
    }
}

/// The lines that several runs of one function went through.
#[derive(Default)]
struct Lines {
    all: BTreeSet<u32>,
    hit: BTreeSet<u32>,
}

impl Lines {
    fn add(&mut self, coverage: &connfn_simulator::Coverage) {
        self.all.extend(&coverage.lines);
        self.hit.extend(&coverage.hit);
    }

    fn coverage(self) -> Coverage {
        Coverage { lines: self.all.into_iter().collect(), hit: self.hit.into_iter().collect() }
    }
}
