// Accepts devices that are not on the list.
import cf from 'cloudfront';

const store = cf.kvs();

async function connectionHandler(connection) {
    const leaf = connection.clientCertificate.certificates.leaf;
    const serial = leaf.serialNumber.toLowerCase();
    const revoked = await store.exists(serial);
    if (revoked) {
        connection.deny();
    } else {
        connection.allow();
    }
    connection.logCustomData(serial);
}

function unused() {
    return 1;
}

function last() {
    return 3;
}
