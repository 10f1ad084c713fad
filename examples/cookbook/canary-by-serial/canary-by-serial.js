// Brings a stricter rule in by degrees. For a share of the certificates the new rule decides; for the rest the old one does, and the
// log says whom the new one would turn away. Which certificate is in the share depends on its serial number alone: a device does
// not change sides from one connection to the next.

const crypto = require('crypto');

// Raise it as the log stays empty. At 100 the old rule can go.
const CANARY_PERCENT = 10;

/** @param {string} subject */
function oldRule(subject) {
    return has(subject, 'O=Example Corp');
}

/** @param {string} subject */
function newRule(subject) {
    return has(subject, 'O=Example Corp') && has(subject, 'OU=Devices');
}

/**
 * @param {string} subject
 * @param {string} attribute
 */
function has(subject, attribute) {
    // An escaped comma, or a plus, could hide one attribute inside another: no device of ours has such a subject.
    return !/["+\\]/.test(subject) && subject.split(',').map((part) => part.trim()).includes(attribute);
}

/**
 * Where a certificate stands among all: from 0 up to, not including, 100. Serial numbers may count up, so it is their digest
 * that is looked at.
 *
 * @param {string} serialNumber
 */
function percentileOf(serialNumber) {
    const serial = serialNumber.replace(/:/g, '').toLowerCase().replace(/^(00)+/, '');
    const digest = crypto.createHash('sha256').update(serial).digest('hex');
    return (parseInt(digest.slice(0, 8), 16) / 0x100000000) * 100;
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const leaf = connection.clientCertificate.certificates.leaf;
    const isCanary = percentileOf(leaf.serialNumber) < CANARY_PERCENT;
    const passes = newRule(leaf.subject);
    if (!passes && !isCanary && oldRule(leaf.subject)) {
        connection.logCustomData('allow, the new rule would deny: ' + leaf.serialNumber);
        connection.allow();
        return;
    }
    if (!passes) {
        connection.logCustomData('deny: ' + (isCanary ? 'new' : 'old') + ' rule: ' + leaf.serialNumber);
        connection.deny();
        return;
    }
    connection.allow();
}
