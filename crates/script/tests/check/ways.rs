//! Ways through loops, constants and functions of the program: which of them can be gone, and which cannot.

use crate::support::{assert_silent, compare, found, lines};
use connfn_script::{Context, check};

/// What is told of a loop whose rounds are counted: it ends, by its test or by a statement in it.
#[test]
fn counted_loops_end() {
    compare(&[
        (
            "CF0333",
            "",
            whole!("for (let i = 0; i < 3; i++) { console.log(i); } «connection.deny()»; connection.allow();"),
            whole!("for (let i = 0; i < 3; i++) { console.log(i); } connection.deny(); return; connection.allow();"),
        ),
        (
            "CF0333",
            "",
            whole!(
                "for (var i = 0; i < 3; i++) {} if (!connection.clientCertificate) { «connection.deny()»; } connection.allow();"
            ),
            whole!(
                "for (var i = 0; i < 3; i++) {} if (!connection.clientCertificate) { return connection.deny(); } connection.allow();"
            ),
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(c) { const l = ['1', '2']; for (let i = 0; i < l.length; i++) { if (c.clientIp === l[i]) { c.allow(); return; } } }",
            "function connectionHandler(c) { const l = ['1', '2']; for (let i = 0; i < l.length; i++) { if (c.clientIp === l[i]) { c.allow(); return; } } c.deny(); }",
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(c) { var i = 0; while (i < 3) { i++; } if (c.clientIp === '1') { c.allow(); } }",
            "function connectionHandler(c) { var i = 0; while (i < 3) { i++; } if (c.clientIp === '1') { c.allow(); } else { c.deny(); } }",
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(c) { let ok = false; for (var i = 0; i < 3; i++) { if (c.clientIp === '' + i) ok = true; } if (ok) c.allow(); }",
            "function connectionHandler(c) { let ok = false; for (var i = 0; i < 3; i++) { if (c.clientIp === '' + i) ok = true; } if (ok) c.allow(); if (!ok) c.deny(); }",
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(c) { if (has(c)) c.allow(); } function has(c) { for (let i = 0; i < 3; i++) { if (c.clientIp === '' + i) return true; } return false; }",
            "function connectionHandler(c) { if (has(c)) c.allow(); if (!has(c)) c.deny(); } function has(c) { for (let i = 0; i < 3; i++) { if (c.clientIp === '' + i) return true; } return false; }",
        ),
        (
            "CF0330",
            "",
            "function log(c) { console.log('a'); } function «connectionHandler»(c) { log(c); }",
            "function log(c) { console.log('a'); } function connectionHandler(c) { log(c); c.deny(); }",
        ),
        (
            "CF0331",
            "",
            whole!(
                "const l = ['1']; let i = 0; do { if (l[i] === connection.clientIp) connection.allow(); i++; } while (i < l.length); «connection.deny()»;"
            ),
            whole!(
                "const l = ['1']; let i = 0; do { if (l[i] === connection.clientIp) return connection.allow(); i++; } while (i < l.length); connection.deny();"
            ),
        ),
        (
            "CF0332",
            "",
            whole!(
                "for (var i = 0; i < 3; i++) { if (connection.clientIp === '' + i) «throw new Error('no');» } connection.allow();"
            ),
            whole!(
                "for (var i = 0; i < 3; i++) { if (connection.clientIp === '' + i) { connection.deny(); throw new Error('no'); } } connection.allow();"
            ),
        ),
    ]);
}

/// What throws leaves the function undecided, or leads to `catch`.
#[test]
fn exceptions_end_ways() {
    compare(&[
        (
            "CF0332",
            "",
            "function fail(m) { throw new Error(m); } function connectionHandler(c) { if (!c.clientCertificate) { «fail('no')»; } c.allow(); }",
            "function fail(m) { console.log(m); } function connectionHandler(c) { if (!c.clientCertificate) { fail('no'); } c.allow(); }",
        ),
        (
            "CF0330",
            "",
            "function fail(m) { throw new Error(m); } function «connectionHandler»(c) { try { if (!c.clientCertificate) { fail('no'); } c.allow(); } catch (e) { console.log(e.message); } }",
            "function fail(m) { throw new Error(m); } function connectionHandler(c) { try { if (!c.clientCertificate) { fail('no'); } c.allow(); } catch (e) { c.deny(); } }",
        ),
        (
            "CF0330",
            "optional",
            "function «connectionHandler»(c) { try { console.log(c.clientCertificate.certificates.leaf.subject); c.allow(); } catch (e) { console.log(e.message); } }",
            "function connectionHandler(c) { try { console.log(c.clientCertificate.certificates.leaf.subject); c.allow(); } catch (e) { c.deny(); } }",
        ),
    ]);
}

/// A ladder of `else if` is gone along to its end.
#[test]
fn long_ladders_are_followed() {
    let rungs: Vec<_> = (0..90).map(|rung| format!("if (c.clientIp === '{rung}') {{ c.allow(); }}")).collect();
    let code = |last: &str| format!("function connectionHandler(c) {{ {} {last} }}", rungs.join(" else "));
    assert_eq!(found(&code("else { c.deny(); }"), &Context::default(), "").len(), 0);
    let findings = found(&code(""), &Context::default(), "");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].related.len(), 1);
}

/// A function that denies in another one is told where it is called: there the way out is.
#[test]
fn a_denial_in_another_function_is_told_at_its_call() {
    compare(&[
        (
            "CF0333",
            "",
            "function check(c) { if (c.clientIp === '1') { c.deny(); return true; } } function connectionHandler(c) { «check(c)»; c.allow(); }",
            "function check(c) { if (c.clientIp === '1') { c.deny(); return true; } } function connectionHandler(c) { if (check(c)) return; c.allow(); }",
        ),
        (
            "CF0333",
            "",
            "function deny(c, w) { c.logCustomData(w); c.deny(); } function gate(c) { deny(c, 'a'); } function connectionHandler(c) { if (!c.clientCertificate) { «gate(c)»; } c.allow(); }",
            "function deny(c, w) { c.logCustomData(w); c.deny(); } function gate(c) { deny(c, 'a'); } function connectionHandler(c) { if (!c.clientCertificate) { gate(c); return; } c.allow(); }",
        ),
        (
            "CF0333",
            "",
            "function connectionHandler(c) { const deny = () => c.deny(); if (!c.clientCertificate) «deny()»; c.allow(); }",
            "function connectionHandler(c) { const deny = () => c.deny(); if (!c.clientCertificate) return deny(); c.allow(); }",
        ),
        // In one function, the way out is there.
        (
            "CF0333",
            "",
            "function gate(c) { if (!c.clientCertificate) «c.deny()»; c.allow(); } function connectionHandler(c) { gate(c); }",
            "function gate(c) { if (!c.clientCertificate) return c.deny(); c.allow(); } function connectionHandler(c) { gate(c); }",
        ),
    ]);
    let code = "function check(c) { c.deny(); } function connectionHandler(c) { check(c); c.allow(); }";
    let findings = check(code, &Context::default());
    let related: Vec<_> = findings[0].related.iter().map(|related| related.message.as_str()).collect();
    assert_eq!(related, ["`allow()` is called after it", "denied here"]);
    assert_eq!(findings[0].help.as_deref(), Some("return after this call if it denied"));
}

/// A test of what the program itself chose comes out in one of the ways that it chose among.
#[test]
fn what_the_program_chooses_is_known() {
    for code in [
        "function decide(c) { if (!c.clientCertificate) return 'deny'; if (c.clientIp === '1') return 'deny'; return 'allow'; } function connectionHandler(c) { var d = decide(c); if (d === 'allow') c.allow(); if (d === 'deny') c.deny(); }",
        "function kind(ip) { if (ip.indexOf(':') >= 0) return 'v6'; return 'v4'; } function connectionHandler(c) { switch (kind(c.clientIp)) { case 'v4': c.allow(); break; case 'v6': c.deny(); break; } }",
        "function connectionHandler(c) { const k = c.clientIp.indexOf(':') >= 0 ? 'v6' : 'v4'; switch (k) { case 'v4': c.allow(); break; case 'v6': c.deny(); break; } }",
        "function connectionHandler(c) { const k = c.clientIp.indexOf(':') >= 0 ? 'v6' : 'v4'; if (k === 'v4') c.allow(); if (k === 'v6') c.deny(); }",
        "function connectionHandler(c) { const r = (() => { if (!c.clientCertificate) return 'no'; return 'yes'; })(); if (r === 'no') c.deny(); if (r === 'yes') c.allow(); }",
        "function connectionHandler(c) { let k = c.clientIp === 'a' ? 1 : 2; if (c.endpoint === 'b') k = 3; if (k === 4) throw new Error('no'); c.allow(); }",
        "function connectionHandler(c) { const s = c.clientCertificate.revocationStatus.certificates.leaf.status; if (s === 'Good') c.allow(); else if (s === 'Revoked') c.deny(); else if (s === 'Unknown' || s === 'Error') c.deny(); }",
        "function connectionHandler(c) { const r = c.clientCertificate.revocationStatus; switch (r.chainValidity) { case 'Valid': c.allow(); break; case 'Invalid': case 'Unknown': c.deny(); } }",
        "const MODE = 'enforce'; function connectionHandler(c) { if (!c.clientCertificate) { c.deny(); if (MODE !== 'dry-run') return; } c.allow(); }",
        "const STRICT = true; function connectionHandler(c) { if (STRICT === false) { return; } c.allow(); }",
        "const LEVEL = 2; function connectionHandler(c) { if (LEVEL < 1) return; if (LEVEL === 3) throw new Error('no'); c.allow(); }",
        "function connectionHandler(c) { let ok = true; if (ok === true) { c.allow(); } }",
        "function connectionHandler(c) { let v = 'x'; if (v === 'y') { throw new Error('n'); } c.allow(); }",
        "function gate(c, mode) { if (mode === 'strict') c.allow(); else if (mode === 'loose') return; } function connectionHandler(c) { gate(c, 'strict'); }",
        "function connectionHandler(c) { const is = () => c.clientIp === '1'; if (is()) c.allow(); if (c.clientIp !== '1') c.deny(); }",
    ] {
        let findings = found(code, &Context::default(), "");
        assert!(findings.is_empty(), "{code}\n{:#?}", lines(code, &findings));
    }
    compare(&[
        (
            "CF0330",
            "",
            "function decide(c) { if (!c.clientCertificate) return 'deny'; if (c.clientIp === '1') return 'ask'; return 'allow'; } function «connectionHandler»(c) { var d = decide(c); if (d === 'allow') c.allow(); if (d === 'deny') c.deny(); }",
            "function decide(c) { if (!c.clientCertificate) return 'deny'; if (c.clientIp === '1') return 'deny'; return 'allow'; } function connectionHandler(c) { var d = decide(c); if (d === 'allow') c.allow(); if (d === 'deny') c.deny(); }",
        ),
        (
            "CF0330",
            "",
            "function «connectionHandler»(c) { switch (c.clientCertificate.revocationStatus.chainValidity) { case 'Valid': c.allow(); break; case 'Invalid': c.deny(); } }",
            "function connectionHandler(c) { switch (c.clientCertificate.revocationStatus.chainValidity) { case 'Valid': c.allow(); break; case 'Invalid': case 'Unknown': c.deny(); } }",
        ),
        (
            "CF0333",
            "",
            "const MODE = 'dry-run'; function connectionHandler(c) { if (!c.clientCertificate) { «c.deny()»; if (MODE !== 'dry-run') return; } c.allow(); }",
            "const MODE = 'enforce'; function connectionHandler(c) { if (!c.clientCertificate) { c.deny(); if (MODE !== 'dry-run') return; } c.allow(); }",
        ),
    ]);
}

/// Where rounds depend on those before them, or on which round it is, nothing is told.
#[test]
fn what_rounds_depend_on_is_not_guessed() {
    for body in [
        "for (let i = 0; i < l.length; i++) { if (c.clientIp === l[i]) { c.allow(); return; } if (i === l.length - 1) { c.deny(); } }",
        "for (let i = 0; i < 3; i++) { if (i === 0) { continue; } c.allow(); return; }",
        "let first = true; for (let i = 0; i < l.length; i++) { if (first) { first = false; continue; } c.allow(); return; }",
        "let first = true; for (const k in l) { if (first) { first = false; continue; } c.allow(); return; }",
        "var i; for (i = 0; i < 3; i++) { if (c.clientIp === String(i)) { c.allow(); break; } } if (i === 3) c.deny();",
        "var i = 0; while (i < l.length && l[i] !== c.clientIp) { i++; } if (i === l.length) { c.deny(); } if (i < l.length) { c.allow(); }",
        "let done = false; for (let i = 0; i < l.length && !done; i++) { if (c.clientIp === l[i]) { c.allow(); done = true; } } if (!done) c.deny();",
        "let done = false; for (let i = 0; i < l.length; i++) { if (!done && c.clientIp === l[i]) { c.allow(); done = true; } } if (!done) c.deny();",
        "let n = 0; for (let i = 0; i < l.length; i++) { if (c.clientIp === l[i]) n++; } if (n > 0) c.allow(); else c.deny();",
        "let n = 0; for (let i = 0; i < l.length; i++) { n = n + 1; } if (n === 0) return; c.allow();",
        "for (let i = 0; i < none.length; i++) { if (c.clientIp === none[i]) return; } c.allow();",
        "for (let i = 0; ; i++) { if (i >= 3) break; } c.allow();",
        "let m, re = /a/g; while ((m = re.exec(c.clientIp)) !== null) { if (m[0] === 'a') { c.allow(); return; } } c.deny();",
        "outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (c.clientIp === l[i] + j) { c.allow(); break outer; } } if (i === 2) c.deny(); }",
    ] {
        let code = format!("const l = ['1', '2'], none = []; function connectionHandler(c) {{ {body} }}");
        assert_silent(&code);
    }
}
