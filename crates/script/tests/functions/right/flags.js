function connectionHandler(connection) {
    let done = false;
    if (!connection.clientCertificate) {
        connection.deny();
        done = true;
    }
    if (!done) {
        connection.allow();
    }
}
