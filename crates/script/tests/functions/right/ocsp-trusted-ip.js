function connectionHandler(connection) {
    const trusted = ['192.0.2.1', '192.0.2.2'];
    const certificate = connection.clientCertificate;
    if (certificate === undefined) {
        connection.deny();
        return;
    }
    const revocation = certificate.revocationStatus;
    if (revocation && revocation.chainValidity === 'Valid') {
        connection.allow();
        return;
    }
    if (trusted.includes(connection.clientIp)) {
        connection.logCustomData('trusted address');
        connection.allow();
        return;
    }
    connection.deny();
}
