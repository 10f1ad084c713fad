//! What the language and the runtime have: syntax, features, names, and the function that is called.

use crate::support::compare;
use connfn_script::{Code, Context, check};

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
