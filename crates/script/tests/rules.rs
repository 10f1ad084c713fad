//! Each rule with pairs one edit apart: the first has exactly the marked findings, the second has none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files and the clock")]

#[macro_use]
mod support;

use connfn_script::{Code, Context, FEATURES, Overrides, Severity, Support, check};
use support::{assert_silent, compare};

#[test]
fn syntax() {
    compare(&[
        ("CF0310", "", body!("if (1 «{»} "), body!("if (1) {}")),
        ("CF0310", "", body!("let a = 1; let «a» = 2;"), body!("let a = 1; let b = 2;")),
        ("CF0310", "", body!("var a = 1; let «a» = 2;"), body!("var a = 1; var a = 2;")),
        ("CF0310", "", body!("let a = 1; { var «a» = 2; }"), body!("let a = 1; { let a = 2; }")),
        ("CF0310", "", body!("function f(a, «a») {}"), body!("function f(a, b) {}")),
        ("CF0310", "", body!("let «connection» = 1;"), body!("{ let connection = 1; }")),
        ("CF0310", "", body!("«break;»"), body!("while (true) { break; }")),
        ("CF0310", "", body!("«continue;»"), body!("do { continue; } while (false);")),
        ("CF0310", "", body!("a: for (;;) { «break b;» }"), body!("a: for (;;) { break a; }")),
        ("CF0310", "", body!("const «a»;"), body!("const a = 1;")),
        ("CF0310", "", body!("const a = «017»;"), body!("const a = 17;")),
        ("CF0310", "", body!("let a; «delete a»;"), body!("let a = {}; delete a.b;")),
        ("CF0310", "", body!("«with» (connection) {}"), body!("if (connection) {}")),
        ("CF0310", "", body!("var a = 1«» 1;"), body!("var a = 1; 1;")),
        ("CF0310", "", body!("/«(»a/.test('');"), body!("/(a)/.test('');")),
        ("CF0310", "", body!("/a«)»/.test('');"), body!("/a\\)/.test('');")),
        ("CF0310", "", body!("/a*«*»/.test('');"), body!("/a*/.test('');")),
        ("CF0310", "", body!("/[«b-a»]/.test('');"), body!("/[a-b]/.test('');")),
        ("CF0310", "", body!("/a«{2,1}»/.test('');"), body!("/a{1,2}/.test('');")),
        ("CF0310", "", body!("/(?<n>a)«\\k<m>»/.test('');"), body!("/(?<n>a)\\k<n>/.test('');")),
        ("CF0310", "", body!("/a/g«g».test('');"), body!("/a/g.test('');")),
        ("CF0310", "", body!("var «public» = 1;"), body!("var o = { public: 1 };")),
        ("CF0310", "", body!("var «eval» = 1;"), body!("var o = { eval: 1 };")),
        ("CF0310", "", body!("var a = «'C:\\1'»;"), body!("var a = 'C:\\\\1\\0';")),
        ("CF0310", "", body!("«a»: function f() {}"), body!("a: for (;;) { break a; }")),
        ("CF0310", "", body!("try {} catch (e) { let «e» = 1; }"), body!("try {} catch (e) { let f = 1; }")),
        ("CF0310", "", body!("for (var a = «1» in {}) {}"), body!("for (var a in {}) {}")),
        ("CF0310", "", body!("«super».a;"), body!("this.a;")),
        ("CF0310", "", body!("connection.«#a»;"), body!("connection.endpoint;")),
        ("CF0310", "", body!("({ __proto__: {}, «'__proto__'»: {} });"), body!("({ __proto__: {} });")),
        ("CF0310", "", body!("if (1) { «import» cf from 'cloudfront'; }"), body!("")),
        ("CF0310", "", concat!("«arguments»; ", body!("")), body!("arguments;")),
    ]);
}

#[test]
fn features() {
    compare(&[
        ("CF0312", "", body!("for (var a «of» [1]) {}"), body!("for (var a in [1]) {}")),
        ("CF0312", "", body!("var «größe» = 1;"), body!("var a = 'größe'; // größe\n")),
        ("CF0312", "", body!("var a = {}; a.«größe» = 1;"), body!("var a = {}; a['größe'] = 1;")),
        ("CF0312", "", body!("new RegExp('a', «'gs'»);"), body!("new RegExp('a', 'g');")),
        ("CF0317", "", body!("var cf = require(«'cloudfront'»);"), body!("var cf = require('crypto');")),
        ("CF0312", "", body!("/«(?<=a+)»b/.test('');"), body!("/(?=a+)b/.test('');")),
        ("CF0312", "", body!("/«(?<!(a|bc)d)»e/.test('');"), body!("/(?<!(ab|cd){2}|e)f/.test('');")),
        ("CF0312", "", body!("/(?<n>a)|«(?<n>b)»/.test('');"), body!("/(?<n>a)|(?<m>b)/.test('');")),
        ("CF0314", "", body!("/«(?<=a)»b/.test('');"), body!("/(?=a)b/.test('');")),
        ("CF0315", "", body!("/a«[^]»/.test('');"), body!("/a[^b]/.test('');")),
        ("CF0312", "", body!("var «{ a }» = connection;"), body!("var a = connection;")),
        ("CF0312", "", body!("var a; «[a]» = [1];"), body!("var a; a = [1][0];")),
        ("CF0312", "", body!("var f = (a) => a; f(«...[1]»);"), body!("var f = (a) => a; f([1]);")),
        ("CF0312", "", body!("var f = («a = 1») => a;"), body!("var f = (a) => a;")),
        (
            "CF0312",
            "",
            body!("try { connection.clientIp; } «catch» {}"),
            body!("try { connection.clientIp; } catch (e) {}"),
        ),
        ("CF0312", "", body!("connection«?.»clientIp;"), body!("connection.clientIp;")),
        ("CF0312", "", body!("var a = 1; a «??=» 2;"), body!("var a = 1; a = a || 2;")),
        ("CF0312", "", body!("class «A» {}"), body!("function A() {}")),
        ("CF0312", "", body!("function* «f»() { yield 1; }"), body!("function f() { return 1; }")),
        ("CF0312", "", body!("var a = «1n»;"), body!("var a = 1;")),
        ("CF0312", "", body!("var a = «/a/s»;"), body!("var a = /a/g;")),
        ("CF0312", "", body!("var a = «/\\p{L}/»;"), body!("var a = /[a-z]/;")),
        ("CF0312", "", body!("function F() { return «new.target»; }"), body!("function F() { return this; }")),
        ("CF0312", "", waits!("JSON.parse(«await 1»);"), waits!("var a = await 1; JSON.parse(a);")),
        ("CF0312", "", waits!("new Date(«await 1»);"), waits!("[1].map(async () => { await 1; });")),
        ("CF0312", "", concat!("«await» 1; ", body!("")), waits!("await 1;")),
        ("CF0312", "", concat!("«export» const a = 1; ", body!("")), concat!("const a = 1; ", body!(""))),
        (
            "CF0312",
            "",
            concat!("«import { kvs } from 'cloudfront';» ", body!("")),
            concat!("import cf from 'cloudfront'; ", body!("")),
        ),
        ("CF0312", "1.0", body!("«const» a = 1; let b = 2;"), body!("var a = 1; var b = 2;")),
        ("CF0312", "1.0", body!("var a = «1_000»;"), body!("var a = 1000;")),
        ("CF0312", "1.0", concat!("«import» cf from 'cloudfront'; ", body!("")), body!("")),
        ("CF0312", "1.0", "«async» function connectionHandler(connection) { connection.allow(); }", body!("")),
        ("CF0313", "", body!("«eval»('1');"), body!("var eval2 = 1;")),
        ("CF0313", "", body!("new «Function»('1');"), body!("connection instanceof Function;")),
        ("CF0313", "", body!("«setTimeout»(() => 1, 1);"), body!("var setTimeout = (f) => f; setTimeout(() => 1, 1);")),
        ("CF0313", "", body!("new «Map»();"), body!("new Array();")),
        ("CF0313", "", body!("«fetch»('a');"), body!("typeof fetch;")),
        ("CF0313", "", body!("«process».env;"), body!("globalThis.env;")),
        ("CF0313", "", body!("[1].«at»(0);"), body!("var o = { at: (a) => a }; o.at(0);")),
        ("CF0313", "", body!("[[1]].«flat»();"), body!("[[1]].map((a) => a);")),
        ("CF0313", "", body!("'a'.«localeCompare»('b');"), body!("'a'.localeCompare;")),
        ("CF0313", "", body!("«Object.fromEntries»([]);"), body!("Object.entries({});")),
        ("CF0313", "", body!("«console.error»('a');"), body!("console.log('a');")),
        ("CF0315", "", body!("console.log('a', «'b', 'c'»);"), body!("console.log('a' + 'b');")),
        ("CF0313", "", body!("«String.bytesFrom»([1]);"), body!("String.fromCharCode(1);")),
        ("CF0313", "1.0", body!("«Buffer».from('a');"), body!("String.bytesFrom([1]);")),
        ("CF0313", "1.0", body!("'a'.«replaceAll»('a', 'b');"), body!("'a'.replace('a', 'b');")),
        ("CF0313", "1.0", body!("require(«'buffer'»);"), body!("require('crypto');")),
        ("CF0317", "", body!("require(«'fs'»);"), body!("require('crypto');")),
        ("CF0317", "", concat!("import fs from «'fs'»; ", body!("")), body!("")),
        ("CF0314", "", body!("var a = 1 «??» 2, b = 1 ?? 3;"), body!("var a = 1 || 2;")),
        ("CF0314", "", body!("var a = 1, o = { «a» };"), body!("var a = 1, o = { a: a };")),
        (
            "CF0314",
            "",
            concat!("import crypto from «'crypto'»; ", body!("")),
            concat!("const crypto = require('crypto'); ", body!("")),
        ),
        (
            "CF0315",
            "",
            waits!("let a = 1; const f = async () => { «a = 2»; };"),
            waits!("let a = 1; const f = async () => { let b; b = 2; };"),
        ),
        (
            "CF0315",
            "",
            waits!(
                "let denied = false; const deny = () => { «denied = true»; }; await 1; deny(); if (denied) return connection.deny();"
            ),
            waits!(
                "const state = { denied: false }; const deny = () => { state.denied = true; }; await 1; deny(); if (state.denied) return connection.deny();"
            ),
        ),
        (
            "CF0315",
            "",
            waits!(
                "let listed = false; ['a'].forEach((ip) => { if (ip === connection.clientIp) «listed = true»; }); await 1; if (listed) return connection.deny();"
            ),
            waits!(
                "let listed = false; await 1; ['a'].forEach((ip) => { if (ip === connection.clientIp) listed = true; }); if (listed) return connection.deny();"
            ),
        ),
        (
            "CF0315",
            "",
            waits!("let why = 'a'; const tell = () => console.log(why); «why = await 'b'»; tell();"),
            waits!("let why = 'a'; const tell = (text) => console.log(text); why = await 'b'; tell(why);"),
        ),
        (
            "CF0315",
            "",
            waits!("const «found» = await 1; if (is()) console.log('a'); function is() { return found === 1; }"),
            waits!(
                "const found = await 1; if (is(found)) console.log('a'); function is(found) { return found === 1; }"
            ),
        ),
        ("CF0315", "", waits!("const f = async («...a») => { await 1; return a; };"), waits!("const f = (...a) => a;")),
    ]);
}

#[test]
fn names() {
    compare(&[
        ("CF0316", "", body!("«conection».clientIp;"), body!("connection.clientIp;")),
        ("CF0316", "", body!("«window»;"), body!("typeof window;")),
        ("CF0318", "", body!("«a» = 1;"), body!("var a; a = 1;")),
        ("CF0318", "", body!("const a = 1; «a» = 2;"), body!("let a = 1; a = 2;")),
        ("CF0318", "", body!("const a = 1; «a»++;"), body!("let a = 1; a++;")),
        (
            "CF0318",
            "",
            concat!("import cf from 'cloudfront'; ", body!("«cf» = 1;")),
            concat!("import cf from 'cloudfront'; ", body!("let cf = 1; cf = 2;")),
        ),
    ]);
}

#[test]
fn entry_points() {
    compare(&[
        ("CF0320", "", "«»function gate(connection) { connection.allow(); }", body!("")),
        ("CF0320", "", "«»", "const connectionHandler = (connection) => { connection.allow(); };"),
        (
            "CF0320",
            "",
            "import «connectionHandler» from 'cloudfront';",
            "var connectionHandler = function (c) { c.allow(); };",
        ),
        ("CF0320", "", "function «conectionHandler»(connection) { connection.allow(); }", body!("")),
        ("CF0321", "", "function «connectionHandler»(connection, callback) { connection.allow(); }", body!("")),
        ("CF0322", "", concat!("«export» ", body!("")), body!("")),
        ("CF0322", "", concat!("«export» default ", body!("")), body!("")),
        ("CF0323", "", "function «handler»(connection) { connection.allow(); }", body!("")),
    ]);
    // That takes nothing, and so has nothing to decide with.
    let code = "function connectionHandler() {}";
    let told: Vec<_> = check(code, &Context::default()).iter().map(|finding| finding.code).collect();
    assert_eq!(told, [Code::EntryPointParameters, Code::NoDecision]);
}

#[test]
fn decisions() {
    compare(&[
        ("CF0330", "", "function «connectionHandler»(connection) { }", body!("")),
        (
            "CF0330",
            "",
            "function «connectionHandler»(connection) { if (connection.clientIp === 'a') connection.allow(); }",
            whole!("if (connection.clientIp === 'a') connection.allow(); else connection.deny();"),
        ),
        (
            "CF0330",
            "",
            whole!("if (!connection.clientCertificate) «return;» connection.allow();"),
            whole!("if (!connection.clientCertificate) return connection.deny(); connection.allow();"),
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(connection) { switch (connection.clientIp) { case 'a': connection.allow(); break; case 'b': connection.deny(); } }",
            whole!("switch (connection.clientIp) { case 'a': connection.allow(); break; default: connection.deny(); }"),
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(connection) { connection.clientIp === 'a' && connection.allow(); }",
            whole!("connection.clientIp === 'a' ? connection.allow() : connection.deny();"),
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(connection) { const ips = ['a']; for (const k in ips) { if (ips[k] === connection.clientIp) { connection.allow(); return; } } }",
            whole!(
                "const ips = ['a']; for (const k in ips) { if (ips[k] === connection.clientIp) { connection.allow(); return; } } connection.deny();"
            ),
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(connection) { check(connection); } function check(c) { if (c.clientIp === 'a') c.deny(); }",
            "function connectionHandler(connection) { check(connection); } function check(c) { if (c.clientIp === 'a') c.deny(); else c.allow(); }",
        ),
        (
            "CF0330",
            "",
            "import cf from 'cloudfront'; async function «connectionHandler»(connection) { try { const a = await cf.kvs().get('a'); connection.allow(); } catch (e) { console.log(e); } }",
            "import cf from 'cloudfront'; async function connectionHandler(connection) { try { const a = await cf.kvs().get('a'); connection.allow(); } catch (e) { connection.deny(); } }",
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(connection) { while (connection.clientIp === 'a') { connection.allow(); break; } }",
            whole!("while (true) { connection.allow(); break; }"),
        ),
        (
            "CF0330",
            "",
            whole!("if (connection.clientIp === 'a') { «connection.deny»; return; } connection.allow();"),
            whole!("if (connection.clientIp === 'a') { connection.deny(); return; } connection.allow();"),
        ),
        (
            "CF0331",
            "",
            whole!("connection.allow(); if (connection.clientIp === 'a') «connection.deny()»;"),
            whole!("if (connection.clientIp === 'a') { connection.deny(); return; } connection.allow();"),
        ),
        (
            "CF0331",
            "",
            whole!("switch (connection.clientIp) { case 'a': connection.allow(); default: «connection.deny()»; }"),
            whole!("switch (connection.clientIp) { case 'a': connection.allow(); break; default: connection.deny(); }"),
        ),
        (
            "CF0331",
            "",
            whole!("try { connection.allow(); } finally { «connection.deny()»; }"),
            whole!("try { connection.allow(); } catch (e) { connection.deny(); }"),
        ),
        (
            "CF0332",
            "",
            whole!("if (!connection.clientCertificate) «throw new Error('no certificate');» connection.allow();"),
            whole!(
                "if (!connection.clientCertificate) { connection.deny(); throw new Error('none'); } connection.allow();"
            ),
        ),
        (
            "CF0332",
            "",
            "function connectionHandler(connection) { check(connection); connection.allow(); } function check(c) { if (c.clientIp === 'a') «throw 1;» }",
            "function connectionHandler(connection) { try { check(connection); connection.allow(); } catch (e) { connection.deny(); } } function check(c) { if (c.clientIp === 'a') throw 1; }",
        ),
        (
            "CF0333",
            "",
            whole!("if (!connection.clientCertificate) { «connection.deny()»; } connection.allow();"),
            whole!("if (!connection.clientCertificate) { connection.deny(); } else { connection.allow(); }"),
        ),
        (
            "CF0333",
            "",
            whole!(
                "const c = connection.clientCertificate; if (!c) «connection.deny()»; const l = c.certificates; if (l) connection.allow(); else connection.deny();"
            ),
            whole!(
                "const c = connection.clientCertificate; if (!c) return connection.deny(); const l = c.certificates; if (l) connection.allow(); else connection.deny();"
            ),
        ),
        (
            "CF0333",
            "",
            "function refuse(c) { c.deny(); } function connectionHandler(connection) { if (connection.clientIp === 'a') «refuse(connection)»; connection.allow(); }",
            "function refuse(c) { c.deny(); } function connectionHandler(connection) { if (connection.clientIp === 'a') return refuse(connection); connection.allow(); }",
        ),
        (
            "CF0333",
            "",
            whole!(
                "if (connection.clientIp.startsWith('10.')) «connection.deny()»; if (connection.endpoint === 'a') connection.allow(); else connection.deny();"
            ),
            whole!(
                "if (connection.clientIp.startsWith('10.')) connection.deny(); else if (connection.endpoint === 'a') connection.allow(); else connection.deny();"
            ),
        ),
        (
            "CF0336",
            "optional",
            body!("«connection.clientCertificate.certificates».leaf;"),
            body!("if (connection.clientCertificate) connection.clientCertificate.certificates.leaf;"),
        ),
        (
            "CF0336",
            "optional",
            body!("const c = connection.clientCertificate; console.log(«c.certificates».leaf.subject);"),
            body!("const c = connection.clientCertificate; console.log(c ? c.certificates.leaf.subject : 'none');"),
        ),
        (
            "CF0336",
            "optional",
            body!("console.log(«connection.clientCertificate.certificates».leaf.subject);"),
            body!(
                "try { console.log(connection.clientCertificate.certificates.leaf.subject); } catch (e) { console.log(e); }"
            ),
        ),
        (
            "CF0336",
            "",
            body!(
                "if (!connection.clientCertificate) console.log(«connection.clientCertificate.certificates».leaf.subject);"
            ),
            body!(
                "if (connection.clientCertificate) console.log(connection.clientCertificate.certificates.leaf.subject);"
            ),
        ),
    ]);
}

/// Where it is not sure that a way can be gone, nothing is told.
#[test]
fn what_is_not_sure_is_not_told() {
    for body in [
        "let ok = connection.clientIp === 'a'; if (ok) connection.allow(); if (!ok) connection.deny();",
        "let ok = false; for (const k in [1]) { if (k === '0') { ok = true; connection.allow(); break; } } if (!ok) connection.deny();",
        "const a = connection.clientIp, b = a.split('.')[0] === '10'; if (b) connection.allow(); if (a.split('.')[0] !== '10') connection.deny();",
        "['10.', '192.'].forEach((p) => { if (connection.clientIp.startsWith(p)) connection.allow(); });",
        "const decide = connection.clientIp === 'a' ? connection.allow : connection.deny; decide.call(connection);",
        "const o = { connection: connection }; o.connection.allow();",
        "module2(connection); function module2(c) { const self = { c: c }; self.c.allow(); }",
        "const gates = [(c) => c.allow()]; gates[0](connection);",
        "connection[connection.clientIp === 'a' ? 'allow' : 'deny']();",
        "let n = 0; if (connection.clientIp < 'b') { n = 1; connection.allow(); } if (n === 0) { connection.deny(); }",
        "let n = 0; if (connection.clientIp < 'b') { n++; connection.allow(); } if (n === 0) { connection.deny(); }",
        "const a = connection.clientIp; if (a < 'b') connection.allow(); if (a >= 'b') connection.deny();",
        "if (ok(connection)) connection.allow(); function ok(c) { if (c.clientIp === 'a') { c.deny(); return false; } return true; }",
        "const r = run(connection); if (r.later) connection.allow(); function run(c) { if (c.clientIp < 'b') { c.deny(); return {}; } return { later: true }; }",
        "var c = connection; c = null; connection.allow();",
        "const c = connection.clientCertificate; (c && c.certificates && (connection.allow(), true)) || connection.deny();",
        "const ok = run(connection); if (ok) connection.allow(); function run(c) { if (c.clientIp === 'a') { c.deny(); return false; } return true; }",
        "const bad = !run(connection); if (bad) return; connection.allow(); function run(c) { if (c.clientIp === 'a') { c.deny(); return false; } return true; }",
        "if (run(connection) === true) connection.allow(); function run(c) { if (c.clientIp === 'a') { c.deny(); return false; } return true; }",
        "if (run(connection).later) connection.allow(); function run(c) { if (c.clientIp < 'b') { c.deny(); return {}; } return { later: true }; }",
        "const ok = run(connection); if (ok === 'yes') connection.allow(); function run(c) { if (c.clientIp === 'a') { c.deny(); return 'no'; } return 'yes'; }",
        "let ok = run(connection); if (!ok) return; connection.allow(); function run(c) { if (c.clientIp === 'a') { c.deny(); return; } return c; }",
        "function no() { connection.deny(); return true; } const done = connection.clientIp === 'a' && no(); if (!done) connection.allow();",
        "const done = connection.clientIp === 'a' ? (connection.deny(), 1) : 0; if (!done) connection.allow();",
        "switch (run(connection)) { case 'yes': connection.allow(); } function run(c) { if (c.clientIp === 'a') { c.deny(); return 'no'; } return 'yes'; }",
        "function run() { if (connection.clientIp === 'a') { connection.deny(); return 'no'; } return 'yes'; } switch (run()) { case 'yes': connection.allow(); }",
        "function run() { if (connection.clientIp === 'a') { connection.deny(); return 'no'; } return 'yes'; } const r = run(); if (r === 'yes') connection.allow();",
        "function run() { if (connection.clientIp === 'a') { connection.deny(); return 'no'; } return 'yes'; } const r = run(), s = r; if (s === 'yes') connection.allow();",
        "function run() { if (connection.clientIp === 'a') { connection.deny(); return 'no'; } return 'yes'; } let r = run(); if (r === 'yes') connection.allow();",
        "function run() { if (connection.clientIp === 'a') { connection.deny(); return { go: false }; } return { go: true }; } const r = run(), go = r.go; if (go) connection.allow();",
        "const s = { done: false }; if (connection.clientIp === 'a') { connection.deny(); s.done = true; } if (!s.done) connection.allow();",
        "const list = []; if (connection.clientIp === 'a') { connection.deny(); list.push(1); } if (list.length === 0) connection.allow();",
        "if (connection.clientIp === 'a') { connection.deny(); MODULE_DONE = true; } if (!MODULE_DONE) connection.allow();",
        "let ok = false; function set() { ok = true; } set(); if (!ok) return; connection.allow();",
        "let ok = false; ['a'].forEach((p) => { if (p === connection.clientIp) ok = true; }); if (!ok) return; connection.allow();",
        "let n = 0; ['a'].forEach(() => { n++; }); if (n === 0) { return; } connection.allow();",
        "while (run(connection)) { connection.allow(); break; } function run(c) { if (c.clientIp === 'a') { c.deny(); return false; } return true; }",
        "do { if (connection.clientIp === 'a') { connection.allow(); break; } connection.deny(); } while (false);",
        "outer: for (;;) { for (;;) { if (connection.clientIp === 'a') { connection.allow(); break outer; } connection.deny(); return; } }",
        "switch (true) { case connection.clientIp === 'a': connection.allow(); break; default: connection.deny(); }",
        "connection.clientIp === 'a' || connection.deny(); connection.clientIp === 'a' && connection.allow();",
        "if (connection.clientIp !== 'a') { connection.deny(); } else { if (connection.clientIp === 'a') { connection.allow(); } }",
        "try { if (connection.clientIp === 'a') throw new Error('no'); connection.allow(); } catch (e) { connection.deny(); }",
        "let d; if (connection.clientIp === 'a') { d = 'allow'; } else { d = 'deny'; } if (d === 'allow') connection.allow(); if (d === 'deny') connection.deny();",
    ] {
        let code = format!("let MODULE_DONE = false; function connectionHandler(connection) {{ {body} }}");
        assert_silent(&code);
    }
}

#[test]
fn fields() {
    compare(&[
        (
            "CF0334",
            "",
            body!("connection.«clientCertInfo».serialNumber;"),
            body!("connection.clientCertificate.certificates.leaf.serialNumber;"),
        ),
        ("CF0334", "", body!("connection.«request»;"), body!("connection.endpoint;")),
        ("CF0334", "", body!("connection.«ClientIp»; connection.ClientIp;"), body!("connection.clientIp;")),
        (
            "CF0334",
            "",
            body!("connection.clientCertificate.«leaf»;"),
            body!("connection.clientCertificate.certificates.leaf;"),
        ),
        (
            "CF0334",
            "",
            body!("const cert = connection.clientCertificate; const all = cert.certificates; all.leaf.«fingerprint»;"),
            body!(
                "const cert = connection.clientCertificate; const all = cert.certificates; all.leaf.sha256Fingerprint;"
            ),
        ),
        (
            "CF0334",
            "",
            concat!(body!("f(connection);"), " function f(c) { return c.«ip»; }"),
            concat!(body!("f(connection); f({ ip: 1 });"), " function f(c) { return c.ip; }"),
        ),
        ("CF0334", "", body!("connection.«headers»;"), body!("connection.headers = 1; connection.headers;")),
        (
            "CF0334",
            "",
            body!("connection.clientCertificate.certificates.leaf.«notAfter»;"),
            body!("connection.clientCertificate.certificates.leaf.validity.notAfter;"),
        ),
        (
            "CF0334",
            "",
            store!("cf.«updateRequestOrigin»({}); await kvs.get('a'); connection.allow();"),
            store!("await kvs.get('a'); connection.allow();"),
        ),
        (
            "CF0334",
            "",
            store!("await kvs.«put»('a', 'b'); connection.allow();"),
            store!("await kvs.meta(); connection.allow();"),
        ),
        (
            "CF0335",
            "",
            body!("connection.clientCertificate.certificates.leaf.san.«some»((a) => a);"),
            body!("connection.clientCertificate.certificates.leaf.san.split(',').some((a) => a);"),
        ),
        (
            "CF0335",
            "",
            body!("connection.clientCertificate.certificates.leaf.san[«0»];"),
            body!("connection.clientCertificate.certificates.leaf.san.length;"),
        ),
    ]);
}

#[test]
fn serial_numbers() {
    compare(&[
        (
            "CF0337",
            "",
            store!("if (leaf.serialNumber === «'00:9E:2A'») connection.allow(); else connection.deny();"),
            store!("if (leaf.serialNumber === '00:9e:2a') connection.allow(); else connection.deny();"),
        ),
        (
            "CF0337",
            "",
            store!("if (leaf.serialNumber === «'009e2a'») connection.allow(); else connection.deny();"),
            store!("if (leaf.serialNumber.replace(/:/g, '') === '009e2a') connection.allow(); else connection.deny();"),
        ),
        (
            "CF0337",
            "",
            store!("if (leaf.serialNumber.toUpperCase() === «'00:9e:2a'») connection.allow(); else connection.deny();"),
            store!("if (leaf.serialNumber.toUpperCase() === '00:9E:2A') connection.allow(); else connection.deny();"),
        ),
        (
            "CF0337",
            "",
            store!(
                "const s = leaf.serialNumber.replaceAll(':', ''); if (s === «'00:9e'») connection.allow(); else connection.deny();"
            ),
            store!(
                "const s = leaf.serialNumber.replaceAll(':', ''); if (s === '009e') connection.allow(); else connection.deny();"
            ),
        ),
        (
            "CF0337",
            "",
            store!("if (['00:9e', «'00:9F'»].includes(leaf.serialNumber)) connection.allow(); else connection.deny();"),
            store!("if (['00:9e', '00:9f'].includes(leaf.serialNumber)) connection.allow(); else connection.deny();"),
        ),
        (
            "CF0338",
            "",
            store!(
                "const known = await kvs.exists(«leaf.serialNumber»); if (known) connection.deny(); else connection.allow();"
            ),
            store!(
                "const key = leaf.serialNumber.replace(/:/g, ''); const known = await kvs.exists(key); if (known) connection.deny(); else connection.allow();"
            ),
        ),
    ]);
}

#[test]
fn stores() {
    compare(&[
        (
            "CF0340",
            "",
            "import cf from 'cloudfront'; const a = cf.kvs('a'), b = «cf.kvs('b')»; function connectionHandler(connection) { connection.allow(); }",
            "import cf from 'cloudfront'; const a = cf.kvs('a'), b = cf.kvs('a'); function connectionHandler(connection) { connection.allow(); }",
        ),
        (
            "CF0341",
            "storeless",
            "import cf from 'cloudfront'; function connectionHandler(connection) { «cf.kvs()»; connection.allow(); }",
            "import cf from 'cloudfront'; function connectionHandler(connection) { connection.allow(); }",
        ),
        (
            "CF0342",
            "store",
            "«»import cf from 'cloudfront'; function connectionHandler(connection) { connection.allow(); }",
            store!("await kvs.get(id); connection.allow();"),
        ),
        (
            "CF0343",
            "",
            store!("if («kvs.exists(id)») connection.deny(); else connection.allow();"),
            store!("if (await kvs.exists(id)) connection.deny(); else connection.allow();"),
        ),
        (
            "CF0343",
            "",
            store!("const known = «kvs.exists(id)»; if (known) connection.deny(); else connection.allow();"),
            store!("const known = kvs.exists(id); if (await known) connection.deny(); else connection.allow();"),
        ),
        (
            "CF0343",
            "",
            store!("if (!«kvs.exists(id)») connection.deny(); else connection.allow();"),
            store!("if (!(await kvs.exists(id))) connection.deny(); else connection.allow();"),
        ),
        (
            "CF0343",
            "",
            store!("const v = JSON.parse(«kvs.get(id)»); if (v) connection.deny(); else connection.allow();"),
            store!(
                "const t = await kvs.get(id); const v = JSON.parse(t); if (v) connection.deny(); else connection.allow();"
            ),
        ),
        (
            "CF0343",
            "",
            store!("if («kvs.get(id)» === 'a') connection.deny(); else connection.allow();"),
            store!(
                "const all = await Promise.all([kvs.get(id)]); if (all[0] === 'a') connection.deny(); else connection.allow();"
            ),
        ),
        (
            "CF0343",
            "",
            "async function ok(c) { return c.clientIp === 'a'; } async function connectionHandler(connection) { if («ok(connection)») connection.allow(); else connection.deny(); }",
            "async function ok(c) { return c.clientIp === 'a'; } async function connectionHandler(connection) { if (await ok(connection)) connection.allow(); else connection.deny(); }",
        ),
    ]);
}

#[test]
fn findings_are_ignored_line_by_line() {
    let code = |first: &str, second: &str| {
        format!(
            "function connectionHandler(connection) {{\n  {first}\n  new Map();{second}\n  connection.allow();\n}}\n"
        )
    };
    let told = |code: String| -> Vec<&'static str> {
        check(&code, &Context::default()).iter().map(|finding| finding.code.as_str()).collect()
    };
    assert_eq!(told(code("", "")), ["CF0313"]);
    assert_eq!(told(code("// connfn-ignore CF0313 AWS has it now", "")), [""; 0]);
    assert_eq!(told(code("", " // connfn-ignore CF0313 AWS has it now")), [""; 0]);
    assert_eq!(told(code("", " /* connfn-ignore CF0313 AWS has it now */")), [""; 0]);
    assert_eq!(told(code("// connfn-ignore CF0313", "")), ["CF0350"]);
    assert_eq!(told(code("// connfn-ignore CF0312 wrong code", "")), ["CF0351", "CF0313"]);
    assert_eq!(told(code("// connfn-ignore", "")), ["CF0351", "CF0313"]);
    assert_eq!(told(code("// connfn-ignore CF9999 no such", "")), ["CF0351", "CF0313"]);
    assert_eq!(told(code("var a = 1; // connfn-ignore CF0313 other line", "")), ["CF0351", "CF0313"]);
}

#[test]
fn ignoring_takes_code_as_people_lay_it_out() {
    let told = |code: &str| {
        let findings = check(code, &Context::default());
        findings.iter().map(|finding| finding.code.to_string()).collect::<Vec<_>>()
    };
    let handler =
        |body: &str| told(&format!("function connectionHandler(connection) {{\n{body}\n  connection.allow();\n}}"));
    let both = "  const { a } = new Map();";
    for comment in [
        "  // connfn-ignore CF0312 ok\n  // connfn-ignore CF0313 ok\n",
        "  /* connfn-ignore CF0312 ok */ /* connfn-ignore CF0313 ok */\n",
        "  // connfn-ignore CF0312, CF0313 ok\n\n  // more words\n",
        "  // connfn-ignore CF0312 CF0313: ok\n",
        "  /*\n   * connfn-ignore CF0312 CF0313 ok\n   */\n",
    ] {
        assert_eq!(handler(&format!("{comment}{both}")), [""; 0], "{comment}");
    }
    assert_eq!(handler(&format!("  // connfn-ignore CF0312 CF0313\n{both}")), ["CF0350"]);
    // A statement of several lines, but not what is in its blocks.
    assert_eq!(handler("  // connfn-ignore CF0313 ok\n  const a = [1]\n    .flat();"), [""; 0]);
    let within = "  // connfn-ignore CF0313 ok\n  [1].map(function () {\n    return new Map();\n  });";
    assert_eq!(handler(within), ["CF0351", "CF0313"]);
    // What is said of the code as a whole.
    assert_eq!(told("// connfn-ignore CF0320 a library\nvar a = 1;"), [""; 0]);
    assert_eq!(told("var a = 1;\n// connfn-ignore CF0320 a library\n"), [""; 0]);
    for comment in
        ["// connfn-ignore-next-line CF0312 ok", "// @ts-ignore connfn-ignore CF0312 ok", "// connfn-ignore CF0302 ok"]
    {
        assert_eq!(handler(comment), ["CF0351"], "{comment}");
    }
}

#[test]
fn nouns_are_told_whole() {
    let code = "function connectionHandler(connection) { var o = { f() {} }; o.f(); connection.allow(); }";
    let findings = check(code, &Context::default());
    let [found] = findings.as_slice() else { panic!("{findings:?}") };
    assert!(found.message.starts_with("a method in an object (`{ name() {} }`) works in"), "{}", found.message);
    let code = "import crypto from 'crypto';\nimport querystring from 'querystring';\nfunction connectionHandler(c) { c.allow(); }";
    let findings = check(code, &Context::default());
    let told: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "AWS does not document `import` of the module `crypto` in `cloudfront-js-2.0`, which may lack it",
            "AWS does not document `import` of the module `querystring` in `cloudfront-js-2.0`, which may lack it"
        ]
    );
}

#[test]
fn the_table_can_be_overridden() {
    let mut overrides = Overrides::default();
    assert!(overrides.set("for_of", Support::Works));
    assert!(overrides.set("collections", Support::Unreliable));
    assert!(overrides.set("let_const", Support::Undocumented));
    assert!(overrides.set("base64", Support::Missing));
    assert!(!overrides.set("for_all", Support::Works));
    let context = Context { overrides, ..Context::default() };
    let code = "function connectionHandler(connection) { for (const a of [1]) new Map(btoa(a)); connection.allow(); }";
    let told: Vec<_> = check(code, &context)
        .into_iter()
        .map(|finding| (finding.code.as_str(), finding.severity, finding.message, finding.help))
        .collect();
    let says = |code, severity, message: &str, help: Option<&str>| {
        (code, severity, message.to_owned(), help.map(str::to_owned))
    };
    let runtime = "`cloudfront-js-2.0`";
    assert_eq!(
        told,
        [
            says(
                "CF0314",
                Severity::Info,
                &format!("`let` and `const` works in {runtime}, but AWS does not document it"),
                None
            ),
            says(
                "CF0315",
                Severity::Warning,
                &format!("{runtime} goes wrong with `Map`"),
                Some("use an object or an array: `Object.create(null)`, `indexOf`")
            ),
            says("CF0313", Severity::Error, &format!("{runtime} does not have `btoa`"), None),
        ]
    );
}

#[test]
fn only_what_works_weighs_nothing() {
    for feature in FEATURES {
        for support in [feature.in_1_0, feature.in_2_0] {
            assert_eq!(support.severity().is_none(), support == Support::Works);
        }
    }
}
