//! The simulator as WASM of its own, which is loaded only where functions are run. It runs in a worker that JavaScript stops and starts
//! anew, so a trap needs no care here.
//!
//! Questions and answers are JSON texts, for the reasons that `connfn-bindings` gives. An answer is `{"ok": …}` or `{"error": …}`, since no
//! `Error` crosses from a worker whole.
#![allow(unsafe_code, reason = "what `#[wasm_bindgen]` writes is unsafe; nothing here is")]

mod answer;
mod connection;
mod run;

use connfn_simulator::connection::PRESETS;
use connfn_simulator::{Lost, Outcome};
use serde_json::json;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The connection object that a request asks for.
#[wasm_bindgen]
pub fn connection(request: &str) -> String {
    connection::of(request).map_or_else(|problem| answer::refused(&problem), |object| answer::raw(&object))
}

/// The presets by name, with what is special about each.
#[wasm_bindgen]
pub fn presets() -> String {
    answer::ok(&PRESETS.iter().map(|preset| json!({ "name": preset.name, "title": preset.title })).collect::<Vec<_>>())
}

/// What became of a run.
#[wasm_bindgen]
pub fn simulate(request: &str) -> String {
    match run::request(request) {
        Ok(request) => answer::ok(&connfn_simulator::simulate(&request)),
        Err(error) => answer::unreadable(&error),
    }
}

/// What became of a run whose worker was lost, for `time` or for `memory`.
#[wasm_bindgen]
pub fn lost(why: &str) -> String {
    answer::ok(&Outcome::lost(if why == "time" { Lost::Time } else { Lost::Memory }))
}
