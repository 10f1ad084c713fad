//! Functions that mean harm, or that nobody finished: each ends within two seconds on a small stack, with an error that says why.
//! What only a process of its own can stop is not here. Without optimisation, on a machine that does other things too, the time is
//! given more room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read the clock and begin threads")]

mod support;

use connfn_simulator::{ErrorKind, Outcome, Request, simulate};
use std::thread;
use std::time::{Duration, Instant};
use support::{error, logs, request, run};

/// As much as a browser gives a program, and Windows the first thread of one.
const STACK: usize = 1 << 20;

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

/// Statements, and what is said of them.
fn stopped(cases: &[(&str, &str)]) {
    for (statements, message) in cases {
        let error = attack(statements).error.unwrap_or_else(|| panic!("no error: {statements}"));
        assert!(error.message.contains(message), "{statements}: {error:?}");
        assert_eq!(error.kind, ErrorKind::Limit, "{statements}: {error:?}");
        assert!(error.line.is_some() && error.help.is_some(), "{statements}: {error:?}");
    }
}

const STEPS: &str = "did not end within";
const DEEP: &str = "calls itself too deeply";
const TEXT: &str = "makes a text of more than";
const LIST: &str = "a list of more than";
const BUFFERS: &str = "buffers of more than";

#[test]
fn loops_without_end_are_stopped() {
    stopped(&[
        ("while (true) {}", STEPS),
        ("while (true);", STEPS),
        ("for (;;);", STEPS),
        ("do ; while (true)", STEPS),
        ("for (let i = 0; ; i++) { try { while (true) {} } catch (e) {} finally { continue; } }", STEPS),
        ("try { while (true) {} } catch (e) { while (true) {} }", STEPS),
        ("const f = () => f2(); const f2 = () => 1; while (f()) f();", STEPS),
        ("await new Promise(() => { while (true) {} });", STEPS),
        ("const again = () => Promise.resolve().then(again); again(); await new Promise(() => {});", STEPS),
        ("async function again() { await null; again(); } again();", STEPS),
        ("const o = { get x() { return this.x2; }, get x2() { while (true); } }; o.x;", STEPS),
        ("`${{ toString() { for (;;); } }}`;", STEPS),
        ("JSON.stringify({ toJSON() { for (;;); } });", STEPS),
        ("JSON.parse('[1,2]', () => { for (;;); });", STEPS),
        ("[1, 2].sort(() => { for (;;); });", STEPS),
        ("'aa'.replace(/a/g, () => { for (;;); });", STEPS),
        ("const l = Array(1000).fill(1); l.forEach(() => l.forEach(() => l.forEach(() => 1)));", STEPS),
        (
            "const o = []; for (let i = 0; i < 30000; i++) o.push(i); for (let i = 0; i < 1000; i++) Object.entries(o);",
            STEPS,
        ),
        ("const o = {}; for (let i = 0; i < 5000; i++) o[`k${i}`] = i; for (;;) Object.assign({}, o);", STEPS),
        ("const l = Array(100000).fill(1); for (let i = 0; i < 100000; i++) l.indexOf(2);", STEPS),
        ("const s = 'x'.repeat(1000000); for (let i = 0; i < 100000; i++) s.indexOf('y');", STEPS),
        ("const b = Buffer.alloc(1000000); for (let i = 0; i < 100000; i++) b.fill('ab');", STEPS),
        (
            "const c = require('crypto'); const b = Buffer.alloc(1000000); for (;;) c.createHash('md5').update(b);",
            STEPS,
        ),
    ]);
}

#[test]
fn recursion_without_end_is_stopped() {
    stopped(&[
        ("function f() { return f(); } f();", DEEP),
        ("function f() { try { f(); } finally { f(); } } f();", DEEP),
        ("const f = () => g(), g = () => f(); f();", DEEP),
        ("const o = { get x() { return this.x; } }; o.x;", DEEP),
        ("function f() { [1].forEach(f); } f();", DEEP),
        ("function f() { [2, 1].sort(f); } f();", DEEP),
        ("function f() { 'a'.replace('a', f); } f();", DEEP),
        ("function f() { JSON.parse('[1]', f); } f();", DEEP),
        ("const o = { toJSON() { return JSON.stringify(this); } }; JSON.stringify(o);", DEEP),
        ("function f() { f.apply(null, [1, 2, 3]); } f();", DEEP),
        ("function f() { f.call(null); } f();", DEEP),
        ("async function f() { await f(); } await f();", DEEP),
        ("function f() { new Promise(f); } f();", DEEP),
        ("function F() { new F(); } new F();", DEEP),
        ("let f = () => 1; for (let i = 0; i < 300000; i++) f = f.bind(null); f();", DEEP),
        ("let o = {}; for (let i = 0; i < 30000; i++) o = Object.create(o); o.x;", DEEP),
        ("let o = {}; for (let i = 0; i < 30000; i++) o = { __proto__: o }; o.x;", DEEP),
        ("let o = {}; for (let i = 0; i < 30000; i++) { const n = {}; n.__proto__ = o; o = n; } o.x;", DEEP),
        ("let o = {}; for (let i = 0; i < 30000; i++) o = Object.setPrototypeOf({}, o); o.x;", DEEP),
        ("function F() {} let o = {}; for (let i = 0; i < 30000; i++) { F.prototype = o; o = new F(); } o.x;", DEEP),
        // What is built in makes objects of functions too, and what a constructor is given gets out though it throws.
        ("function F() {} let o = {}; for (let i = 0; i < 30000; i++) { F.prototype = o; o = Array.from.call(F, []); } o.x;", DEEP),
        ("function F() {} let o = {}; for (let i = 0; i < 30000; i++) { F.prototype = o; o = Array.of.call(F); } o.x;", DEEP),
        (
            "let o = {}; function F() { o = this; throw 1; }
            for (let i = 0; i < 30000; i++) { F.prototype = o; try { Array.of.call(F); } catch (e) {} } o.x;",
            DEEP,
        ),
        (
            "let o = {}; function F() { o = this; return []; } const l = []; l.constructor = F; F[Symbol.species] = F;
            for (let i = 0; i < 30000; i++) { Object.defineProperty(F, 'prototype', { value: o }); l.map(x => x); } o.x;",
            DEEP,
        ),
    ]);
}

#[test]
fn balloons_are_stopped() {
    stopped(&[
        ("'x'.repeat(2 ** 28);", TEXT),
        ("'x'.padEnd(2 ** 30);", TEXT),
        ("'x'.padStart(1e9, 'ab');", TEXT),
        ("let s = 'x'; for (;;) s += s;", TEXT),
        ("let s = 'x'; for (;;) s = s + s;", TEXT),
        ("let s = 'x'; for (;;) s = `${s}${s}`;", TEXT),
        ("let s = 'x'; for (;;) s = s.concat(s);", TEXT),
        ("let s = 'x'; for (;;) s = [s, s].join('');", TEXT),
        ("let s = '%'; for (;;) s = encodeURIComponent(s) + s;", TEXT),
        ("let s = 'x'; for (;;) s = s.replace('x', 'xx$`$&');", STEPS),
        ("'x'.repeat(1e6).replaceAll('x', 'y'.repeat(1e6));", TEXT),
        ("'x'.repeat(1e6).replace(/x/g, '$`$`');", TEXT),
        ("let a = ['x']; for (let i = 0; i < 60; i++) a = [a, a]; JSON.stringify(a);", TEXT),
        ("let a = ['x']; for (let i = 0; i < 20; i++) a = [a, a]; `${a}`;", STEPS),
        ("new Array(1e9).fill(1);", LIST),
        ("new Array(1e9).join('x');", LIST),
        ("new Array(4294967295).indexOf(1);", LIST),
        ("const a = []; a.length = 4294967295; a.sort();", LIST),
        ("const a = []; a[4294967290] = 1; a.map(x => x);", LIST),
        ("Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => 1);", LIST),
        ("Array.from({ length: 1e9 });", LIST),
        ("(() => 1).apply(null, { length: 1e9 });", LIST),
        ("Promise.all(new Array(1e9));", LIST),
        ("JSON.stringify([new Array(1e9)]);", LIST),
        ("let a = [1]; for (;;) a = a.concat(a);", STEPS),
        ("`${new Array(1e9)}`;", LIST),
        ("const a = []; for (let i = 0; i < 1000; i++) a.push(new ArrayBuffer(1 << 20));", BUFFERS),
        ("const a = []; for (let i = 0; i < 1000; i++) a.push(new Float64Array(1 << 16));", BUFFERS),
        ("const a = []; for (let i = 0; i < 1000; i++) a.push(Buffer.alloc(1 << 20));", BUFFERS),
        ("const b = new Uint8Array(1 << 20), a = []; for (let i = 0; i < 1000; i++) a.push(b.slice());", STEPS),
        (
            "const b = new Uint8Array(1 << 20), a = []; for (let i = 0; i < 1000; i++) try { a.push(new b.constructor(b)); } catch (e) {}",
            BUFFERS,
        ),
    ]);
    // These are errors that the function may catch.
    for statements in
        ["Buffer.alloc(1e9);", "new Uint8Array(1e9);", "new ArrayBuffer(2 ** 40);", "Buffer.alloc(2 ** 53);"]
    {
        let error = attack(statements).error.unwrap();
        assert!(error.message.starts_with("RangeError"), "{statements}: {error:?}");
    }
}

#[test]
fn what_is_deep_does_not_overflow() {
    for statements in [
        "JSON.parse('['.repeat(100000) + ']'.repeat(100000));",
        "let a = []; for (let i = 0; i < 200000; i++) a = [a]; JSON.stringify(a);",
        "new RegExp('('.repeat(10000) + ')'.repeat(10000));",
        "'a'.match('(?:'.repeat(10000));",
        "const c = {}; c.c = c; JSON.stringify(c);",
    ] {
        let error = attack(statements).error.unwrap_or_else(|| panic!("no error: {statements}"));
        assert!(!error.message.is_empty(), "{statements}");
    }
    // A list in a list in a list is only held, logged and let go.
    for statements in [
        "let a = []; for (let i = 0; i < 200000; i++) a = [a]; console.log(a);",
        "let a = {}; for (let i = 0; i < 200000; i++) a = { a }; a = null;",
        "let a = []; for (let i = 0; i < 200000; i++) a = [a]; `${a}`;",
        // The engine makes an empty text of what asks for its own text.
        "const o = { toString() { return `${this}`; } }; `${o}`;",
    ] {
        attack(statements);
    }
    for code in [
        "[".repeat(40_000),
        format!("({}", "(".repeat(40_000)),
        format!("/{}/", "(".repeat(40_000)),
        format!("/{0}{1}/;", "(".repeat(9_000), ")".repeat(9_000)),
    ] {
        bounded(request(&code));
    }
}

#[test]
fn logs_are_cut_and_cycles_are_printed() {
    let outcome = attack("for (let i = 0; i < 5000; i++) console.log('line ' + i);");
    assert!(outcome.logs.iter().map(String::len).sum::<usize>() <= 10_240);
    assert!(outcome.notes.iter().any(|note| note.contains("cut off after 10240 bytes")), "{:?}", outcome.notes);
    assert_eq!(outcome.error, None);
    let outcome = attack("const a = {}; a.b = { a, c: [a] }; console.log(a); console.log(new Array(1e6));");
    assert_eq!(outcome.logs[0], "{b:{a:[Circular],c:[[Circular]]}}");
    let outcome = attack("let a = ['x'.repeat(100)]; for (let i = 0; i < 60; i++) a = [a, a]; console.log(a);");
    assert!(outcome.logs.iter().map(String::len).sum::<usize>() <= 10_240);
}

#[test]
fn changed_prototypes_harm_only_the_function() {
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
    assert_eq!(outcome.decision, connfn_simulator::Decision::Allow);
    // The next run knows nothing of it.
    assert_eq!(logs("console.log({}.evil); console.log([1].join());"), ["undefined", "1"]);
}

#[test]
fn the_host_is_out_of_reach() {
    for statements in [
        "const name = 'proc' + 'ess'; globalThis[name].exit();",
        "const name = 'f' + 's'; require(name).readFileSync('/etc/passwd');",
        "const name = 'child' + '_process'; require(name);",
        "require.main.require('x');",
        "connection.allow.constructor('return this')();",
    ] {
        assert!(error(statements).contains("Error"), "{statements}");
    }
    assert_eq!(logs("console.log(Object.keys(globalThis).join());"), [""]);
    // What listens to the code is nowhere to be found.
    let outcome = run("console.log(Object.getOwnPropertyNames(globalThis).filter(name => name[0] === '$').length);
        function connectionHandler(c) { console.log(String(connectionHandler)); c.allow(); }");
    assert_eq!((outcome.error, outcome.decision), (None, connfn_simulator::Decision::Allow));
    assert_eq!(outcome.logs[0], "0");
    assert!(!outcome.logs[1].contains('$'), "{:?}", outcome.logs);
}
