function connectionHandler(connection) {
    const ip = connection.clientIp;
    if (ip === '192.0.2.1') connection.allow();
    else if (ip.startsWith('10.') && !ip.endsWith('.9')) connection.allow();
    else if (/^172\.1[6-9]\./.test(ip)) connection.allow();
    else connection.deny();
}
