//! What a function decides, what is said where it went wrong, and which of its lines were run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what should not happen ends the test"
)]

mod support;

use connfn_simulator::{Decision, ErrorKind, Outcome, Request, simulate};
use support::{body, logs, request, run};

#[test]
fn a_function_allows_denies_or_does_neither() {
    for (statements, decision) in [
        ("connection.allow();", Decision::Allow),
        ("connection.deny();", Decision::Deny),
        ("", Decision::None),
        ("if (connection.clientCertificate) { connection.allow(); }", Decision::None),
        ("const decide = connection.allow; decide();", Decision::Allow),
        (
            "function ip(c) { return`${c.clientIp}`; } if (typeof`${ip(connection)}`==='string') connection.allow();",
            Decision::Allow,
        ),
    ] {
        let outcome = body(statements);
        assert_eq!((outcome.decision, &outcome.error), (decision, &None), "{statements}");
        assert!(outcome.notes.is_empty(), "{statements}: {:?}", outcome.notes);
    }
}

#[test]
fn what_aws_does_not_say_is_taken_for_a_denial_and_told() {
    for (statements, decision, note) in [
        ("connection.allow(); connection.deny();", Decision::Deny, "both"),
        ("connection.deny(); connection.allow();", Decision::Deny, "both"),
        ("connection.allow(); connection.allow();", Decision::Allow, "`allow()` was called more than once"),
        ("connection.allow(); null.x;", Decision::None, "failed after `allow()`"),
    ] {
        let outcome = body(statements);
        assert_eq!(outcome.decision, decision, "{statements}");
        assert!(outcome.notes.iter().any(|found| found.contains(note)), "{statements}: {:?}", outcome.notes);
    }
    assert_eq!(body("connection.deny(); null.x;").decision, Decision::Deny);
}

#[test]
fn the_connection_is_what_the_request_says() {
    let code = "function connectionHandler(connection) {
        console.log(connection.clientCertificate.certificates.leaf.serialNumber);
        console.log(JSON.stringify(connection));
        connection.clientIp = 'changed';
        console.log(connection.clientIp);
    }";
    let connection = r#"{"clientIp":"203.0.113.7","clientCertificate":{"certificates":{"leaf":{"serialNumber":"00:9e"}}},"__proto__":{"evil":1}}"#;
    let outcome = simulate(&Request { connection: connection.to_owned(), ..request(code) });
    assert_eq!(outcome.logs, ["00:9e", connection, "changed"], "{outcome:?}");
}

#[test]
fn an_error_is_told_at_its_place_in_the_code_as_it_was_written() {
    for (code, message, place) in [
        ("function connectionHandler(c) {\n  c.allow();\n  null.x;\n}", "TypeError", (3, 8)),
        ("function connectionHandler(c) { if (c) throw new Error(`a${1 + 1}` + 'b'); }", "Error: a2b", (1, 46)),
        ("function connectionHandler(c) {\n  throw 'plain';\n}", "plain", (2, 9)),
        (
            "const f = (c) => c.a.b;\nfunction connectionHandler(c) {\n  [1].forEach(() => f(c));\n}",
            "TypeError",
            (1, 22),
        ),
        ("async function connectionHandler(c) {\n  await null;\n  undefined.x;\n}", "TypeError", (3, 13)),
        ("async function connectionHandler(c) {\n  await null;\n  throw 7;\n}", "7", (3, 3)),
        (
            "function f() {\n  throw new Error('bad\\n    at f (function.js:1:5)');\n}\nfunction connectionHandler(c) {\n  f();\n}",
            "Error: bad",
            (2, 9),
        ),
        ("function connectionHandler(c) {\r\n  var s = 'a\u{2028}b';\r\n  null.x;\r\n}", "TypeError", (3, 8)),
        (
            "function connectionHandler(c) {\n  if (c.clientCert.certificates) {}\n}",
            "TypeError: cannot convert 'null' or 'undefined' to object, in `c.clientCert.certificates`",
            (2, 20),
        ),
        ("function connectionHandler(c) {\n  c.nope();\n}", "TypeError: not a callable function, in `c.nope`", (2, 9)),
        ("let x = y;\nfunction connectionHandler(c) {}", "ReferenceError", (1, 1)),
        ("let x = 1;\nconst b = y;\nfunction connectionHandler(c) {}", "ReferenceError", (2, 1)),
        ("function connectionHandler(c) {\n  if (c) {\n    conection.allow();\n  }\n}", "ReferenceError", (3, 5)),
        ("async function connectionHandler(c) {\n  await null;\n  foo(1);\n}", "ReferenceError", (3, 3)),
        ("function connectionHandler(c) {\n  c.allow();\n  'x' in c.allow.x;\n}", "TypeError", (3, 3)),
        (
            "function h(x) {\n  [1].map(y => {\n    y;\n  });\n  return x;\n}\nfunction connectionHandler(c) {\n  h(c) && nope;\n}",
            "ReferenceError",
            (8, 3),
        ),
        (
            "function h(x) {\n  return x;\n}\nh(1);\nconst b = h(1) && nope;\nfunction connectionHandler(c) {}",
            "ReferenceError",
            (5, 1),
        ),
    ] {
        let error = run(code).error.unwrap_or_else(|| panic!("no error: {code}"));
        assert_eq!(error.kind, ErrorKind::Thrown, "{error:?}");
        assert!(error.message.starts_with(message), "{error:?}");
        assert_eq!((error.line, error.column), (Some(place.0), Some(place.1)), "{code}\n{error:?}");
    }
}

#[test]
fn what_the_runtime_refuses_is_not_run() {
    for (code, number, line) in [
        ("function connectionHandler(c) {\n  c.allow(;\n}", "CF0310", 2),
        ("function connectionHandler(c) {\n  c.allow();\n  c?.deny();\n}", "CF0312", 3),
    ] {
        let Outcome { decision, error, .. } = run(code);
        let error = error.unwrap();
        assert_eq!((decision, error.kind, error.line), (Decision::None, ErrorKind::RefusedBeforeRun, Some(line)));
        assert_eq!(error.code.as_deref(), Some(number), "{error:?}");
    }
    let overridden = Request {
        runtime_features: [("optional_chaining".to_owned(), "works".to_owned())].into(),
        ..request("function connectionHandler(c) { c?.allow(); }")
    };
    assert_eq!(simulate(&overridden).decision, Decision::Allow);
    let taken = Request {
        runtime_features: [("base64".to_owned(), "missing".to_owned())].into(),
        ..request("function connectionHandler(c) {\n  atob(''); c.allow(); }")
    };
    let error = simulate(&taken).error.unwrap();
    assert_eq!((error.code.as_deref(), error.line), (Some("CF0313"), Some(2)));
    // What is asked for at run time is not there either.
    let asks = "function connectionHandler(c) { typeof atob === 'undefined' ? c.allow() : c.deny(); }";
    assert_eq!(simulate(&Request { code: asks.to_owned(), ..taken }).decision, Decision::Allow);
    assert_eq!(run(asks).decision, Decision::Deny);
}

#[test]
fn what_only_the_engine_refuses_is_not_run_either() {
    // The check comes first, and may learn to tell these itself.
    for (code, line) in [
        ("function connectionHandler(c) {\n  if (c) { const r = /x{2,1}/; }\n}", 2),
        ("function connectionHandler(c) { c.allow(); }\nconst r = /(?<a>x)(?<a>y)/;", 2),
        ("const o = { __proto__: null, '__proto__': null };\nfunction connectionHandler(c) {}", 1),
    ] {
        let Outcome { decision, error, .. } = run(code);
        let error = error.unwrap();
        assert_eq!((decision, error.kind, error.line), (Decision::None, ErrorKind::RefusedBeforeRun, Some(line)));
        let longest = code.lines().map(str::len).max().and_then(|longest| u32::try_from(longest).ok());
        assert!(error.column <= longest, "{error:?}");
        assert!(!error.message.contains(" at line "), "{error:?}");
    }
    for code in ["export function connectionHandler(c) { c.allow(); }", "export default (c) => { c.allow(); };"] {
        let error = run(code).error.unwrap();
        assert_eq!(error.kind, ErrorKind::RefusedBeforeRun);
        assert!(error.message.contains("export"), "{error:?}");
    }
    assert_eq!(run("#!/usr/bin/env njs\nfunction connectionHandler(c) { c.allow(); }").decision, Decision::Allow);
}

#[test]
fn what_bears_on_the_decision_is_noted_whatever_else_is() {
    let outcome =
        body("for (let i = 0; i < 50; i++) connection.logCustomData('x'.repeat(801 + i)); connection.allow(); null.x;");
    assert!(outcome.notes[0].contains("failed after `allow()`"), "{:?}", outcome.notes);
}

#[test]
fn what_is_no_request_is_told() {
    let good = request("function connectionHandler(c) { c.allow(); }");
    let features = |id: &str, state: &str| Request {
        runtime_features: [(id.to_owned(), state.to_owned())].into(),
        ..good.clone()
    };
    for (request, message) in [
        (Request { runtime: "node".to_owned(), ..good.clone() }, "`node` is not a runtime"),
        (Request { connection: "[1]".to_owned(), ..good.clone() }, "the connection is not a JSON object"),
        (Request { connection: "{".to_owned(), ..good.clone() }, "the connection is not JSON"),
        (Request { connection: "[".repeat(100_000), ..good.clone() }, "the connection is not JSON"),
        (features("nothing", "works"), "there is no feature `nothing`"),
        (features("for_of", "perhaps"), "`perhaps` is no state of a feature"),
        (Request { code: " ".repeat(50_000), ..good.clone() }, "the code is longer than"),
        (
            Request { code: "function handler(event) {}".to_owned(), ..good.clone() },
            "the function has no `connectionHandler`",
        ),
        (
            Request { code: "const connectionHandler = 1;".to_owned(), ..good.clone() },
            "the function has no `connectionHandler`",
        ),
        (Request { code: String::new(), ..good.clone() }, "the function has no `connectionHandler`"),
    ] {
        let error = simulate(&request).error.unwrap();
        assert_eq!(error.kind, ErrorKind::RefusedBeforeRun);
        assert!(error.message.starts_with(message), "{error:?}");
    }
}

#[test]
fn promises_are_run_to_their_end() {
    let outcome =
        run("async function later(c) { await null; c.allow(); }\nasync function connectionHandler(c) { later(c); }");
    assert_eq!((outcome.decision, outcome.error), (Decision::Allow, None));
    let outcome = run("async function connectionHandler(c) { await new Promise(() => {}); c.allow(); }");
    assert_eq!((outcome.decision, outcome.error), (Decision::None, None));
    assert_eq!(outcome.notes, ["the promise that `connectionHandler` returned is never settled"]);
    let outcome = run("function connectionHandler(c) { c.allow(); Promise.reject(new Error('lost')); }");
    let error = outcome.error.unwrap();
    assert_eq!(error.message, "a promise was rejected and nobody looked at it: Error: lost");
}

#[test]
fn lines_that_were_run_are_told() {
    let code = "const limit = 3;
function helper(n) {
  if (n > limit) return 'large';
  return 'small';
}
function connectionHandler(connection) {
  label: for (let i = 0; i < 2; i++) {
    if (i === 5)
      continue label;
    else helper(i);
  }
  switch (helper(1)) {
    case 'large':
      connection.deny();
      break;
    default: connection.allow();
  }
}";
    let outcome = run(code);
    assert_eq!((outcome.decision, &outcome.error), (Decision::Allow, &None));
    assert_eq!(outcome.coverage.lines, [1, 3, 4, 7, 8, 9, 10, 12, 14, 15, 16]);
    assert_eq!(outcome.coverage.hit, [1, 3, 4, 7, 8, 10, 12, 16]);
}

#[test]
fn what_is_put_into_the_code_changes_nothing_of_it() {
    assert_eq!(
        logs(
            "var out = []
            var a = 1
            var b = 'x' + a + `${a}${`in${a + a}`}`
            out.push(b)
            if (a) out.push('then'); else out.push('else')
            if (!a) ; else if (a > 5) out.push('big'); else { out.push('low') }
            do a++; while (a < 3) out.push(a)
            for (var i = 0; i < 2; i++);
            for (var k in { p: 1 }) out.push(k)
            const sum = (x, y) => x + y, object = x => ({ x: x + 1 }), pair = x => (x, x + 'y')
            out.push(sum(1, 2), object(1).x, pair('z'))
            out.push([1, 2].map(function (n) { return n + 1 }).join('+'))
            b += a + 'end'; out.push(b)
            outer: while (true) { inner: for (;;) { break outer } }
            lone: { out.push('block'); break lone }
            try { throw a + 1 } catch (e) { out.push(e) } finally { out.push('finally') }
            out.push((function () { 'use strict'; return this })() === undefined)
            const tag = (parts) => parts[0]; out.push(tag`raw`)
            console.log(out.join(' '))"
        ),
        ["x11in2 then low 3 p 3 2 zy 2+3 x11in23end block 4 finally true raw"]
    );
}
