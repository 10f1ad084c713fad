function connectionHandler(connection) {
    connection.allow();
}
