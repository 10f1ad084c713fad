import cf from 'cloudfront';

const devices = cf.kvs();

async function connectionHandler(connection) {
    if (await devices.exists(connection.clientCertificate.certificates.leaf.serialNumber)) connection.allow();
    else connection.deny();
}
