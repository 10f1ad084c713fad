/** @import { Connection } from 'connfn/runtime' */

// Who may connect: certificates of this organization. Everybody else is turned away.
const ORGANIZATION = 'O=Example Corp';

/** @param {string} subject such as `CN=device-1.example.com,O=Example Corp` */
function isAllowed(subject) {
    // An escaped comma, or a plus, could hide one attribute inside another.
    return !/["+\\]/.test(subject) && subject.split(',').map((part) => part.trim()).includes(ORGANIZATION);
}

/** @param {Connection} connection */
function connectionHandler(connection) {
    // With optional mutual TLS a client may come without a certificate.
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const subject = connection.clientCertificate.certificates.leaf.subject;
    if (!isAllowed(subject)) {
        connection.logCustomData('deny: ' + subject.slice(0, 180));
        connection.deny();
        return;
    }
    connection.allow();
}
