function connectionHandler(connection) {
    const cert = connection.clientCertificate;
    if (!cert || !cert.revocationStatus) {
        return connection.deny();
    }
    const leaf = cert.revocationStatus.certificates.leaf;
    switch (leaf.status) {
        case 'Good':
            connection.allow();
            break;
        case 'Revoked':
            connection.deny();
            break;
        case 'Unknown':
        case 'Error':
            // The responder did not answer: let it pass, and say so.
            connection.logCustomData('soft fail ' + (leaf.errorType || ''));
            connection.allow();
            break;
        default:
            connection.deny();
    }
}
