function connectionHandler(connection) {
    const ip = connection.clientIp;
    const inside = ip.startsWith('10.');
    if (inside) {
        connection.allow();
    }
    if (!inside) {
        connection.deny();
    }
}
