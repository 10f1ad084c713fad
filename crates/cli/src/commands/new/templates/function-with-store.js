/** @import { Connection } from 'connfn/runtime' */
import cf from 'cloudfront';

// Turns away certificates whose serial number is a key of the store, as `openssl x509 -serial` prints it, but in lower case:
// without colons, and without bytes `00` in front.
const revoked = cf.kvs();

/** @param {string} serialNumber such as `00:9e:2a` */
function keyOf(serialNumber) {
    return serialNumber.replace(/:/g, '').toLowerCase().replace(/^(00)+/, '');
}

/** @param {Connection} connection */
async function connectionHandler(connection) {
    // With optional mutual TLS a client may come without a certificate.
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const key = keyOf(connection.clientCertificate.certificates.leaf.serialNumber);
    let isRevoked = true;
    try {
        isRevoked = await revoked.exists(key);
    } catch (error) {
        console.log('the store cannot be read: ' + error);
        connection.logCustomData('deny: the store cannot be read');
        connection.deny();
        return;
    }
    if (isRevoked) {
        connection.logCustomData('deny: revoked: ' + key);
        connection.deny();
        return;
    }
    connection.allow();
}
