function connectionHandler(connection) {
    const decide = connection.clientIp === '192.0.2.1' ? 'allow' : 'deny';
    connection[decide]();
}
