function connectionHandler(connection) {
    connection.deny();
}
