// Where mutual TLS is required there is a certificate. Two functions of a folder have one name, and do not meet.

/** @param {import('connfn/runtime').ConnectionWithCertificate} connection */
function connectionHandler(connection) {
    if (connection.clientCertificate.certificates.leaf.subject === 'CN=sensor-1') {
        connection.allow();
        return;
    }
    connection.deny();
}
