import cf from 'cloudfront';

async function connectionHandler(connection) {
    if (!connection.clientCertificate) {
        connection.deny();
        return;
    }
    const leaf = connection.clientCertificate.certificates.leaf;
    const key = leaf.serialNumber.replaceAll(':', '');
    if (await cf.kvs().exists(key)) {
        connection.logCustomData('revoked: ' + key);
        connection.deny();
        return;
    }
    connection.allow();
}
