//! Running a function for `TestConnectionFunction`, by the simulator.
//!
//! It is the only place that knows the simulator, which shares nothing with whoever plans. What AWS answers of a run is not
//! documented: `assumptions` says what is answered here.

use std::fmt;
use std::sync::Arc;

use connfn_simulator::{Decision, Engine, InProcess, Outcome, Request, ScriptError};

use crate::assumptions::{self, Assumptions};
use crate::clock::timestamp;
use crate::error::{ApiError, ApiResult, Code};
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
    pub(crate) fn run(&self, test: &Test) -> ApiResult<TestResult> {
        let assumed = &test.assumptions;
        let Ok(code) = std::str::from_utf8(test.code.as_bytes()) else {
            return failed(Vec::new(), assumptions::CODE_IS_NOT_TEXT.to_owned(), assumed);
        };
        let has_another = code.contains("function handler") && !code.contains("connectionHandler");
        if has_another && !assumed.handler_is_needed() {
            return Ok(decided(Vec::new(), Decision::Allow, assumed));
        }
        result(
            self.0.simulate(&Request {
                code: assumed.run_instead_of(code),
                runtime: test.summary.config.runtime.clone(),
                connection: test.connection.clone(),
                store: test.items.as_ref().map(|items| items.as_map().clone()),
                now: Some(timestamp(test.now_ms)),
                runtime_features: assumed.runtime_features(),
            }),
            assumed,
        )
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

fn result(outcome: Outcome, assumed: &Assumptions) -> ApiResult<TestResult> {
    match &outcome.error {
        Some(error) => failed(outcome.logs, words(error), assumed),
        None => Ok(decided(outcome.logs, outcome.decision, assumed)),
    }
}

fn decided(logs: Vec<String>, decision: Decision, assumed: &Assumptions) -> TestResult {
    TestResult { logs, error: String::new(), output: assumed.test_output(decision) }
}

fn failed(logs: Vec<String>, error: String, assumed: &Assumptions) -> ApiResult<TestResult> {
    if assumed.failed_test_is_answered() {
        Ok(TestResult { logs, error, output: String::new() })
    } else {
        Err(ApiError::new(Code::TestFunctionFailed, error))
    }
}

fn words(error: &ScriptError) -> String {
    match (error.line, error.column) {
        (Some(line), Some(column)) => format!("{} at line {line}, column {column}", error.message),
        (Some(line), None) => format!("{} at line {line}", error.message),
        _ => error.message.clone(),
    }
}
