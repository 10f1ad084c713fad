function connectionHandler(connection) {
    if (connection.clientIp === "10.0.0.1" {
        connection.allow();
    }
}
