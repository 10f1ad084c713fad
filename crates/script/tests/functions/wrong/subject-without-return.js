function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.deny();
    }
    const subject = connection.clientCertificate.certificates.leaf.subject;
    if (subject.includes('OU=Engineering')) {
        connection.allow();
    } else {
        connection.deny();
    }
}
