function connectionHandler(connection) {
    connection.allow(); // PLACE
}
