import cf from 'cloudfront';

const allowed = cf.kvs();

async function connectionHandler(connection) {
  const serial = connection.clientCertificate.certificates.leaf.serialNumber;
  if (await allowed.exists(serial)) connection.allow();
  else connection.deny();
}
