function refuse(connection, reason) {
    connection.logCustomData(reason);
    connection.deny();
}

function hasCertificate(connection) {
    if (!connection.clientCertificate) {
        refuse(connection, 'no certificate');
        return false;
    }
    return true;
}

const accept = (connection) => {
    connection.allow();
};

function connectionHandler(connection) {
    if (!hasCertificate(connection)) return;
    const leaf = connection.clientCertificate.certificates.leaf;
    const now = new Date();
    if (new Date(leaf.validity.notAfter) < now) {
        return refuse(connection, 'expired');
    }
    accept(connection);
}
