// What the runtime has, as an author uses it.

/** @import { Certificate, Connection } from 'connfn/runtime' */
import cf from 'cloudfront';

const crypto = require('crypto');
const querystring = require('querystring');

const store = cf.kvs();
const allowed = Object.freeze(['sensor-1', 'sensor-2']);

/** @param {Certificate} leaf */
async function isRevoked(leaf) {
    try {
        const revoked = await store.exists(leaf.serialNumber.replaceAll(':', ''));
        return revoked;
    } catch (error) {
        console.log(`the store cannot be read: ${error}`);
        return true;
    }
}

/** @param {Certificate} leaf */
function names(leaf) {
    return (leaf.san || '')
        .split(',')
        .filter((name) => name.startsWith('DNS:'))
        .map((name) => name.slice('DNS:'.length));
}

/** @param {string} spki */
function digest(spki) {
    const bytes = Buffer.from(spki, 'base64');
    return crypto.createHash('sha256').update(bytes).digest('hex');
}

/** @param {Connection} connection */
async function connectionHandler(connection) {
    const certificate = connection.clientCertificate;
    if (!certificate) {
        connection.logCustomData('no certificate');
        connection.deny();
        return;
    }
    const leaf = certificate.certificates.leaf;
    const status = certificate.revocationStatus;
    if (status && status.certificates.leaf.status === 'Revoked') {
        return connection.deny();
    }
    const settings = await store.get('settings', { format: 'json' });
    const revoked = await isRevoked(leaf);
    const meta = await store.meta();
    const late = Date.parse(leaf.validity.notAfter) - Date.now() < 24 * 60 * 60 * 1000;
    const parts = querystring.parse('a=1&b=2');
    for (const name in parts) {
        console.log(name + '=' + parts[name]);
    }
    const all = await Promise.all([store.exists('a'), store.get('b')]);
    const named = names(leaf).some((name) => allowed.includes(name));
    console.log(JSON.stringify({ digest: digest(leaf.spki), keys: meta.keyCount, settings: settings, first: all[0] }));
    if (named && !revoked && !late) {
        connection.allow();
    } else {
        connection.deny();
    }
}
