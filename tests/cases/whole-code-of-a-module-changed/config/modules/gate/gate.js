import cf from 'cloudfront';

async function connectionHandler(connection) {
    if (await cf.kvs().exists(connection.clientCertificate.certificates.leaf.subject)) connection.allow();
    else connection.deny();
}
