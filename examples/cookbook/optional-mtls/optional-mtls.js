// For a distribution with optional mutual TLS: devices show a certificate, and from the offices people come without one.

const ORGANIZATION = 'O=Example Corp';

// The addresses that the offices are seen from.
const OFFICES = ['192.0.2.10', '192.0.2.11', '2001:db8:0:1::10'];

/** @param {string} subject */
function isOurs(subject) {
    // An escaped comma, or a plus, could hide one attribute inside another: no device of ours has such a subject.
    return !/["+\\]/.test(subject) && subject.split(',').map((part) => part.trim()).includes(ORGANIZATION);
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        if (OFFICES.includes(connection.clientIp)) {
            connection.logCustomData('allow: office');
            connection.allow();
            return;
        }
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    // Whoever shows a certificate is judged by it, also in an office.
    const subject = connection.clientCertificate.certificates.leaf.subject;
    if (!isOurs(subject)) {
        connection.logCustomData('deny: of another organization: ' + subject.slice(0, 180));
        connection.deny();
        return;
    }
    connection.allow();
}
