//! Running a function for `TestConnectionFunction`, by the simulator.
//!
//! It is the only place that knows the simulator, which shares nothing with whoever plans. What AWS answers of a run is not
//! documented: `assumptions` says what is answered here.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use connfn_simulator::{Engine, InProcess, Outcome, Request, ScriptError};

use crate::assumptions;
use crate::service::functions::Test;

/// What runs functions.
#[derive(Clone)]
pub(crate) struct Simulator(Arc<dyn Engine + Send + Sync>);

/// What running a function showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TestResult {
    pub(crate) logs: Vec<String>,
    /// Empty if the function came to its end.
    pub(crate) error: String,
    pub(crate) output: String,
}

impl Simulator {
    pub(crate) fn new(engine: impl Engine + Send + Sync + 'static) -> Self {
        Self(Arc::new(engine))
    }

    /// Runs a test that was found to be in order.
    pub(crate) fn run(&self, test: &Test) -> TestResult {
        let Ok(code) = std::str::from_utf8(test.code.as_bytes()) else {
            return failed(assumptions::CODE_IS_NOT_TEXT.to_owned());
        };
        result(&self.0.simulate(&Request {
            code: code.to_owned(),
            runtime: test.summary.config.runtime.clone(),
            connection: test.connection.clone(),
            store: test.items.as_ref().map(|items| items.as_map().clone()),
            now: None,
            runtime_features: BTreeMap::new(),
        }))
    }
}

impl Default for Simulator {
    fn default() -> Self {
        Self::new(InProcess)
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Simulator")
    }
}

fn result(outcome: &Outcome) -> TestResult {
    match &outcome.error {
        Some(error) => TestResult { logs: outcome.logs.clone(), ..failed(words(error)) },
        None => TestResult {
            logs: outcome.logs.clone(),
            error: String::new(),
            output: assumptions::test_output(outcome.decision),
        },
    }
}

fn failed(error: String) -> TestResult {
    TestResult { logs: Vec::new(), error, output: String::new() }
}

fn words(error: &ScriptError) -> String {
    match (error.line, error.column) {
        (Some(line), Some(column)) => format!("{} at line {line}, column {column}", error.message),
        (Some(line), None) => format!("{} at line {line}", error.message),
        _ => error.message.clone(),
    }
}
