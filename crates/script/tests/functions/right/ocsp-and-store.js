import cf from 'cloudfront';

const kvs = cf.kvs();

async function isListed(serial) {
    try {
        return await kvs.exists(serial.replaceAll(':', ''));
    } catch (error) {
        console.log('store: ' + error);
        return true;
    }
}

async function connectionHandler(connection) {
    const cert = connection.clientCertificate;
    if (!cert) {
        connection.deny();
        return;
    }
    let allowed = true;
    const status = cert.revocationStatus;
    if (status && status.chainValidity === 'Invalid') {
        allowed = false;
    }
    if (allowed) {
        const listed = await isListed(cert.certificates.leaf.serialNumber);
        allowed = !listed;
    }
    if (allowed) {
        connection.allow();
    } else {
        connection.logCustomData('refused');
        connection.deny();
    }
}
