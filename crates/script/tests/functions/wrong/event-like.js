import cf from 'cloudfront';

const allowList = cf.kvs('11111111-1111-1111-1111-111111111111');
const denyList = cf.kvs('22222222-2222-2222-2222-222222222222');

async function handler(event) {
    const certificate = event.request.clientCertificate;
    if (!certificate) {
        throw new Error('no certificate');
    }
    const names = certificate.san.map((name) => name.toLowerCase());
    for (const name of names) {
        if (await denyList.exists(name)) {
            throw new Error('denied');
        }
    }
    if (!(await allowList.exists(certificate.serialNumber))) {
        throw new Error('not allowed');
    }
    return event.request;
}
