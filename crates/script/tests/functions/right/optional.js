function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        // Without a certificate, only from the office.
        if (connection.clientIp.startsWith('10.')) {
            connection.allow();
        } else {
            connection.deny();
        }
        return;
    }
    connection.allow();
}
