// Lets in only those of whom OCSP says that no certificate of the chain is revoked. An outage of a responder turns its clients away.

/**
 * Why a connection is turned away; nothing if OCSP answered for all of the chain.
 *
 * @param {import('connfn/runtime').RevocationStatus | undefined} status
 */
function objectionTo(status) {
    if (!status) {
        return 'OCSP is off';
    }
    const answers = [status.certificates.leaf].concat(status.certificates.intermediates || []);
    const bad = answers.filter((answer) => answer.status !== 'Good');
    if (bad.length > 0) {
        return bad.map((answer) => answer.status + ': ' + answer.serialNumber).join(', ');
    }
    // Asked for as well: the chain may have certificates of which nothing is said one by one.
    return status.chainValidity === 'Valid' ? '' : 'the chain is ' + status.chainValidity;
}

/** @param {import('connfn/runtime').Connection} connection */
function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.logCustomData('deny: no certificate');
        connection.deny();
        return;
    }
    const objection = objectionTo(connection.clientCertificate.revocationStatus);
    if (objection !== '') {
        connection.logCustomData('deny: ' + objection);
        connection.deny();
        return;
    }
    connection.allow();
}
