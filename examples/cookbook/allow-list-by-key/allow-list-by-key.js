// Lets in the holders of keys that are pinned. A public key stays when its certificate is renewed; a fingerprint names one
// certificate alone, and suits those that are never renewed.
//
// The pins are SHA-256 in hexadecimal. Of a public key:
//   openssl x509 -in device.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256
// Of a certificate:
//   openssl x509 -in device.pem -noout -fingerprint -sha256

const crypto = require('crypto');

const PUBLIC_KEYS = ['2e572767c1a55051261fb7610621f270f02ae0d7b59ff798eb9a6d4eacd4063f'];
const FINGERPRINTS = ['9F:9F:5C:B9:67:25:63:DB:F3:91:C9:FC:C5:EF:AA:DA:D9:47:22:59:F9:26:84:A5:DE:88:AE:C7:13:11:09:DA'];

/**
 * Bytes in hexadecimal. AWS's pages show fingerprints in hexadecimal, with colons and without, and in base64url.
 *
 * @param {string} text
 */
function hexOf(text) {
    const digits = text.replace(/:/g, '').toLowerCase();
    if (digits.length % 2 === 0 && /^[0-9a-f]+$/.test(digits)) {
        return digits;
    }
    return Buffer.from(text.replace(/-/g, '+').replace(/_/g, '/'), 'base64').toString('hex');
}

/** @param {string} spki */
function pinOf(spki) {
    const bytes = Buffer.from(hexOf(spki), 'hex');
    return crypto.createHash('sha256').update(bytes).digest('hex');
}

/** @param {import('connfn/runtime').Certificate} leaf */
function isPinned(leaf) {
    return PUBLIC_KEYS.map(hexOf).includes(pinOf(leaf.spki)) || FINGERPRINTS.map(hexOf).includes(hexOf(leaf.sha256Fingerprint));
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const leaf = connection.clientCertificate.certificates.leaf;
    if (!isPinned(leaf)) {
        connection.logCustomData('deny: not pinned: ' + leaf.serialNumber);
        connection.deny();
        return;
    }
    connection.allow();
}
