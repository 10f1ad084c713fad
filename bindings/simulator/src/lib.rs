//! The simulator as WASM of its own, which is loaded only where functions are run. It runs in a worker that JavaScript stops and starts
//! anew, so a trap needs no care here.
//!
//! Questions and answers are JSON texts, for the reasons that `connfn-bindings` gives. An answer is `{"ok": …}` or `{"error": …}`, since no
//! `Error` crosses from a worker whole.
#![allow(unsafe_code, reason = "what `#[wasm_bindgen]` writes is unsafe; nothing here is")]

mod answer;
mod connection;
mod read;
mod rendering;
mod testing;

use answer::Refusal;
use connfn_simulator::connection::PRESETS;
use connfn_simulator::{Lost, Outcome, Request};
use read::read;
use serde_json::json;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The connection object that a request asks for.
#[wasm_bindgen]
pub fn connection(request: &str) -> String {
    answer::text(connection::of(request))
}

/// The presets by name, with what is special about each.
#[wasm_bindgen]
pub fn presets() -> String {
    let presets = PRESETS.iter().map(|preset| json!({ "name": preset.name, "title": preset.title }));
    answer::value(Ok(presets.collect::<Vec<_>>()))
}

/// What became of a run.
#[wasm_bindgen]
pub fn simulate(request: &str) -> String {
    let request: Result<Request, Refusal> = read("a run of a function", request);
    answer::value(request.map(|request| connfn_simulator::simulate(&request)))
}

/// What became of a run whose worker was lost: for `time`, `memory` or `depth`, or for what is said.
#[wasm_bindgen]
pub fn lost(why: &str) -> String {
    answer::value(Ok(Outcome::lost(match why {
        "time" => Lost::Time,
        "memory" => Lost::Memory,
        "depth" => Lost::Depth,
        other => Lost::Other(other.to_owned()),
    })))
}

/// The runs that the tests of a configuration need.
#[wasm_bindgen(js_name = testRuns)]
pub fn test_runs(checked: &str, options: &str) -> String {
    answer::value(testing::runs(checked, options))
}

/// What the tests showed, given the answers to these runs.
#[wasm_bindgen(js_name = testReport)]
pub fn test_report(checked: &str, options: &str, answers: &str) -> String {
    answer::value(testing::report(checked, options, answers))
}

/// What the tests showed, as text.
#[wasm_bindgen(js_name = renderTests)]
pub fn render_tests(report: &str, options: &str) -> String {
    answer::value(rendering::rendered(report, options))
}
