function connectionHandler(connection) {
    let ok = false;
    try {
        ok = JSON.parse('{"a": true}').a;
    } finally {
        if (ok) { connection.allow(); } else { connection.deny(); }
    }
}
