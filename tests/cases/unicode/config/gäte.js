// été 門
function connectionHandler(connection) {
    connection.allow();
}
