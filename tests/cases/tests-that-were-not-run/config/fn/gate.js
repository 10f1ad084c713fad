import cf from 'cloudfront';

async function connectionHandler(connection) {
  const certificate = connection.clientCertificate;
  if (!certificate) {
    connection.deny();
    return;
  }
  const isRevoked = await cf.kvs().exists(certificate.certificates.leaf.serialNumber);
  if (isRevoked) {
    console.log('revoked');
    connection.deny();
    return;
  }
  connection.allow();
}
