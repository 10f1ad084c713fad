// Each line that is marked is wrong, and no other.

/** @import { Connection } from 'connfn/runtime' */
import cf from 'cloudfront';
import { kvs } from 'cloudfront'; // wrong: has no exported member
import url from 'url'; // wrong: url

const store = cf.kvs();

/** @param {Connection} connection */
function withoutGuard(connection) {
    console.log(connection.clientCertificate.certificates); // wrong: possibly 'undefined'
    console.log(connection.clientCertInfo); // wrong: does not exist
    console.log(connection.request); // wrong: does not exist
    connection.allow = () => undefined; // no mistake that a type knows
    connection.clientIp = '192.0.2.1'; // wrong: read-only
    connection.deny('no certificate'); // wrong: Expected 0 arguments
    connection.logCustomData({ reason: 'none' }); // wrong: not assignable
}

/** @param {Connection} connection */
function fields(connection) {
    const certificate = connection.clientCertificate;
    if (!certificate) {
        return connection.deny();
    }
    const leaf = certificate.certificates.leaf;
    console.log(certificate.leaf); // wrong: does not exist
    console.log(leaf.san.split(',')); // wrong: possibly 'undefined'
    const san = leaf.san || '';
    console.log(san.some((name) => name === 'DNS:a.example')); // wrong: does not exist
    console.log(leaf.notAfter); // wrong: does not exist
    console.log(leaf.serialnumber); // wrong: Did you mean 'serialNumber'
    console.log(certificate.certificates.intermediates[0]); // wrong: possibly 'undefined'
    const status = certificate.revocationStatus;
    if (status && status.chainValidity === 'valid') { // wrong: no overlap
        connection.allow();
    }
    if (status && status.certificates.leaf.status === 'OK') { // wrong: no overlap
        connection.allow();
    }
}

/** @param {Connection} connection */
async function promises(connection) {
    if (store.exists(connection.clientIp)) { // wrong: always return true
        connection.deny();
    }
    console.log(store.get('a').length); // wrong: Property 'length' does not exist
    const bytes = await store.get('a', { format: 'xml' }); // wrong: No overload matches
    const settings = await store.get('a', { format: 'json' });
    console.log(settings.active); // wrong: of type 'unknown'
    console.log(await store.keys()); // wrong: does not exist
    cf.updateRequestOrigin({}); // wrong: does not exist
}

async function absent() {
    console.log(new Map()); // wrong: Cannot find name 'Map'
    await fetch('https://example.com'); // wrong: Cannot find name 'fetch'
    setTimeout(() => undefined, 1); // wrong: Cannot find name 'setTimeout'
    console.log(process.env); // wrong: Cannot find name 'process'
    console.error('a'); // wrong: does not exist
    console.log('a', 'b'); // wrong: Expected 1 arguments
    eval('1'); // wrong: Cannot find name 'eval'
    new Function('return 1'); // wrong: not assignable
    'a'.localeCompare('b'); // wrong: does not exist
    [1].flat(); // wrong: does not exist
    Object.fromEntries([]); // wrong: does not exist
    for (const value of [1]) { // wrong: must have a
        console.log(value);
    }
    require('http'); // wrong: No overload matches
    require('crypto').createHash('sha512'); // wrong: not assignable
    Buffer.from('a', 'latin1'); // wrong: No overload matches
}

function connectionHandler(connection) { // wrong: implicitly has an 'any' type
    connection.allow();
}
