function connectionHandler(connection) {
    const list = '192.0.2.1,192.0.2.2'.split(',');
    for (const key in list) {
        if (list[key] === connection.clientIp) {
            connection.allow();
            return;
        }
    }
    connection.deny();
}
