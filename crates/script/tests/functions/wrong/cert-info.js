import cf from 'cloudfront';

async function connectionHandler(connection) {
    const kvs = cf.kvs();
    const serial = connection.clientCertInfo.serialNumber;
    const revoked = kvs.exists(serial);
    if (revoked) {
        connection.deny();
    } else {
        connection.allow();
    }
}
