function connectionHandler(connection) {
    connection.allow();
} // v2