//! The ways in which people really write these mistakes, each beside the right one.

use crate::support::{assert_silent, compare};

#[test]
fn promises_that_are_not_awaited() {
    compare(&[
        (
            "CF0343",
            "",
            store!("let r = false; r = «kvs.exists(id)»; if (r) return connection.deny(); connection.allow();"),
            store!("let r = false; r = await kvs.exists(id); if (r) return connection.deny(); connection.allow();"),
        ),
        (
            "CF0343",
            "",
            store!(
                "let r; try { r = «kvs.get(id)»; } catch (e) { r = null; } if (r === 'a') return connection.deny(); connection.allow();"
            ),
            store!(
                "let r; try { r = await kvs.get(id); } catch (e) { r = null; } if (r === 'a') return connection.deny(); connection.allow();"
            ),
        ),
        (
            "CF0343",
            "",
            store!(
                "function is(s) { return kvs.exists(s); } if («is(id)») return connection.deny(); connection.allow();"
            ),
            store!(
                "function is(s) { return kvs.exists(s); } if (await is(id)) return connection.deny(); connection.allow();"
            ),
        ),
        (
            "CF0343",
            "",
            store!("connection.logCustomData(«kvs.get(id)»); connection.allow();"),
            store!("const v = await kvs.get(id); connection.logCustomData(v); connection.allow();"),
        ),
        (
            "CF0343",
            "",
            store!("if (['a'].includes(«kvs.get(id)»)) return connection.deny(); connection.allow();"),
            store!("const v = await kvs.get(id); if (['a'].includes(v)) return connection.deny(); connection.allow();"),
        ),
        (
            "CF0343",
            "",
            store!("if (parseInt(«kvs.get(id)», 10) > 1) return connection.deny(); connection.allow();"),
            store!(
                "const v = await kvs.get(id); if (parseInt(v, 10) > 1) return connection.deny(); connection.allow();"
            ),
        ),
        (
            "CF0343",
            "",
            store!("switch («kvs.get(id)») { case 'a': connection.allow(); break; default: connection.deny(); }"),
            store!("switch (await kvs.get(id)) { case 'a': connection.allow(); break; default: connection.deny(); }"),
        ),
        (
            "CF0343",
            "",
            "import cf from 'cloudfront'; var kvs; async function connectionHandler(c) { kvs = cf.kvs(); if («kvs.exists(c.clientIp)») return c.deny(); c.allow(); }",
            "import cf from 'cloudfront'; var kvs; async function connectionHandler(c) { kvs = cf.kvs(); if (await kvs.exists(c.clientIp)) return c.deny(); c.allow(); }",
        ),
        (
            "CF0343",
            "",
            store!("const bad = ['a'].filter(«async (k) => { return await kvs.exists(k); }»); connection.allow();"),
            store!(
                "const bad = await Promise.all(['a'].map(async (k) => { return await kvs.exists(k); })); connection.allow();"
            ),
        ),
    ]);
}

#[test]
fn promises_that_are_awaited_later_are_fine() {
    for body in [
        "let p; p = kvs.exists(id); if (await p) return connection.deny(); connection.allow();",
        "let p = null; if (leaf) p = kvs.exists(id); if (p) { await p; } connection.allow();",
        "const all = [kvs.get('a')]; const r = await Promise.all(all); if (r[0] === 'a') connection.allow(); else connection.deny();",
        "const is = (s) => kvs.exists(s); const r = await is(id); if (r) connection.allow(); else connection.deny();",
    ] {
        let code = format!(
            "import cf from 'cloudfront'; const kvs = cf.kvs(); async function connectionHandler(connection) {{ const id = connection.clientIp, leaf = connection.clientCertificate; {body} }}"
        );
        assert_silent(&code);
    }
}

#[test]
fn texts_and_lists_of_the_connection() {
    compare(&[
        (
            "CF0334",
            "",
            store!("console.log(leaf.subject.«CN»); await kvs.get(id); connection.allow();"),
            store!("console.log(leaf.subject.length); await kvs.get(id); connection.allow();"),
        ),
        (
            "CF0334",
            "",
            store!("console.log(leaf.validity.notAfter.«getTime»()); await kvs.get(id); connection.allow();"),
            store!("console.log(new Date(leaf.validity.notAfter).getTime()); await kvs.get(id); connection.allow();"),
        ),
        (
            "CF0334",
            "",
            body!("console.log(connection.clientCertificate.certificates[«0»].subject);"),
            body!("console.log(connection.clientCertificate.certificates.intermediates[0].subject);"),
        ),
        (
            "CF0334",
            "",
            body!("connection.clientCertificate.certificates.intermediates.forEach((i) => console.log(i.«serial»));"),
            body!(
                "connection.clientCertificate.certificates.intermediates.forEach((i) => console.log(i.serialNumber));"
            ),
        ),
        (
            "CF0334",
            "",
            body!("console.log((connection.clientCertificate || {}).«leaf»);"),
            body!("console.log((connection.clientCertificate || {}).certificates);"),
        ),
        (
            "CF0334",
            "",
            body!(
                "const leaf = connection.clientCertificate ? connection.clientCertificate.certificates.leaf : null; if (leaf) console.log(leaf.«serial»);"
            ),
            body!(
                "const leaf = connection.clientCertificate ? connection.clientCertificate.certificates.leaf : null; if (leaf) console.log(leaf.serialNumber);"
            ),
        ),
        (
            "CF0334",
            "",
            body!("let cert; cert = connection.clientCertificate; console.log(cert.«serialNumber»);"),
            body!("let cert; cert = connection.clientCertificate; cert = {}; console.log(cert.serialNumber);"),
        ),
        (
            "CF0335",
            "",
            body!("(connection.clientCertificate.certificates.leaf.san || []).«some»((s) => s === 'DNS:a');"),
            body!("(connection.clientCertificate.certificates.leaf.san || '').split(',').some((s) => s === 'DNS:a');"),
        ),
        (
            "CF0335",
            "",
            body!("Array.isArray(«connection.clientCertificate.certificates.leaf.san»);"),
            body!("Array.isArray(connection.clientCertificate.certificates.intermediates);"),
        ),
        (
            "CF0335",
            "",
            body!("connection.clientCertificate.certificates.leaf.san.«dnsNames»;"),
            body!("connection.clientCertificate.certificates.leaf.san.length;"),
        ),
        (
            "CF0336",
            "",
            whole!(
                "const r = connection.clientCertificate.revocationStatus; if (!r) { console.log(«r.chainValidity»); } connection.allow();"
            ),
            whole!(
                "const r = connection.clientCertificate.revocationStatus; if (r) { console.log(r.chainValidity); } connection.allow();"
            ),
        ),
        (
            "CF0336",
            "optional",
            body!("console.log(«connection.clientCertificate.certificates»);"),
            body!("console.log((connection.clientCertificate || {}).certificates);"),
        ),
    ]);
}

#[test]
fn two_stores_through_one_function() {
    compare(&[(
        "CF0340",
        "",
        "import cf from 'cloudfront'; async function look(id, k) { return cf.kvs(id).exists(k); } async function connectionHandler(c) { const a = await look('a', '1'), b = await look(«'b'», '1'); if (a && b) c.allow(); else c.deny(); }",
        "import cf from 'cloudfront'; async function look(id, k) { return cf.kvs(id).exists(k); } async function connectionHandler(c) { const a = await look('a', '1'), b = await look('a', '2'); if (a && b) c.allow(); else c.deny(); }",
    )]);
}

/// Everything that is compared with a serial number, in whatever way.
#[test]
fn serial_numbers_in_other_notations() {
    let compared = |wrong: &str, right: &str| {
        let code = |test: &str| {
            format!(
                "const R = ['00:9e:2a'], O = {{ '009e2a': true }}; function connectionHandler(c) {{ const s = c.clientCertificate.certificates.leaf.serialNumber; if ({test}) c.deny(); else c.allow(); }}"
            )
        };
        (code(wrong), code(right))
    };
    for (wrong, right) in [
        ("s.replace(/:/g, '') === «'00:9e:2a'»", "s.replace(/:/g, '') === '009e2a'"),
        ("s.replace(/:/g, '') === «'009E2A'»", "s.replace(/-/g, '') === '009E2A'"),
        ("s.split(':').join('') === «'00:9e:2a'»", "s.split(':').join('-') === '00-9e-2a'"),
        ("({ «'009E2A'»: true })[s]", "O[s.replace(/:/g, '')]"),
        ("s in { «'009E2A'»: 1 }", "s in { '00:9e:2a': 1 }"),
        ("({ «'009E2A'»: 1 }).hasOwnProperty(s)", "O.hasOwnProperty(s.replace(/:/g, ''))"),
        ("[«'009E2A'»].some((r) => r === s)", "R.some((r) => r === s)"),
        ("«'009E2A,00AB12'».split(',').indexOf(s) >= 0", "'00:9e:2a,00:ab:12'.split(',').indexOf(s) >= 0"),
        ("s === «40490»", "s.length === 40490"),
        ("s == «'0x9e2a'»", "s == '9e:2a'"),
        ("s === «'00-9e-2a'»", "s === 'not-a-serial'"),
        ("s === «'00 9e 2a'»", "s === '00:9e:2a'"),
        ("s.startsWith(«'009E'»)", "s.startsWith('00:9e')"),
    ] {
        let (wrong, right) = compared(wrong, right);
        compare(&[("CF0337", "", wrong.leak(), right.leak())]);
    }
    compare(&[
        (
            "CF0337",
            "",
            store!(
                "await kvs.get(id); switch (leaf.serialNumber) { case «'009E2A'»: connection.deny(); break; default: connection.allow(); }"
            ),
            store!(
                "await kvs.get(id); switch (leaf.serialNumber) { case '00:9e:2a': connection.deny(); break; default: connection.allow(); }"
            ),
        ),
        (
            "CF0338",
            "",
            store!(
                "if (await kvs.exists(«`serial-${leaf.serialNumber}`»)) connection.deny(); else connection.allow();"
            ),
            store!(
                "const s = leaf.serialNumber.replace(/:/g, ''); if (await kvs.exists(`serial-${s}`)) connection.deny(); else connection.allow();"
            ),
        ),
    ]);
}

#[test]
fn what_the_module_crypto_has() {
    compare(&[
        (
            "CF0334",
            "",
            concat!("const crypto = require('crypto'); ", body!("new crypto.«X509Certificate»('a');")),
            concat!(
                "const crypto = require('crypto'); ",
                body!("crypto.createHash('sha256').update('a').digest('hex');")
            ),
        ),
        (
            "CF0334",
            "",
            concat!("const crypto = require('crypto'); ", body!("crypto.«randomUUID»();")),
            concat!("const crypto = { randomUUID: () => 'a' }; ", body!("crypto.randomUUID();")),
        ),
    ]);
}
