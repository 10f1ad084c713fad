//! What is read: the connection's fields, serial numbers, and what stores give.

use crate::support::compare;

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
fn statuses() {
    compare(&[
        (
            "CF0339",
            "",
            whole!(
                "if (connection.clientCertificate.revocationStatus.certificates.leaf.status === «'revoked'») { connection.deny(); return; } connection.allow();"
            ),
            whole!(
                "if (connection.clientCertificate.revocationStatus.certificates.leaf.status === 'Revoked') { connection.deny(); return; } connection.allow();"
            ),
        ),
        (
            "CF0339",
            "",
            whole!(
                "const REVOKED = 'REVOKED'; const said = connection.clientCertificate.revocationStatus.certificates.leaf.status; if («REVOKED» == said) return connection.deny(); connection.allow();"
            ),
            whole!(
                "const REVOKED = 'REVOKED'; const said = connection.clientCertificate.revocationStatus.certificates.leaf.status; if (REVOKED == said.toUpperCase()) return connection.deny(); connection.allow();"
            ),
        ),
        (
            "CF0339",
            "",
            whole!(
                "if (connection.clientCertificate.revocationStatus.chainValidity !== «'Good'») return connection.deny(); connection.allow();"
            ),
            whole!(
                "if (connection.clientCertificate.revocationStatus.chainValidity !== 'Valid') return connection.deny(); connection.allow();"
            ),
        ),
        (
            "CF0339",
            "",
            whole!(
                "switch (connection.clientCertificate.revocationStatus.certificates.leaf.status) { case «'revoked'»: connection.deny(); break; default: connection.allow(); }"
            ),
            whole!(
                "switch (connection.clientCertificate.revocationStatus.certificates.leaf.status) { case 'Revoked': connection.deny(); break; default: connection.allow(); }"
            ),
        ),
        (
            "CF0339",
            "",
            whole!(
                "if (['Good', «'unknown'»].includes(connection.clientCertificate.revocationStatus.certificates.leaf.status)) connection.allow(); else connection.deny();"
            ),
            whole!(
                "if (['Good', 'Unknown'].includes(connection.clientCertificate.revocationStatus.certificates.leaf.status)) connection.allow(); else connection.deny();"
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
