var PATTERNS = ['DNS:a.example', 'DNS:b.example'];

function connectionHandler(connection) {
    var cert = connection.clientCertificate;
    if (!cert) { connection.deny(); return; }
    var names = (cert.certificates.leaf.san || '').split(',');
    var found = false;
    for (var i = 0; i < names.length; i++) {
        if (PATTERNS.indexOf(names[i].trim()) !== -1) {
            found = true;
            break;
        }
    }
    if (found) {
        connection.allow();
    } else {
        connection.deny();
    }
}
