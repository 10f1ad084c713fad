// Turns away certificates that an OCSP responder has revoked or does not know, and lets in those whose responder gives no answer:
// an outage there is no outage here. Each such connection is logged. Whoever can keep CloudFront from the responder can use a
// revoked certificate; where that matters, fail hard.

/**
 * What stands against a certificate. Nothing, if its responder gave no answer.
 *
 * @param {import('connfn/runtime').CertificateRevocation} answer
 */
function objectionTo(answer) {
    if (answer.status === 'Good' || answer.status === 'Error') {
        return '';
    }
    return answer.status + ': ' + answer.serialNumber;
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    const certificate = connection.clientCertificate;
    if (!certificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    // Not an outage: the distribution does not look at OCSP.
    if (!certificate.revocationStatus) {
        connection.logCustomData('deny: OCSP is off');
        connection.deny();
        return;
    }
    const status = certificate.revocationStatus.certificates;
    const answers = [status.leaf].concat(status.intermediates || []);

    const objections = answers.map(objectionTo).filter((objection) => objection !== '');
    if (objections.length > 0) {
        connection.logCustomData('deny: ' + objections.join(', '));
        connection.deny();
        return;
    }
    const silent = answers.filter((answer) => answer.status === 'Error');
    if (silent.length > 0) {
        connection.logCustomData('allow, unanswered: ' + silent.map((answer) => answer.serialNumber).join(', '));
    }
    connection.allow();
}
