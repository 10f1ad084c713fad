function connectionHandler(connection) {
    const issuer = connection.clientCertificate && connection.clientCertificate.certificates.leaf.issuer;
    if (issuer && issuer.includes('CN=Example CA')) {
        connection.allow();
    } else {
        connection.deny();
    }
}
