// STAGE
function connectionHandler(connection) {
    connection.allow();
}
