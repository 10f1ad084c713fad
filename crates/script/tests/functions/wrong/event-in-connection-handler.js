import cf from 'cloudfront';

const allowList = cf.kvs('11111111-1111-1111-1111-111111111111');
const denyList = cf.kvs('22222222-2222-2222-2222-222222222222');

async function connectionHandler(connection) {
    const certificate = connection.clientCertificate.certificates.leaf;
    if (certificate.san.some((name) => name === 'DNS:bad.example')) {
        throw new Error('denied');
    }
    cf.updateRequestOrigin({ domainName: 'a.example' });
    const entry = JSON.parse(await allowList.get(certificate.serialNumber));
    if (entry?.active ?? false) {
        connection.allow();
    }
    if (connection.request.headers) {
        connection.deny();
    }
    const { subject = '' } = certificate;
}
