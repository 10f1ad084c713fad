// For a trust store with `IgnoreCertificateExpiry`: a certificate is good for some days after its end, so that a device that was
// switched off can come back and renew it. From two weeks before its end, each connection is logged.

const DAY = 24 * 60 * 60 * 1000;
const GRACE_DAYS = 7;
const WARNING_DAYS = 14;

/**
 * Days from now until a time, less than zero if it is past; NaN if it is no time.
 *
 * @param {string} time
 */
function daysUntil(time) {
    return (Date.parse(time) - Date.now()) / DAY;
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const leaf = connection.clientCertificate.certificates.leaf;
    const untilStart = daysUntil(leaf.validity.notBefore);
    const untilEnd = daysUntil(leaf.validity.notAfter);

    // Written so that what is no time, and so NaN, is turned away: no comparison with it is true.
    if (!(untilStart <= 0)) {
        connection.logCustomData('deny: not valid before ' + leaf.validity.notBefore + ': ' + leaf.serialNumber);
        connection.deny();
        return;
    }
    if (!(untilEnd >= -GRACE_DAYS)) {
        connection.logCustomData('deny: expired at ' + leaf.validity.notAfter + ': ' + leaf.serialNumber);
        connection.deny();
        return;
    }
    if (untilEnd < WARNING_DAYS) {
        connection.logCustomData('allow, to be renewed: expires at ' + leaf.validity.notAfter + ': ' + leaf.serialNumber);
    }
    connection.allow();
}
