function connectionHandler(connection) {
    const subject = connection.clientCertificate.certificates.leaf.subject;
    if (subject.includes('O=Example Corp')) {
        connection.logCustomData('allowed ' + subject);
        connection.allow();
    } else {
        connection.deny();
    }
}
