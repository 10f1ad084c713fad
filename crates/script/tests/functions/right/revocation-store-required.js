import cf from 'cloudfront';

async function connectionHandler(connection) {
    const kvsHandle = cf.kvs();

    // The serial number without its colons is the key.
    const clientSerialNumber = connection.clientCertificate.certificates.leaf.serialNumber;
    const key = clientSerialNumber.replace(/:/g, '');

    const isRevoked = await kvsHandle.exists(key);

    if (isRevoked) {
        console.log(`Certificate ${clientSerialNumber} is revoked. Denying connection.`);
        connection.logCustomData(`REVOKED:${clientSerialNumber}`);
        connection.deny();
    } else {
        console.log(`Certificate ${clientSerialNumber} is valid. Allowing connection.`);
        connection.allow();
    }
}
