// Lets in the devices whose subject is on a list: the common name, the unit and the organization, each as a whole.

const ORGANIZATION = 'Example Corp';
const UNIT = 'Devices';
const NAMES = ['device-1.example.com', 'device-2.example.com'];

/**
 * The values of one attribute of a subject such as `CN=device-1.example.com,OU=Devices,O=Example Corp`.
 *
 * @param {string} subject
 * @param {string} attribute
 */
function valuesOf(subject, attribute) {
    return subject
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part.startsWith(attribute + '='))
        .map((part) => part.slice(attribute.length + 1));
}

/**
 * Whether a subject has the attribute once, with one of these values. A second common name would be a trick, not a device.
 *
 * @param {string} subject
 * @param {string} attribute
 * @param {string[]} values
 */
function hasOne(subject, attribute, values) {
    const found = valuesOf(subject, attribute);
    return found.length === 1 && values.indexOf(found[0]) !== -1;
}

/** @param {string} subject */
function isAllowed(subject) {
    // An escaped comma, or a plus, could hide one attribute inside another: no device of ours has such a subject.
    if (/["+\\]/.test(subject)) {
        return false;
    }
    return hasOne(subject, 'CN', NAMES) && hasOne(subject, 'OU', [UNIT]) && hasOne(subject, 'O', [ORGANIZATION]);
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const subject = connection.clientCertificate.certificates.leaf.subject;
    if (!isAllowed(subject)) {
        // A subject is anybody's text, and an entry of the connection log holds 800 bytes.
        connection.logCustomData('deny: not on the list: ' + subject.slice(0, 180));
        connection.deny();
        return;
    }
    connection.allow();
}
