//! Functions that mean harm, or that nobody finished: each ends within two seconds on a small stack, with an error that says why.
//! What only a process of its own can stop is not run here. Without optimisation, on a machine that does other things too, the time is
//! given more room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read the clock and begin threads")]

#[path = "../../../tests/hostile/functions.rs"]
mod hostile;
mod support;

use connfn_simulator::{Decision, ErrorKind, Outcome, Request, simulate};
use hostile::Hostile;
use std::thread;
use std::time::{Duration, Instant};
use support::{logs, request, run};

/// As much as a browser gives a program, and Windows the first thread of one. Without optimisation a call takes several times as much.
const STACK: usize = if cfg!(debug_assertions) { 4 << 20 } else { 1 << 20 };

const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 2 });

/// Runs in bounds of time and stack.
fn bounded(request: Request) -> Outcome {
    let start = Instant::now();
    let shown = request.code.chars().take(200).collect::<String>();
    let outcome = thread::Builder::new().stack_size(STACK).spawn(move || simulate(&request)).unwrap().join().unwrap();
    let time = start.elapsed();
    println!("{time:>10.1?}  {:?}  {shown}", outcome.error.as_ref().map(|error| &error.message));
    assert!(time < TIME, "{time:?}: {shown}");
    outcome
}

fn attack(statements: &str) -> Outcome {
    bounded(request(&format!("async function connectionHandler(connection) {{\nconnection.allow();\n{statements}\n}}")))
}

/// Runs a group of the list.
fn held(group: &str) {
    let functions: Vec<Hostile> = hostile::functions().into_iter().filter(|function| function.group == group).collect();
    assert!(!functions.is_empty(), "{group}");
    for Hostile { code, error, kind, .. } in functions {
        let outcome = bounded(request(&code));
        let Some(expected) = error else { continue };
        let shown = code.chars().take(300).collect::<String>();
        let error = outcome.error.unwrap_or_else(|| panic!("no error: {shown}"));
        assert!(error.message.contains(&expected), "{shown}: {error:?}");
        assert_eq!(serde_json::to_value(error.kind).unwrap(), kind, "{shown}: {error:?}");
        if error.kind == ErrorKind::Limit {
            assert!(error.line.is_some() && error.help.is_some(), "{shown}: {error:?}");
        }
    }
}

#[test]
fn loops_without_end_are_stopped() {
    held("loops");
}

#[test]
fn recursion_without_end_is_stopped() {
    held("recursion");
}

#[test]
fn balloons_are_stopped() {
    held("balloons");
}

#[test]
fn what_is_deep_does_not_overflow() {
    held("depth");
    // The engine makes an empty text of what asks for its own text.
    attack("const o = { toString() { return `${this}`; } }; `${o}`;");
}

#[test]
fn logs_are_cut_and_cycles_are_printed() {
    held("logs");
    let outcome = attack("for (let i = 0; i < 5000; i++) console.log('line ' + i);");
    assert!(outcome.logs.iter().map(|line| line.len() + 1).sum::<usize>() <= 10_240);
    assert!(outcome.notes.iter().any(|note| note.contains("cut off after 10240 bytes")), "{:?}", outcome.notes);
    assert_eq!(outcome.error, None);
    assert!(attack("for (let i = 0; i < 20000; i++) console.log('');").logs.len() <= 10_240);
    let outcome = attack("const a = {}; a.b = { a, c: [a] }; console.log(a); console.log(new Array(1e6));");
    assert_eq!(outcome.logs[0], "{b:{a:[Circular],c:[[Circular]]}}");
}

#[test]
fn changed_prototypes_harm_only_the_function() {
    held("prototypes");
    let outcome = run("Object.prototype.evil = 1;
        Array.prototype.push = Array.prototype.join = String.prototype.slice = Promise.prototype.then = () => { throw new Error('x'); };
        Object.prototype.toString = JSON.parse = JSON.stringify = () => 'changed';
        Object.defineProperty(Object.prototype, 'format', { get() { return 'json'; }, configurable: true });
        function connectionHandler(connection) {
            connection.__proto__.allow = () => {};
            console.log({ a: [1] });
            console.log(require('crypto').createHash('md5').update('a').digest('hex'));
            connection.allow();
        }");
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.logs, ["{a:[1]}", "0cc175b9c0f1b6a831c399e269772661"]);
    assert_eq!(outcome.decision, Decision::Allow);
    // The next run knows nothing of it.
    assert_eq!(logs("console.log({}.evil); console.log([1].join());"), ["undefined", "1"]);
}

#[test]
fn the_host_is_out_of_reach() {
    held("host");
    assert_eq!(logs("console.log(Object.keys(globalThis).join());"), [""]);
    // What listens to the code is nowhere to be found.
    let outcome = run("console.log(Object.getOwnPropertyNames(globalThis).filter(name => name[0] === '$').length);
        function connectionHandler(c) { console.log(String(connectionHandler)); c.allow(); }");
    assert_eq!((outcome.error, outcome.decision), (None, Decision::Allow));
    assert_eq!(outcome.logs[0], "0");
    assert!(!outcome.logs[1].contains('$'), "{:?}", outcome.logs);
}
