// Turns away certificates whose serial number is in a key value store. A certificate is revoked without a deployment: its key is
// the serial number as OpenSSL prints it, but in lower case: without colons, and without bytes `00` in front. Its value says why.
//   serial=$(openssl x509 -in device.pem -noout -serial | cut -d= -f2 | tr A-F a-f)

import cf from 'cloudfront';

const revoked = cf.kvs();

/**
 * CloudFront writes `00:9e:2a`, and OpenSSL `9E2A`: the first byte only says that the number is positive.
 *
 * @param {string} serialNumber
 */
function keyOf(serialNumber) {
    return serialNumber.replace(/:/g, '').toLowerCase().replace(/^(00)+/, '');
}

/** @param {import('connfn/runtime').Connection} connection */
async function connectionHandler(connection) {
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
        // A list that cannot be read says nothing in anybody's favour.
        console.log('the store cannot be read: ' + error);
        connection.logCustomData('deny: the list of revoked certificates cannot be read');
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
