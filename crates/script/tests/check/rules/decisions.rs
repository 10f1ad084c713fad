//! What becomes of the connection on each way through a function.

use crate::support::{assert_silent, compare};

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
