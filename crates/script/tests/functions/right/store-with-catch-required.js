import cf from 'cloudfront';

async function connectionHandler(connection) {
    const store = cf.kvs();
    const fingerprint = connection.clientCertificate.certificates.leaf.sha256Fingerprint;
    try {
        const entry = await store.get(fingerprint, { format: 'json' });
        if (entry.active === true) {
            connection.allow();
        } else {
            connection.deny();
        }
    } catch (error) {
        // A key that is missing is an error too.
        connection.deny();
    }
}
